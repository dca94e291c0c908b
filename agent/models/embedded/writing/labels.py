"""What stands in front of a job's steps under a label: its tools, how long it takes, how many persons it needs."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from agent.models.embedded.writing.blocks import Block, section_of
from agent.models.embedded.writing.scoring import Reading, Scored, sum_of
from agent.models.embedded.writing.units import Unit
from agent.question import nouns
from language.words import fold, words

LABELS = frozenset({"tools", "hours", "persons"})
NAMED = 0.5
"""Share of the question that the heading of a job has, with the lines asked for."""
LONGEST = 3
"""Words of a label."""
_LABEL = re.compile(r"(?:^|[.;\n]\s*)([^\W\d_][^.;:\n]{1,40}):\s")


def labels_asked(question: str, language: str) -> frozenset[str]:
    """Which of these a question asks for."""
    return nouns.said_in(question, language) & LABELS


def with_labels(ranked: Sequence[Scored], asked: Collection[str], reading: Reading) -> Sequence[Scored]:
    """The best run of steps with the lines of its section that stand under the labels asked for: before it where its heading is what is asked about."""
    job = next((one for one in ranked if one.block.kind == "steps" and len(one.block.units) > 1), None)
    if not asked or job is None:
        return ranked
    beside = [one for one in ranked if _section(one.block, reading) == _section(job.block, reading)]
    told = [unit for one in under_labels(beside, asked, reading) for unit in one.block.units]
    told = [unit for unit in told if unit not in job.block.units]
    said = sum_of([reading.words.mask(text) for text in (job.block.heading, *(unit.text for unit in told))])
    named = reading.words.coverage(said) >= NAMED
    units = (*told, *job.block.units) if named else (*job.block.units, *told)
    at = ranked.index(job)
    return [*ranked[:at], replace(job, block=replace(job.block, units=units)), *ranked[at + 1 :]]


def under_labels(ranked: Sequence[Scored], asked: Collection[str], reading: Reading) -> list[Scored]:
    """The lines under the labels asked for, as one block; nothing where there are none."""
    held = {
        unit: one
        for one in reversed(ranked)
        for unit in one.block.units
        if unit.kind != "step" and not _labels(unit, reading.language).isdisjoint(asked)
    }
    first = next(iter(held.values()), None)
    units = tuple(sorted(held, key=lambda unit: unit.order))
    return [replace(first, block=replace(first.block, kind="prose", units=units))] if first else []


def _section(block: Block, reading: Reading) -> str:
    return section_of(reading.evidence[block.numbers[0]])


def _labels(unit: Unit, language: str) -> frozenset[str]:
    """What the labels of a line call, each of a few words before a colon, or in the first cell of a row."""
    told = [unit.cells[0]] if unit.cells else _LABEL.findall(unit.text)
    named = [nouns.said_in(fold(each), language) for each in told if len(words(each)) <= LONGEST]
    return frozenset[str]().union(*named)
