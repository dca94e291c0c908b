"""Cells that cover several rows or columns, laid out so that every place of a row holds the text that stands for it."""

from collections.abc import Sequence
from typing import NamedTuple

from ingestion.pages import PageTable, Printed, Row
from ingestion.readers.header_rows import are_words_in_two_columns, header_rows

_MOST = 200
"""Rows or columns that one cell may cover."""


class Cell(NamedTuple):
    """A cell as the format gives it, and how many columns and rows it covers."""

    text: str
    right: int = 1
    down: int = 1
    bold: bool = False


def table_of_cells(rows: Sequence[Sequence[Cell]], header: int | None = None) -> PageTable | None:
    """The table of these rows; None where no cell says anything.

    Args:
        rows: the cells that begin in each row, left to right, as HTML lists them.
        header: how many rows are column headings where the format says so.
    """
    made: list[Row] = []
    bold: list[list[bool]] = []
    hanging: dict[int, tuple[Cell, int]] = {}
    for cells in rows:
        placed = _placed(cells, hanging)
        hanging = {at: (cell, left - 1) for at, (cell, left, _) in placed.items() if left > 1}
        if any(cell.text for cell, _, fresh in placed.values() if fresh):
            made.append(_row(placed))
            bold.append([cell.bold for cell, _, _ in _in_order(placed)])
    if not made:
        return None
    width = max(len(row.cells) for row in made)
    made = [_single(_padded(row, width)) for row in made]
    if header is None:
        header = 0 if are_words_in_two_columns(made, bold) else header_rows(made, bold)
    heads = header
    while 0 < heads < len(made) and made[heads].carried:
        heads += 1
    return PageTable(tuple(made), heads if heads < len(made) else 0)


_Placed = dict[int, tuple[Cell, int, bool]]
"""By column: the cell, the rows that it still covers, and whether it begins in this row and column."""


def _placed(cells: Sequence[Cell], hanging: dict[int, tuple[Cell, int]]) -> _Placed:
    placed: _Placed = {at: (cell, left, False) for at, (cell, left) in hanging.items()}
    column = 0
    for given in cells:
        cell = given._replace(right=max(1, min(given.right, _MOST)), down=max(1, min(given.down, _MOST)))
        while column in placed:
            column += 1
        for at in range(column, column + cell.right):
            placed.setdefault(at, (cell, cell.down, at == column))
    return placed


def _in_order(placed: _Placed) -> list[tuple[Cell, int, bool]]:
    blank = (Cell(""), 1, True)
    return [placed.get(at, blank) for at in range(max(placed) + 1)]


def _row(placed: _Placed) -> Row:
    cells: list[str] = []
    spans: list[int] = []
    lines: list[Printed] = []
    carried: set[int] = set()
    before: Cell | None = None
    for at, (cell, left, fresh) in enumerate(_in_order(placed)):
        goes_on = before is cell and not fresh
        cells.append(cell.text)
        spans.append(0 if goes_on else cell.right)
        if left < cell.down:
            carried.add(at)
        if cell.text and not goes_on:
            lines.append(Printed(cell.text, None))
        before = cell
    return Row(tuple(cells), tuple(lines), tuple(spans), frozenset(carried))


def _padded(row: Row, width: int) -> Row:
    missing = width - len(row.cells)
    return row._replace(cells=row.cells + ("",) * missing, spans=row.spans + (1,) * missing) if missing else row


def _single(row: Row) -> Row:
    """A row that is one cell says it once."""
    first, *others = row.cells
    whole = bool(others) and next(iter(row.spans), 1) > len(others)
    return row._replace(cells=(first, *[""] * len(others))) if whole else row
