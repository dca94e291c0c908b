"""The event loop serves everybody: no turn reads or computes on it, and a turn that is cut short leaves nothing half done."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import Engine, event

from agent.answer import Draft, release
from agent.assistant import AskRequest, Assistant
from domain.answers import AnswerEvent
from tools.evidence import passage_evidence


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


@pytest.mark.anyio
async def test_warnings_that_a_cut_turn_did_not_show_come_when_it_is_finished(shelf: Any) -> None:
    section, reading, go_on = shelf.section, threading.Event(), threading.Event()

    def slow(section_id: str) -> Any:
        reading.set()
        go_on.wait()
        return section(section_id)

    async def sentences() -> AsyncIterator[str]:
        yield "1. Remove the brake cover. [1]"

    step = shelf.passages("s71")[0]
    draft = Draft([passage_evidence(step, shelf.document("doc"), section("s71"))])
    events: list[AnswerEvent] = []
    shelf.section = slow
    cut = asyncio.create_task(release(sentences(), draft, shelf, events.append, word_support=False))
    await asyncio.to_thread(reading.wait)
    cut.cancel()
    go_on.set()
    with suppress(asyncio.CancelledError):
        await cut
    assert events == []
    await release(sentences(), draft, shelf, events.append, word_support=False)
    assert [each.kind for each in events] == ["warning", "sentence"]
    assert [citation.n for citation in draft.book.citations()] == [1, 2]
