"""The event loop serves everybody: no turn reads or computes on it, and a turn that is cut short leaves nothing half done."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event

from agent.assistant import AskRequest, Assistant


@pytest.fixture
def readers() -> Iterator[list[int]]:
    """The thread of each statement that any database is given."""
    threads: list[int] = []

    def note(*_: object) -> None:
        threads.append(threading.get_ident())

    event.listen(Engine, "before_cursor_execute", note)
    yield threads
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "question",
    [
        "CR-01 stopped with alarm 41, what do I do and do we have the part?",
        "How tight are the cover bolts of the brake, in Nm?",
        "which work orders does CR-01 have?",
    ],
)
async def test_a_turn_reads_no_database_on_the_event_loop(
    assistant: Assistant, readers: list[int], question: str
) -> None:
    answer = await assistant.ask(AskRequest(question=question))
    assert answer.claims
    assert readers
    assert threading.get_ident() not in readers
