"""The embedded model's answer: whole blocks of the evidence, quoted, the best first; or that nothing says it, and the nearest places."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from agent.models.embedded.records import record_lines
from agent.models.embedded.talk.conversation import Call
from agent.models.embedded.topic import found_no_words, is_of_records, topic
from agent.models.embedded.writing.blocks import Block, row_text
from agent.models.embedded.writing.finding import FAIR, FAR_BEHIND, FOUND, LIKELY, Places
from agent.models.embedded.writing.matching import Words
from agent.models.embedded.writing.meaning import language_of
from agent.models.embedded.writing.scoring import Reading, Scored
from agent.models.embedded.writing.units import Unit
from agent.question.header import Header
from agent.turn.found import MISSING, NO_EVIDENCE, PERHAPS
from domain.answers import Evidence
from language.sentences import sentences
from tools.findings import is_absence
from tools.manuals.documents import LISTED as DOCUMENTS

PLACES, WORDS = 3, 170
RUN_WORDS = 400
"""A run of steps may be longer than an answer; from here on it is cut at its end."""
NEW_SHARE = 0.5
FIRST_WORDS = 80
NEAREST_WORDS = 60
FEW = 1 / 3
"""Share of the words asked for up to which records that have them are near, and no answer."""
UNKNOWN = ("unknown_asset", "unknown_part", "unknown_work_order", "unknown_alarm")
NUMBERED = ("alarm", "part", "work_order")
LOOKED_UP = frozenset({"get_asset", "find_assets"})


def write(
    question: str,
    evidence: Mapping[int, Evidence],
    header: Header,
    calls: Sequence[Call],
    read: Callable[[], Places],
    *,
    of_manuals: bool = False,
    denied: frozenset[int] = frozenset(),
    told: frozenset[str] = frozenset(),
) -> list[str]:
    """Lines with `[n]` markers in the sources' own words; `NO_EVIDENCE` alone or before the nearest places, `PERHAPS` before what may be no answer.

    Args:
        question: The person's words.
        evidence: What this turn found, by its number in the thread.
        header: What code read in the question.
        calls: The calls of this turn: a machine's record is shown where it was looked up.
        read: Gives what `find` makes of the same question.
        of_manuals: Whether the manuals are asked, whatever else is: what they say is then no less the answer than a record.
        denied: Evidence of which another model, which has read it, says that it does not answer.
        told: The ids of records that the answer before has shown: they are not shown again beside what answers this question.
    """
    known = {call.name for call in calls}
    own = header.machine.number if header.machine and not known & LOOKED_UP else 0
    kept = {n: item for n, item in evidence.items() if n != own}
    places = read()
    fresh = {n: item for n, item in kept.items() if item.id not in told}
    if places.answer or any(item.kind != "manual" and not is_absence(item) for item in fresh.values()):
        kept = fresh
    records = record_lines(question, kept, header.language)
    if any(key in item.fields for item in evidence.values() for key in ("change", "job")):
        return records
    near = {item.id for call in calls if found_no_words(call) for item in call.evidence if item.kind == "alarm"}
    nothing_held = all(is_absence(item) or item.id in near for item in kept.values() if item.kind != "manual")
    if nothing_held and not is_of_records(question, header):
        records = []
    if not places.ranked:
        return records or [NO_EVIDENCE]
    # That a record is not there answers only who named it by its number.
    answered = bool(records) and (not nothing_held or bool(header.values(*UNKNOWN)))
    tells = answered and (nothing_held or _tells(question, kept, header))
    if places.odds >= (LIKELY if answered and not of_manuals else FOUND):
        if near and records:  # alarms that say some of the words are no answer beside one
            held = {n: item for n, item in kept.items() if is_absence(item) or item.id not in near}
            records = record_lines(question, held, header.language)
        doubted = places.odds < LIKELY and denied.issuperset(places.ranked[0].block.numbers)
        lines = [*(records if tells or not answered else ()), *quoted_lines(places)]
        if answered:
            return lines
        return [NO_EVIDENCE, *lines] if doubted else [PERHAPS, *lines] if places.odds < FAIR else lines
    if answered and not tells:
        return [NO_EVIDENCE, *records[:1], *_nearest(places.ranked)]
    return records or [NO_EVIDENCE, *_nearest(places.ranked)]


def _tells(question: str, evidence: Mapping[int, Evidence], header: Header) -> bool:
    """Whether records hold more than a few of the words that are asked for, those that named them set apart.

    One that is named by its number was asked for, as were documents by their kind, and in another language nobody knows.
    """
    if header.values(*NUMBERED) or any(DOCUMENTS in item.fields for item in evidence.values()):
        return True
    records = {n: item for n, item in evidence.items() if item.kind != "manual" and not is_absence(item)}
    asked = " ".join(topic(question, header))
    if not asked or language_of(records) != header.language:
        return True
    found = [weight > 0 for weight in Words(asked, records.values(), header.language).weights]
    return sum(found) > FEW * len(found)


def chosen(ranked: Sequence[Scored], places: int = PLACES, budget: int = WORDS) -> list[Block]:
    """The best blocks that say something new, each without the units that stand in an earlier one.

    Blocks far behind the best add words and no answer. A long first one leaves room for one that says it in short.
    """
    out: list[Block] = []
    used: set[tuple[str, str]] = set()
    room = budget
    for one in ranked:
        if len(out) >= places or one.score < ranked[0].score - FAR_BEHIND:
            break
        heading = one.block.heading
        fresh = tuple(unit for unit in one.block.units if (heading, unit.text) not in used)
        size = sum(unit.words for unit in fresh)
        if fresh and (one.block.kind == "table" or size >= NEW_SHARE * one.block.words) and (not out or size <= room):
            out.append(replace(one.block, units=fresh))
            used |= {(heading, text) for unit in fresh for text in (unit.text, unit.lead)}
            room -= size if len(out) > 1 else min(size, FIRST_WORDS)
    return out


def quoted_lines(places: Places) -> list[str]:
    """The best blocks, each under what it stands under, a line a unit."""
    reading = places.reading
    lines: list[str] = []
    shown: set[str] = set()
    for block in chosen(places.ranked):
        n = block.numbers[0]
        for head in filter(None, (block.caption if block.caption else block.heading, _lead(block))):
            if head not in shown:
                shown.add(head)
                lines.append(f"**{head}** [{n}]" if head != block.units[0].lead else f"{head} [{n}]")
        words = 0
        for at, unit in enumerate(block.units):
            words += unit.words
            shown.add(unit.text)
            if at and words > RUN_WORDS:
                lines.append(_left_out(block.units[at:], reading.evidence))
                break
            lines.append(f"{_marked(unit, reading)} [{unit.n}]")
    return lines


def _lead(block: Block) -> str:
    """The line that announces the first unit, where it is not one of the block's own."""
    lead = block.units[0].lead
    return "" if lead in {unit.text for unit in block.units} else lead


