"""Tables that go on over pages, and what a table may be besides."""

from domain.documents import WarningLevel
from ingestion.marks import signal
from ingestion.pages import PageTable, Printed, Row

_NEAR = 12.0


def just_below(table: PageTable, line: Printed) -> bool:
    """Whether a line, a caption, stands right under a table."""
    return bool(table.box and line.box and table.page == line.page and 0 <= line.box[1] - table.box[3] < 24)


def warning_in(table: PageTable) -> tuple[WarningLevel, list[Printed]] | None:
    """Level and lines of a warning set as a table of a few rows: the sign's cell and the text's."""
    lines = [line for row in table.rows for line in row.lines]
    for index, line in enumerate(lines[:4]):
        opened = signal(line.text)
        if opened and len(table.rows) <= 3 and (opened[1] or index == 0):
            return opened[0], [line, *(other for other in lines if other is not line)]
    return None


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
