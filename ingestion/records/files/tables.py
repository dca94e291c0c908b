"""A file of rows: its columns and the rows below them, streamed, each with its line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from domain.errors import BadInput
from ingestion.records.cells.values import filled, looks_like_data
from ingestion.records.files.text_files import open_text
from ingestion.records.files.workbooks import open_workbook

SEARCHED = 60
"""Rows at the top among which the row of names is looked for."""
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx"})


@dataclass(frozen=True)
class Line:
    """One row: the line (or row of the sheet) that it begins on, and its cells as text."""

    number: int
    cells: tuple[str, ...]


Lines = Callable[[], Iterator[Line]]


@dataclass(frozen=True)
class RecordTable:
    """The names of the columns, the line they stand on, and how to read the rows below, as often as needed."""

    columns: tuple[str, ...]
    header_line: int
    sheet: str
    form: str
    _lines: Lines

    def rows(self) -> Iterator[Line]:
        """Rows below the names that hold anything."""
        for line in self._lines():
            if line.number > self.header_line and any(filled(cell) for cell in line.cells):
                yield line


def open_table(path: Path, sheet: str = "", known: Callable[[str], bool] = lambda _: False) -> RecordTable:
    """Find encoding, delimiter, sheet and the row of names; `known` tells whether a name is a usual one.

    Raises:
        BadInput: no such file, no table in it, or a form that is not read.
    """
    if not path.is_file():
        raise BadInput(f"There is no file {path}.")
    if path.suffix.casefold() == ".xls":
        raise BadInput(f"{path.name} is in the old Excel form; save it as .xlsx or CSV.")
    if path.suffix.casefold() in WORKBOOKS:
        sheet, form, lines = open_workbook(path, sheet)
    elif sheet:
        raise BadInput(f"{path.name} is no workbook and has no sheets; leave --sheet out.")
    else:
        form, lines = open_text(path)

    def numbered() -> Iterator[Line]:
        return (Line(number, cells) for number, cells in lines())

    top = [line for line in islice(numbered(), SEARCHED) if any(filled(cell) for cell in line.cells)]
    if not top:
        raise BadInput(f"{path.name} is empty.")
    header = _header(top, known)
    if header is None:
        raise BadInput(f"{path.name} has no row of column names; put one above the data.")
    return RecordTable(_names(_grouped(header, top, known)), header.number, sheet, form, numbered)


def _header(top: list[Line], known: Callable[[str], bool]) -> Line | None:
    best, best_score = None, 0.0
    widths = [sum(filled(cell) for cell in line.cells) for line in top]
    for place, line in enumerate(top[:-1] or top):
        names = [cell for cell in line.cells if filled(cell)]
        below = sorted(widths[place + 1 : place + 12]) or [len(names)]
        width = below[len(below) // 2]
        if len(names) < 2 or any(looks_like_data(name) for name in names):
            continue
        share = min(1.0, len(names) / max(width, 1))
        distinct = len({name.strip().casefold() for name in names}) / len(names)
        familiar = sum(known(name) for name in names) / len(names)
        score = share * distinct * (0.5 + familiar) - 0.002 * place
        if share >= 0.5 and score > best_score:
            best, best_score = line, score
    return best


def _grouped(header: Line, top: list[Line], known: Callable[[str], bool]) -> tuple[str, ...]:
    """The names; with that of the group above them where both together are a usual name ("Machine" over "Description")."""
    above = next((line.cells for line in top if line.number == header.number - 1), ())
    if not 1 < sum(map(filled, above)) < sum(map(filled, header.cells)) or any(
        map(looks_like_data, filter(filled, above))
    ):
        return header.cells
    names: list[str] = []
    group = ""
    for place, name in enumerate(header.cells):
        group = above[place] if place < len(above) and filled(above[place]) else group
        whole = f"{group} {name}".strip()
        names.append(whole if filled(name) and known(whole) else name)
    return tuple(names)


def _names(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Every column gets a name, none twice."""
    last = max(place for place, cell in enumerate(cells) if filled(cell))
    names: list[str] = []
    for place, cell in enumerate(cells[: last + 1], start=1):
        name = " ".join(cell.lstrip("\ufeff# ").split()) or f"column {place}"
        again = sum(
            other.casefold() == name.casefold() or other.casefold().startswith(f"{name.casefold()} (")
            for other in names
        )
        names.append(f"{name} ({again + 1})" if again else name)
    return tuple(names)
