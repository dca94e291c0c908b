"""Real stores, filled once; the embedded model, or one that stalls."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import structlog

from agent.assistant import Assistant
from agent.settings import AgentSettings
from api.operation.logs import where_it_broke
from stores.open_stores import Stores, open_stores
from tests.api.organisation import write_organisation
from tests.api.small_server import StallingModel, client_of


@pytest.fixture(scope="session", autouse=True)
def logs() -> None:
    """Without the frames' values, which take seconds to print."""
    structlog.configure(processors=[where_it_broke, structlog.processors.JSONRenderer()])


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    with open_stores(tmp_path_factory.mktemp("home")) as opened:
        write_organisation(opened)
        yield opened


@pytest.fixture
def assistant(stores: Stores) -> Assistant:
    return Assistant(stores)


@pytest.fixture
def stalling(stores: Stores) -> tuple[Assistant, StallingModel]:
    model = StallingModel(asked=asyncio.Event(), stopped=[])
    return Assistant(stores, settings=AgentSettings(model="openai:stalling"), model=model), model


@pytest.fixture
async def client(assistant: Assistant) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(assistant) as opened_client:
        yield opened_client
