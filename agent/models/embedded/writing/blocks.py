"""Evidence cut once into what can be quoted whole: a table row under its header, a run of steps, paragraphs that follow one another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from agent.models.embedded.writing.machines import MachineScope
from agent.models.embedded.writing.units import ASIDE, Unit, plain, runs, units_of, windows, with_leads
from domain.answers import Evidence
from language.words import fold

BlockKind = Literal["prose", "steps", "row", "table", "caption", "warning"]

TABLE_WORDS = 100
"""Up to so many words a table is read at a glance, and may be shown whole."""
LABEL_AND_VALUE = 2
ANY_MACHINE = MachineScope()


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


def title_sections(evidence: Mapping[int, Evidence]) -> frozenset[str]:
    """Sections under a document's own title, where it has others: the title says what the document is about, and nothing of this section."""
    titled = {
        section_of(item)
        for item in evidence.values()
        if item.section and fold(item.section).startswith(fold(item.title))
    }
    beside = {item.document_id for item in evidence.values() if section_of(item) not in titled}
    return frozenset(section_of(item) for item in evidence.values() if item.document_id in beside) & titled


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
        for unit in units_of(n, item, at):
            if not machine.is_meant(unit.text) or fold(unit.text) in {fold(item.title), fold(item.section or "")}:
                continue
            if unit.kind not in {"caption", "warning"}:
                prose.append(unit)
            elif unit.text not in warned:
                warned.add(unit.text)
                kind: BlockKind = "caption" if unit.kind == "caption" else "warning"
                yield Block(kind, (unit,), item.section or "", title=item.title)
    led = with_leads(prose)
    for kind, run in (*windows(led), *runs(led)):
        yield Block(kind, run, first.section or "", title=first.title)


def _of_table(n: int, item: Evidence, machine: MachineScope) -> Iterator[Block]:
    caption, heading = item.fields.get("caption", ""), item.section or ""
    header, *rows = item.table if len(item.table) > 1 else ((), *item.table)
    names = [plain(name) for name in header]
    if any(name[:1].isdigit() for name in names[1:]):
        # A table without a header has its first row there.
        yield Block("row", (Unit(n, "row", row_text((), header), item.order, cells=tuple(names)),), heading, caption)
    kept = machine.columns(names, rows) if names else range(len(rows[0]))
    if len(kept) == 1 < len(names):
        return  # all that it says is of other machines
    units: list[Unit] = []
    for row in rows:
        cells = [plain(row[at]) if at < len(row) else "" for at in kept]
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
