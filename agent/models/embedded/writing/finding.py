"""A question before the manuals' evidence of its turn: the blocks, best first, and the log odds that the best of them answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.models.embedded.conditions.comparing import names_money
from agent.models.embedded.topic import without_named
from agent.models.embedded.writing.blocks import Block
from agent.models.embedded.writing.labels import labels_asked, with_labels
from agent.models.embedded.writing.machines import MachineScope
from agent.models.embedded.writing.matching import terms
from agent.models.embedded.writing.meaning import Embedder
from agent.models.embedded.writing.opposite import turned
from agent.models.embedded.writing.references import cells_sent_to, is_named, sent_to
from agent.models.embedded.writing.scoring import Reading, Scored
from agent.models.embedded.writing.weights import Weights, learned
from agent.question.header import Header
from agent.question.nouns import said_in
from domain.answers import Evidence
from language.identifiers import spelt

MACHINES = frozenset({"asset", "which_asset", "unknown_asset"})
FOUND, FAIR, LIKELY = -1.2, -0.35, 0.5
"""Log odds from which the best blocks answer, from which nobody is told that they may not, and from which they do where records answer already or a model denies it.

Over six libraries 62 of 404 that answer stand between the first two, and 66 of 131 that are shown though nothing answers.
"""
ABROAD = 0.6
"""What the log odds of a question in another language than its evidence lack: so far eight questions of a training manual stand below their English twins."""
FAR_BEHIND = 1.25
"""So far behind the best block others add words and no answer."""
AS_GOOD = 0.5
"""So little behind another block a run of steps is as good: what is done comes first, with its warnings."""


OPPOSITE = 10.0
"""So far behind all others that nothing beside them is what says the opposite."""


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
    said: Collection[str] = (),
) -> Places:
    """Read the manuals' evidence that applies to the machine.

    Args:
        question: The person's words.
        evidence: What this turn found, by its number in the thread.
        header: What code read in the question.
        embedder: The multilingual one, whose cosines the weights were learned with; None reads by words alone.
        weights: What was learned; the shipped ones where none are given.
        said: Lines of answers before: runs of steps of which most are among them are not quoted again.
    """
    weights = weights or learned()
    asked = without_named(question, header, MACHINES) or question  # no manual names a machine by its tag
    manuals = {n: item for n, item in evidence.items() if item.kind == "manual" and item.applies}
    reading = Reading(
        asked, manuals, language=header.language, machine=_scope(question, header, evidence), embedder=embedder
    )
    ranked = [one for one in entries_alone(reading.ranked(weights.blocks), asked) if not _is_said(one.block, said)]
    last = [one for one in ranked if turned(one.block.heading, asked, header.language, reading.language)]
    behind = [replace(one, score=one.score - OPPOSITE) for one in last]
    ranked = [*(one for one in ranked if one not in last), *behind]
    if not ranked:
        return Places(reading)
    odds = weights.answer(reading.answers(ranked)) + ABROAD * reading.foreign
    if is_entry(ranked[0].block, asked):
        odds = max(odds, LIKELY)
    elif (
        len(last) == len(ranked) or is_of_siblings(ranked[0].block, asked) or _lacks_a_price(ranked, question, reading)
    ):
        odds = min(odds, FOUND - 1)
    ranked = _forwarded(_followed(ranked, reading), reading)
    return Places(reading, with_labels(ranked, labels_asked(question, header.language), reading), odds)


def _lacks_a_price(ranked: Sequence[Scored], question: str, reading: Reading) -> bool:
    """Whether a price is asked for, and no place near the best one names money."""
    if "cost" not in said_in(question, reading.words.language):
        return False
    near = [one.block for one in ranked if one.score >= ranked[0].score - FAR_BEHIND]
    told = (f"{block.heading} {block.header} {block.text}" for block in near)
    return not any(names_money(text) or "cost" in said_in(text, reading.language) for text in told)


def _is_said(block: Block, said: Collection[str]) -> bool:
    known = sum(unit.text in said for unit in block.units)
    return block.kind == "steps" and len(block.units) > 1 and known > len(block.units) / 2


def _followed(ranked: Sequence[Scored], reading: Reading) -> Sequence[Scored]:
    """Before the best run of steps, the job that its step about what is asked sends the reader to."""
    known, evidence = reading.words, reading.evidence
    near = [one for one in ranked if one.score >= ranked[0].score - FAR_BEHIND and one.block.kind == "steps"]
    if not near:
        return ranked
    named = sent_to(known, [(unit.text, evidence[unit.n]) for unit in near[0].block.units])
    jobs = [
        one
        for one in ranked
        if one.block.kind == "steps" and len(one.block.units) > 1 and is_named(evidence[one.block.numbers[0]], [named])
    ]
    if not (named and jobs):
        return ranked
    others = [one for one in ranked if one is not jobs[0]]
    before = [one for one in others if one.score > near[0].score + AS_GOOD]
    return [*before, replace(jobs[0], score=near[0].score), *others[len(before) :]]


def _forwarded(ranked: Sequence[Scored], reading: Reading) -> Sequence[Scored]:
    """Before the best row with another document's number in the place of a value, what that document says: it is no answer by itself."""
    known, evidence = reading.words, reading.evidence
    numbers = {item.fields.get("number", "") for item in evidence.values()}
    for at, one in enumerate(ranked):
        if one.score < ranked[0].score - FAR_BEHIND:
            break
        unit = max(one.block.units, key=lambda unit: known.coverage(known.mask(unit.text)))
        sent = sorted(cells_sent_to(unit, numbers), key=lambda cell: -known.coverage(known.mask(cell[0])))
        for column, number in sent[:1]:
            there = [other for other in ranked if evidence[other.block.numbers[0]].fields.get("number") == number]
            near = [other for other in there if other.score >= there[0].score - FAR_BEHIND]
            names = set(terms(column, known.language))
            said = next((other for other in near if names & set(terms(other.block.text, known.language))), there[0])
            others = [other for other in ranked if other is not said]
            return ranked if said in ranked[:at] else [*others[:at], replace(said, score=one.score), *others[at:]]
    return ranked


