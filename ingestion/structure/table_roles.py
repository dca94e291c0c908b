"""Tables that go on over pages, and what a table may be besides."""

from collections.abc import Sequence

from domain.documents import WarningLevel
from ingestion.marks import signal, step_label
from ingestion.pages import PageTable, Printed, Row
from language.hyphens import join

_NEAR, _LEVEL = 12.0, 2.0
_TITLE_WORDS = 12
_BELOW = 1.6
_WARNING_ROWS = 3
_TITLED_ROWS = 2
_TEXT_WORDS = 3
_LEAST_STEPS, _NUMBER_AND_STEP = 3, 2


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


def with_title(table: PageTable) -> PageTable:
    """The table with a first row that is one cell over all columns as its title."""
    first = table.rows[0]
    heads_a_group = table.header <= 1 and any(row.is_whole for row in table.rows[1:])
    if table.title or heads_a_group or not first.is_whole or len(table.rows) <= _TITLED_ROWS:
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


def steps_in(table: PageTable) -> list[tuple[str, list[Printed]]]:
    """The steps of a table whose rows are numbered one after the other and say a sentence each; empty where it is no such table."""
    rows = table.rows[table.header :]
    numbers = [row.cells[0].strip(" .)") for row in rows]
    if len(rows) < _LEAST_STEPS or numbers != [str(at) for at in range(1, len(rows) + 1)]:
        return []
    if any(len(row.cells) != _NUMBER_AND_STEP or not row.cells[1].rstrip().endswith((".", "!")) for row in rows):
        return []
    return [
        (number, [line for line in row.lines if line.text.strip(" .)") != number])
        for number, row in zip(numbers, rows, strict=True)
    ]


def _is_box(rows: Sequence[Row]) -> bool:
    """Whether the rows hold one thing: one row, one column, or a first column that only the first row fills."""
    first, *others = rows
    lone = sum(bool(cell) for cell in first.cells) == 1
    return not others or all(not row.cells[0] or 0 in row.carried or len(row.cells) == 1 or lone for row in others)


def _is_text(line: Printed) -> bool:
    return len(line.text.split()) >= _TEXT_WORDS


def continues(above: PageTable, below: PageTable) -> bool:
    """Whether a table goes on with the one that ended the page or column before: the same columns at the same place, or as wide."""
    if above.page is None or below.page is None or not above.box or not below.box:
        return False
    beside = below.page == above.page and below.box[0] >= above.box[2]
    if below.page != above.page + 1 and not beside:
        return False
    if _same_grid(above, below) and not _has_own_header(below):
        return True
    if beside:
        return False
    same_width = abs(above.box[0] - below.box[0]) < _NEAR and abs(above.box[2] - below.box[2]) < _NEAR
    same_columns = len(above.rows[0].cells) == len(below.rows[0].cells)
    again = above.header > 0 and below.rows[0].cells == above.rows[0].cells
    return same_columns and (same_width or again)


def _same_grid(above: PageTable, below: PageTable) -> bool:
    pairs = list(zip(above.widths, below.widths, strict=False))
    return len(above.widths) == len(below.widths) == len(pairs) > 0 and all(abs(a - b) < _LEVEL for a, b in pairs)


def _has_own_header(table: PageTable) -> bool:
    return all(line.bold for line in table.rows[0].lines)


def joined(above: PageTable, below: PageTable) -> PageTable:
    """One table of both; the header that is printed again is kept apart."""
    heads = [row.cells for row in above.rows[: above.header]]
    rows = list(below.rows)
    again: list[Row] = []
    while rows and rows[0].cells in heads:
        again.append(rows.pop(0))
    last = above.rows[-1]
    if rows and not again and _is_cut(last, rows[0]):
        cells = (join(a, b) if a and b else a or b for a, b in zip(last.cells, rows[0].cells, strict=True))
        cut = last._replace(cells=tuple(cells), lines=(*last.lines, *rows.pop(0).lines))
        above = above._replace(rows=(*above.rows[:-1], cut))
    return above._replace(
        rows=above.rows + tuple(rows), box=below.box, page=below.page, repeats=(*above.repeats, *again)
    )


def _is_cut(last: Row, first: Row) -> bool:
    """Whether a page's end cuts a row in two: nothing names the second part, and its cells go on in the middle of a sentence or word."""
    pairs = [(a, b) for a, b in zip(last.cells, first.cells, strict=False) if b]
    goes_on = all(a and (b[0].islower() or a.endswith("-")) for a, b in pairs)
    return not first.cells[0] and not first.carried and bool(pairs) and len(last.cells) == len(first.cells) and goes_on
