"""The small hoist library of the `quick` suite, made once, and the assistant over it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from agent.assistant import Assistant, open_assistant
from evals.datasets import quick_home


@pytest.fixture(scope="session")
def hoists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two manuals, two machines and their records; nobody may change it."""
    home = tmp_path_factory.mktemp("hoists")
    quick_home.build(home)
    return home


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def assistant(hoists: Path, anyio_backend: str) -> AsyncIterator[Assistant]:
    async with open_assistant(hoists, checkpointer=InMemorySaver()) as opened:
        yield opened
