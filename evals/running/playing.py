"""Play one case: its conversation, what a person decides, and what search finds by itself."""

import asyncio
import copy
import uuid
from collections.abc import Sequence
from typing import Literal

from langchain_core.messages import BaseMessage, ToolMessage

from agent.assistant import AskRequest, Assistant
from agent.turn.found import found_in, this_turn
from domain.answers import Answer
from evals.broken.lying import with_liar
from evals.datasets.schema import Case
from evals.running.acting import decide_all
from evals.running.quotes import check_quotes
from evals.running.retrieving import Shelf
from evals.running.sources import sources_of
from evals.running.transcript import LookedUp, Row, Transcript
from evals.running.worlds import rows_of, world_of
from stores.open_stores import Stores

Released = tuple[Literal["warning", "sentence"], str]


async def play(assistant: Assistant, case: Case, library: str, shelf: Shelf) -> Transcript:
    """Everything that the metrics read; whatever breaks is raised."""
    with world_of(case, assistant.stores) as stores:
        player = _player(assistant, stores, case)
        before = rows_of(stores) if case.acts else {}
        thread = uuid.uuid4().hex
        answers, released = await _converse(player, case, library, thread)
        undecided = rows_of(stores) if case.acts else {}
        if case.decide:
            await decide_all(player, answers[-1], case.decide)
        after = rows_of(stores) if case.acts else {}
        reachable = assistant.stores if case.sources_down else stores
        hits, gold = await asyncio.to_thread(shelf.retrieve, case, library)
        return Transcript(
            answers=answers,
            released=released,
            looked_up=_looked_up(await player.messages(thread)),
            hits=hits,
            gold=gold,
            quotes=await asyncio.to_thread(check_quotes, answers[-1], reachable),
            sources=await asyncio.to_thread(sources_of, answers[-1], reachable),
            before=before,
            undecided=_changed(before, undecided),
            after=_changed(before, after)
            | {wish.record: after[wish.record] for wish in case.state_after if wish.record in after},
        )


def _player(assistant: Assistant, stores: Stores, case: Case) -> Assistant:
    """The assistant over the case's stores, at the case's time, with the case's language model."""
    player = assistant if stores is assistant.stores else assistant.over(stores)
    player = with_liar(player, case.says) if case.says else player
    if case.now:
        player, now = copy.copy(player), case.now
        player.now = lambda: now
    return player


async def _converse(
    player: Assistant, case: Case, library: str, thread: str
) -> tuple[tuple[Answer, ...], tuple[Released, ...]]:
    answers: list[Answer] = []
    for turn in case.thread:
        asked = AskRequest(question=turn.question, asset=turn.asset or case.asset, library=library, thread_id=thread)
        answers.append(await player.ask(asked))
    released: list[Released] = []
    last = AskRequest(question=case.question, asset=case.asset, library=library, thread_id=thread)
    async for event in player.stream(last):
        if event.kind == "warning" or event.kind == "sentence":
            released.append((event.kind, str(event.data["text"])))
        elif event.kind == "answer":
            answers.append(event.data["answer"])
    return tuple(answers), tuple(released)


def _looked_up(messages: Sequence[BaseMessage]) -> tuple[LookedUp, ...]:
    """What this turn's tools brought, in order."""
    results = [message for message in this_turn(messages) if isinstance(message, ToolMessage)]
    return tuple(
        LookedUp(
            tool=result.name or "", text=result.text, evidence=tuple(e.text for e in found.evidence) if found else ()
        )
        for result in results
        for found in [found_in(result)]
    )


def _changed(before: dict[str, Row], later: dict[str, Row]) -> dict[str, Row]:
    return {number: row for number, row in later.items() if before.get(number) != row}
