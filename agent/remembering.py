"""What a turn leaves for the questions after it."""

from agent.state import Choice, Memory, Situation
from domain.answers import Answer

LONGEST = 500
SHOWN = 8


def remembered(situation: Situation, *, choices: list[Choice] | None = None, clarify: bool = False) -> Memory:
    """The question as later ones may lean on it."""
    return Memory(
        question=(situation.asked or situation.question)[:LONGEST],
        search_text=situation.search_text[:LONGEST],
        asset=situation.asset.tag if situation.asset else "",
        model=situation.model,
        alarms=situation.entities.alarms,
        parts=situation.entities.parts,
        orders=situation.entities.work_orders,
        language=situation.language,
        asks=(situation.asks or situation.asked)[:LONGEST],
        subject=(situation.subject or situation.asked)[:LONGEST],
        clarify=clarify,
        choices=choices or [],
        shown=[],
    )


def with_answer(history: list[Memory], answer: Answer, choices: list[Choice] | None = None) -> list[Memory]:
    """The history, its newest turn with the records that the answer cites and the choices that it asks for."""
    shown = [f"{citation.kind}:{citation.source_id}" for citation in answer.citations if citation.source_id]
    newest: Memory = {**history[-1], "shown": list(dict.fromkeys(shown))[:SHOWN]}
    if choices:
        newest = {**newest, "clarify": True, "choices": choices}
    return [*history[:-1], newest]
