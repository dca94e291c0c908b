"""Tables that go on over pages, and what a table may be besides."""

from collections.abc import Sequence

from domain.documents import WarningLevel
from ingestion.marks import signal, step_label
from ingestion.pages import PageTable, Printed, Row

_NEAR = 12.0
_TITLE_WORDS = 12
_BELOW = 1.6
_WARNING_ROWS = 3
_TITLED_ROWS = 2
_TEXT_WORDS = 3


def just_below(table: PageTable, line: Printed) -> bool:
    """Whether a line, a caption, stands right under a table."""
    return bool(table.box and line.box and table.page == line.page and 0 <= line.box[1] - table.box[3] < 24)


def entitles(lines: Sequence[Printed], table: PageTable) -> bool:
    """Whether a short line right above a table that is no sentence says what the table is of ("Oil lines:")."""
    if len(lines) != 1 or lines[0].bullet or len(lines[0].text.split()) > _TITLE_WORDS or lines[0].parted:
        return False
    line = lines[0]
    if line.text.rstrip()[-1] in ".;,!?" or step_label(line.text):
        return False
    if table.box is None or line.box is None:
        return table.box is None
    return line.page == table.page and 0 <= table.box[1] - line.box[3] < _BELOW * (line.box[3] - line.box[1])


def is_whole(row: Row) -> bool:
    """Whether a row is one cell over all columns."""
    return len(row.cells) > 1 and next(iter(row.spans), 1) >= len(row.cells)


def with_title(table: PageTable) -> PageTable:
    """The table with a first row that is one cell over all columns as its title."""
    first = table.rows[0]
    heads_a_group = table.header <= 1 and any(is_whole(row) for row in table.rows[1:])
    if table.title or heads_a_group or not is_whole(first) or len(table.rows) <= _TITLED_ROWS:
        return table
    if len(first.cells[0].split()) > _TITLE_WORDS:
        return table
    return table._replace(rows=table.rows[1:], header=max(table.header - 1, 0), title=first.lines)


def warning_in(table: PageTable) -> tuple[WarningLevel, list[Printed]] | None:
    """Level and lines of a warning set as a table of a few rows: the sign's cell and the text's.

    A table in which a signal word is one label among others, or the name of a column, is none.
    """
    lines = [line for row in table.rows for line in row.lines]
    if len(table.rows) > _WARNING_ROWS or not (_is_box(table.rows) and any(_is_text(line) for line in lines)):
        return None
    for index, line in enumerate(lines[:4]):
        opened = signal(line.text)
        if opened and (opened[1] or index == 0):
            return opened[0], [line, *(other for other in lines if other is not line)]
    return None


def _is_box(rows: Sequence[Row]) -> bool:
    """Whether the rows hold one thing: one row, one column, or a first column that only the first row fills."""
    first, *others = rows
    lone = sum(bool(cell) for cell in first.cells) == 1
    return not others or all(not row.cells[0] or 0 in row.carried or len(row.cells) == 1 or lone for row in others)


def _is_text(line: Printed) -> bool:
    return len(line.text.split()) >= _TEXT_WORDS


def continues(above: PageTable, below: PageTable) -> bool:
    """Whether a table goes on with the one that ended the page before: the same columns at the same place."""
    if above.page is None or below.page != above.page + 1 or not above.box or not below.box:
        return False
    same_width = abs(above.box[0] - below.box[0]) < _NEAR and abs(above.box[2] - below.box[2]) < _NEAR
    same_columns = len(above.rows[0].cells) == len(below.rows[0].cells)
    again = above.header > 0 and below.rows[0].cells == above.rows[0].cells
    return same_columns and (same_width or again)


def joined(above: PageTable, below: PageTable) -> PageTable:
    """One table of both; the header that is printed again is kept apart."""
    heads = [row.cells for row in above.rows[: above.header]]
    rows = list(below.rows)
    again: list[Row] = []
    while rows and rows[0].cells in heads:
        again.append(rows.pop(0))
    return above._replace(
        rows=above.rows + tuple(rows), box=below.box, page=below.page, repeats=(*above.repeats, *again)
    )
