"""The smallest things that are quoted: paragraphs, steps, captions, warnings; and the stretches of them that belong together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.answers import Evidence

Kind = Literal["text", "step", "row", "caption", "warning"]
Stretch = Literal["prose", "steps"]

WINDOW_WORDS = 100
WINDOW_UNITS = 8
LEAD_WORDS, ENTRY_WORDS = 45, 25
GAP = 2
"""A passage between two steps of a job may be missing from the evidence."""
ASIDE = frozenset({"figure", "heading", "warning"})
FEW = 2
"""Words of a line that is a label and no warning."""
_STEP = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|[•▪●◦‣*–-])\s+\S", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)]\s")
_CAPITALS = re.compile(r"\W{0,2}([^\W\d_]{4,})\b")


@dataclass(frozen=True)
class Unit:
    """The smallest thing quoted: a paragraph, a step, a row. `text` is the source's own; `n` the number of its evidence.

    `lead` is the line that announces it ("... the following options:"); `cells` those of a row, `columns` their names.
    """

    n: int
    kind: Kind
    text: str
    order: int = 0
    lead: str = ""
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The printed number of a step, 0 where there is none."""
        found = _NUMBER.match(self.text) if self.kind == "step" else None
        return int(found[1]) if found else 0

    @property
    def words(self) -> int:
        """How long it is."""
        return len(self.text.split())


def units_of(n: int, item: Evidence, at: int) -> Iterator[Unit]:
    """The units of one passage, in reading order."""
    if item.passage_kind in ASIDE:
        kind: Kind = "warning" if item.passage_kind == "warning" else "caption"
        yield Unit(n, kind, plain(item.text), at)
        return
    hands_on = item.passage_kind in {"procedure", "step"}
    for line in _lines(item.text):
        if _STEP.match(line):
            yield Unit(n, "step", line, at)
        else:
            yield Unit(n, "warning" if hands_on and _is_signal(line) else "text", line, at)


def _is_signal(line: str) -> bool:
    """Whether a line of a job begins with a signal word in capitals ("DANGER", "AVISO")."""
    first = _CAPITALS.match(line)
    return first is not None and first[1].isupper() and len(line.split()) > FEW


def _lines(text: str) -> list[str]:
    """Paragraphs and steps; a line that begins in the middle of a sentence belongs to the one above it."""
    out: list[str] = []
    for line in text.splitlines():
        said = plain(line)
        if out and said[:1].islower() and not _STEP.match(said) and out[-1][-1] not in ".!?:;":
            out[-1] = f"{out[-1]} {said}"
        elif said:
            out.append(said)
    return out


def with_leads(units: Sequence[Unit]) -> list[Unit]:
    """Each step or short entry with the line that announces it, also from the passage before."""
    out: list[Unit] = []
    lead, at = "", 0
    for unit in units:
        if unit.order - at > GAP or (unit.kind == "text" and unit.words > ENTRY_WORDS):
            lead = ""
        leads = unit.kind == "text" and unit.text.endswith(":") and unit.words <= LEAD_WORDS
        out.append(Unit(unit.n, unit.kind, unit.text, unit.order, "" if leads else lead))
        at = unit.order
        lead = unit.text if leads else lead
    return out


def windows(units: Sequence[Unit]) -> Iterator[tuple[Stretch, tuple[Unit, ...]]]:
    """Every stretch of paragraphs up to a length, and every step alone."""
    for start, first in enumerate(units):
        words = 0
        for end in range(start, min(start + WINDOW_UNITS, len(units))):
            unit = units[end]
            words += unit.words
            leads = end + 1 < len(units) and units[end + 1].lead == unit.text
            parted = unit.kind == "step" or (leads and first.kind == "step") or unit.order - units[end - 1].order > 1
            if end > start and (words > WINDOW_WORDS or parted):
                break
            yield "steps" if first.kind == "step" else "prose", tuple(units[start : end + 1])


def runs(units: Sequence[Unit]) -> Iterator[tuple[Stretch, tuple[Unit, ...]]]:
    """Every whole run of steps, with the line that leads in."""
    run: list[Unit] = []
    for at, unit in enumerate([*units, Unit(0, "text", "", GAP + 1 + max((one.order for one in units), default=0))]):
        parted = bool(run) and unit.order - run[-1].order > GAP
        restarts = bool(unit.number) and unit.number <= max((one.number for one in run), default=0)
        goes_on = unit.kind == "step" or (bool(run) and _carries_on(units[at + 1 : at + 3], run))
        if run and (parted or restarts or not goes_on):
            if sum(one.kind == "step" for one in run) > 1:
                yield "steps", tuple(run)
            run = []
        if unit.kind == "step" and not run and at and units[at - 1].text == unit.lead:
            run.append(units[at - 1])
        if unit.kind == "step" or run:
            run.append(unit)


def _carries_on(behind: Sequence[Unit], run: Sequence[Unit]) -> bool:
    """Whether the next step carries on the count of a run that a paragraph interrupts."""
    last = max((one.number for one in run), default=0)
    return bool(last) and next((unit.number for unit in behind if unit.number), 0) == last + 1


def plain(text: str) -> str:
    return " ".join(text.split())