def _marked(unit: Unit, reading: Reading) -> str:
    """The sentence, or the cells, that say most of what is asked, in bold."""
    if unit.kind == "row":
        shown = reading.words.columns(unit.columns, unit.cells)
        whole = len(shown) == len(unit.columns)
        return unit.text if whole else row_text([unit.columns[at] for at in shown], [unit.cells[at] for at in shown])
    parts = sentences(unit.text)
    shares = [reading.words.coverage(reading.words.mask(part)) for part in parts]
    best = max(shares, default=0.0)
    if len(parts) < 2 or not best or shares.count(best) > 1:
        return unit.text
    said = parts[shares.index(best)].strip()
    label = re.match(r"\W*\w{1,3}[.)]\s+", said)
    said = said[label.end() :] if label else said
    return unit.text.replace(said, f"**{said}**", 1) if "*" not in said else unit.text


def _left_out(units: Sequence[Unit], evidence: Mapping[int, Evidence]) -> str:
    numbers = [unit.number for unit in units if unit.number]
    item = evidence[units[0].n]
    steps = f"{numbers[0]}-{numbers[-1]}" if numbers else "..."
    page = f", p. {item.page}" if item.page is not None else ""
    return f"{MISSING} {steps}: {item.section or item.title}{page}"


def _nearest(ranked: Sequence[Scored]) -> list[str]:
    """The best places in a line or two each."""
    lines: list[str] = []
    for block in chosen(ranked):
        unit = block.units[0]
        said = unit.text if unit.words <= NEAREST_WORDS else (sentences(unit.text) or [unit.text])[0]
        lines.append(f"{said} [{unit.n}]")
    return lines
