"""Evidence cut once into what can be quoted whole: a table row under its header, a run of steps, paragraphs that follow one another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from agent.models.embedded.writing.machines import MachineScope
from domain.answers import Evidence

Kind = Literal["text", "step", "row", "caption", "warning"]
BlockKind = Literal["prose", "steps", "row", "table", "caption", "warning"]

WINDOW_WORDS = 100
WINDOW_UNITS = 8
TABLE_WORDS = 100
"""Up to so many words a table is read at a glance, and may be shown whole."""
LEAD_WORDS, ENTRY_WORDS = 45, 25
GAP = 2
"""A passage between two steps of a job may be missing from the evidence."""
ASIDE = frozenset({"figure", "heading", "warning"})
ANY_MACHINE = MachineScope()
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


@dataclass(frozen=True)
class Block:
    """Units that follow one another in one section and are quoted together; `header` are the names of a table's columns."""

    kind: BlockKind
    units: tuple[Unit, ...]
    heading: str = ""
    caption: str = ""
    header: str = ""
    title: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The evidence that it stands in."""
        return tuple(dict.fromkeys(unit.n for unit in self.units))

    @property
    def text(self) -> str:
        """Its words."""
        return "\n".join(unit.text for unit in self.units)

    @property
    def words(self) -> int:
        """How long it is."""
        return sum(unit.words for unit in self.units)


def cut(evidence: Mapping[int, Evidence], machine: MachineScope = ANY_MACHINE) -> list[Block]:
    """Every block of the manuals' evidence; columns, rows and sentences for other machines are left out."""
    place = {n: at for at, n in enumerate(evidence)}
    meant = [
        (n, item) for n, item in evidence.items() if machine.is_meant(f"{item.section} ; {item.fields.get('caption')}")
    ]
    items = sorted(meant, key=lambda one: (section_of(one[1]), one[1].order, place[one[0]]))
    blocks: list[Block] = []
    for _, group in groupby(items, key=lambda one: section_of(one[1])):
        blocks += _of_section(list(group), machine)
    return blocks


def section_of(item: Evidence) -> str:
    """The section that evidence stands in, or itself."""
    return f"{item.document_id or ''}/{item.section_id or item.id}"


def _of_section(items: Sequence[tuple[int, Evidence]], machine: MachineScope) -> Iterator[Block]:
    prose: list[Unit] = []
    first = items[0][1]
    warned: set[str] = set()
    at, order = 0, first.order - 1
    for n, item in items:
        # Figures, warnings and tables that stand between two paragraphs part them as little as nothing does.
        at += max(item.order - order - 1, 0) + (item.passage_kind not in ASIDE and not item.table)
        order = item.order
        if item.table:
            yield from _of_table(n, item, machine)
            continue
        for unit in _units(n, item, at):
            if not machine.is_meant(unit.text):
                continue
            if unit.kind not in {"caption", "warning"}:
                prose.append(unit)
            elif unit.text not in warned:
                warned.add(unit.text)
                kind: BlockKind = "caption" if unit.kind == "caption" else "warning"
                yield Block(kind, (unit,), item.section or "", title=item.title)
    led = _with_leads(prose)
    for kind, units in (*_windows(led), *_runs(led)):
        yield Block(kind, units, first.section or "", title=first.title)


def _of_table(n: int, item: Evidence, machine: MachineScope) -> Iterator[Block]:
    caption, heading = item.fields.get("caption", ""), item.section or ""
    header, *rows = item.table if len(item.table) > 1 else ((), *item.table)
    names = [_plain(name) for name in header]
    if any(name[:1].isdigit() for name in names[1:]):
        # A table without a header has its first row there.
        yield Block("row", (Unit(n, "row", row_text((), header), item.order, cells=tuple(names)),), heading, caption)
    kept = [at for at, name in enumerate(names) if machine.is_meant(name)] if names else range(len(rows[0]))
    units: list[Unit] = []
    for row in rows:
        cells = [_plain(row[at]) if at < len(row) else "" for at in kept]
        if names and cells == [names[at] for at in kept]:
            continue  # printed again at the head of a page
        text = row_text([names[at] if names else "" for at in kept], cells)
        if text and machine.is_meant(" ; ".join(cells)):
            columns = tuple(names[at] if names else "" for at in kept)
            units.append(Unit(n, "row", text, item.order, cells=tuple(cells), columns=columns))
    shown = " ".join(names[at] for at in kept if names)
    for unit in units:
        yield Block("row", (unit,), heading, caption, shown, item.title)
    if len(units) > 1 and sum(unit.words for unit in units) <= TABLE_WORDS:
        yield Block("table", tuple(units), heading, caption, shown, item.title)


def row_text(header: Sequence[str], cells: Sequence[str]) -> str:
    """A row as "Header: cell; Header: cell", every cell as printed; "label: value" where no column has a name."""
    names = [*header, *[""] * len(cells)]
    said = [(name, cell) for name, cell in zip(names, cells, strict=False) if cell]
    if len(said) == LABEL_AND_VALUE and not any(name for name, _ in said):
        return f"{said[0][1].rstrip(' :')}: {said[1][1]}"
    return "; ".join(f"{name}: {cell}" if name and name != cell else cell for name, cell in said)


LABEL_AND_VALUE = 2


def _units(n: int, item: Evidence, at: int) -> Iterator[Unit]:
    """The units of one passage, in reading order."""
    if item.passage_kind in ASIDE:
        kind: Kind = "warning" if item.passage_kind == "warning" else "caption"
        yield Unit(n, kind, _plain(item.text), at)
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
    return first is not None and first[1].isupper() and len(line.split()) > LABEL_AND_VALUE


def _lines(text: str) -> list[str]:
    """Paragraphs and steps; a line that begins in the middle of a sentence belongs to the one above it."""
    out: list[str] = []
    for line in text.splitlines():
        said = _plain(line)
        if out and said[:1].islower() and not _STEP.match(said) and out[-1][-1] not in ".!?:;":
            out[-1] = f"{out[-1]} {said}"
        elif said:
            out.append(said)
    return out


def _with_leads(units: Sequence[Unit]) -> list[Unit]:
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


def _windows(units: Sequence[Unit]) -> Iterator[tuple[BlockKind, tuple[Unit, ...]]]:
    """Every stretch of paragraphs up to a length, and every step alone."""
    for start, first in enumerate(units):
        words = 0
        for end in range(start, min(start + WINDOW_UNITS, len(units))):
            unit = units[end]
            words += unit.words
            if end > start and (words > WINDOW_WORDS or unit.kind == "step" or unit.order - units[end - 1].order > 1):
                break
            yield "steps" if first.kind == "step" else "prose", tuple(units[start : end + 1])


def _runs(units: Sequence[Unit]) -> Iterator[tuple[BlockKind, tuple[Unit, ...]]]:
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


def _plain(text: str) -> str:
    return " ".join(text.split())
