"""Tables to passages: a few rows each, with the caption and the header repeated."""

from collections.abc import Iterator, Sequence

from ingestion.blocks import Block
from ingestion.drafts import Draft
from ingestion.flow import flow_of
from ingestion.pages import PageTable, Printed, Row

_MOST_WORDS = 180
_TABLE_WORDS = 80
_SMALL_TABLE_ROWS = 5


def table_drafts(block: Block, table: PageTable) -> Iterator[Draft]:
    """A small table whole, a larger one a few rows at a time, each time under the caption and the header."""
    header, rows = table.rows[: table.header], table.rows[table.header :]
    if not rows:
        header, rows = (), table.rows
    group: list[Row] = []
    words = 0
    small = len(rows) <= _SMALL_TABLE_ROWS
    for row in rows:
        count = sum(len(cell.split()) for cell in row.cells)
        full = words + count > (_MOST_WORDS if small else _TABLE_WORDS)
        if group and (full or page_of([row]) != page_of(group)):
            yield _rows(block.caption, _header_on(page_of(group), table, header), group)
            group, words = [], 0
        group.append(row)
        words += count
    if group:
        yield _rows(block.caption, _header_on(page_of(group), table, header), group)


def page_of(rows: Sequence[Row]) -> int | None:
    """The page that the rows begin on."""
    return next((line.page for row in rows for line in row.lines), None)


def _header_on(page: int | None, table: PageTable, header: Sequence[Row]) -> Sequence[Row]:
    """The header as printed on this page, else as printed first."""
    return [row for row in table.repeats if page_of([row]) == page] or header


def _rows(caption: Sequence[Printed], header: Sequence[Row], rows: Sequence[Row]) -> Draft:
    flow = flow_of(caption)
    title = flow.text
    for row in (*header, *rows):
        for index, line in enumerate(row.lines):
            flow.add(line, " " if index else "\n")
    # The first row of `table` always is the header: an empty one where nothing heads the columns.
    heading = _one_header(header).cells if header else ("",) * max(len(row.cells) for row in rows)
    cells = (heading, *(row.cells for row in rows))
    return Draft("table", *flow.cut(0, len(flow.text)), table=cells, caption=title, page=page_of(rows))


def _one_header(header: Sequence[Row]) -> Row:
    """Several header rows as one."""
    columns = zip(*(row.cells for row in header), strict=False)
    return Row(tuple(" ".join(dict.fromkeys(cell for cell in column if cell)) for column in columns), ())