def _scope(question: str, header: Header, evidence: Mapping[int, Evidence]) -> MachineScope:
    machine, items = header.machine, evidence.values()
    return MachineScope.of(machine.model, machine.serial, items) if machine else MachineScope.said(question, items)


CODE_WORDS = 2


def is_entry(block: Block, question: str) -> bool:
    """Whether the block is the row of a code that the question names: what E33 means is said there, in whatever words."""
    return block.kind == "row" and any(spelt(code).search(question) for code in _codes(block))


def is_of_siblings(block: Block, question: str) -> bool:
    """Whether it has rows of codes like one that the question names, and not that one: F 07 is no answer about F 11."""
    codes = _codes(block)
    alike = any(spelt(code, any_figures=True).search(question) for code in codes)
    return alike and not any(spelt(code).search(question) for code in codes)


def _codes(block: Block) -> list[str]:
    """Cells of letters and figures that are no more than a code."""
    cells = {cell for unit in block.units for cell in unit.cells if len(cell.split()) <= CODE_WORDS}
    kinds = {cell: {letter.isdigit() for letter in cell if letter.isalnum()} for cell in cells}
    return [cell for cell in cells if kinds[cell] == {True, False} and cell[0].isalpha()]


def entries_alone(ranked: Sequence[Scored], question: str) -> list[Scored]:
    """Without the other rows of a table that has the row of a code that is named."""
    entries = [one.block for one in ranked if is_entry(one.block, question)]
    tables = {_table(block) for block in entries}
    others = [one.block.kind in {"row", "table"} and _table(one.block) in tables for one in ranked]
    return [one for one, other in zip(ranked, others, strict=True) if one.block in entries or not other]


def _table(block: Block) -> tuple[str, str, str]:
    return block.heading, block.caption, block.header
