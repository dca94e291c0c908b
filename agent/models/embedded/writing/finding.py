"""A question before the manuals' evidence of its turn: the blocks, best first, and the log odds that the best of them answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.models.embedded.writing.codes import entries_alone, is_entry, is_of_siblings
from agent.models.embedded.writing.machines import MachineScope
from agent.models.embedded.writing.meaning import Embedder
from agent.models.embedded.writing.scoring import Reading, Scored
from agent.models.embedded.writing.weights import Weights, learned
from agent.question.header import Header
from domain.answers import Evidence

MACHINES = frozenset({"asset", "which_asset", "unknown_asset"})
FOUND, BESIDE_RECORDS = -1.4, 0.5
"""Log odds from which the best blocks answer, and from which they are shown where records answer already."""


@dataclass(frozen=True)
class Places:
    """What of the manuals may be quoted, best first; empty where nothing was found."""

    reading: Reading
    ranked: Sequence[Scored] = ()
    odds: float = float("-inf")

    @property
    def answer(self) -> bool:
        """Whether the best blocks answer."""
        return self.odds >= FOUND


def find(
    question: str,
    evidence: Mapping[int, Evidence],
    header: Header,
    embedder: Embedder | None,
    weights: Weights | None = None,
) -> Places:
    """Read the manuals' evidence that applies to the machine.

    Args:
        question: The person's words.
        evidence: What this turn found, by its number in the thread.
        header: What code read in the question.
        embedder: The multilingual one, whose cosines the weights were learned with; None reads by words alone.
        weights: What was learned; the shipped ones where none are given.
    """
    weights = weights or learned()
    said = _without_machines(question, header)
    manuals = {n: item for n, item in evidence.items() if item.kind == "manual" and item.applies}
    reading = Reading(said, manuals, language=header.language, machine=_scope(header, evidence), embedder=embedder)
    ranked = entries_alone(reading.ranked(weights.blocks), said)
    if not ranked:
        return Places(reading)
    odds = weights.answer(reading.answers(ranked))
    if is_entry(ranked[0].block, said):
        odds = max(odds, BESIDE_RECORDS)
    elif is_of_siblings(ranked[0].block, said):
        odds = min(odds, FOUND - 1)
    return Places(reading, ranked, odds)


def _without_machines(question: str, header: Header) -> str:
    """No manual names a machine by its tag."""
    text = question
    for one in header.named:
        if one.kind in MACHINES and one.said:
            text = text.replace(one.said, " ")
    return " ".join(text.split()) or question


def _scope(header: Header, evidence: Mapping[int, Evidence]) -> MachineScope:
    machine = header.machine
    return MachineScope.of(machine.model, machine.serial, evidence.values()) if machine else MachineScope()
