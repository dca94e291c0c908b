"""Two things in one breath: "how much oil goes in, and do we have the filter?" asks the manuals and the records."""

from agent.embedded.concepts import concepts, parts_of
from agent.embedded.intents import intents
from agent.embedded.orders_asked import subject_of
from agent.embedded.signs import asks_for_number
from agent.state import Situation

OF_A_QUANTITY = 2
"""Content words that a quantity's own name may have ("wear limit"): with no more, its subject stands elsewhere."""
_OF_RECORDS = frozenset({"stock", "history"})


def asked_of_manuals(situation: Situation) -> str:
    """The parts of a question that want a figure, where others ask for records; else nothing.

    A part without a subject of its own ("and what torque?") takes that of the part before it.
    """
    figures, others = _told_apart(situation)
    if not figures or not others:
        return ""
    asked, first = " ".join(figures), parts_of(situation.search_text)[0]
    alone = figures[0] == first or len(concepts(asked)) > OF_A_QUANTITY
    return asked if alone else f"{asked} ({first})"


def asked_of_records(situation: Situation) -> str:
    """What the other parts are about; nothing where the question asks for one thing."""
    figures, others = _told_apart(situation)
    return subject_of(situation.model_copy(update={"search_text": " ".join(others)})) if figures and others else ""


def _told_apart(situation: Situation) -> tuple[list[str], list[str]]:
    if not _OF_RECORDS & set(situation.wanted):
        return [], []
    parts = parts_of(situation.search_text)
    figures = [part for part in parts if asks_for_number(part) and not intents(part) & _OF_RECORDS]
    return figures, [part for part in parts if part not in figures]
