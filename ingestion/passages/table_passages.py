"""Tables to passages: a few rows each, with the caption, the header and the row that heads their group repeated."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingestion.pages import PageTable, Printed, Row
from ingestion.passages.alarm_tables import lists_codes
from ingestion.passages.drafts import Draft
from ingestion.passages.table_notes import notes_below, with_notes
from ingestion.structure.block import Block
from ingestion.structure.flow import flow_of

_MOST_WORDS = 180
_TABLE_WORDS = 80
_SMALL_TABLE_ROWS = 5
_GROUP_WORDS = 10
_LEAST_COLUMNS = 3


def table_drafts(block: Block, table: PageTable, below: Sequence[Printed] = ()) -> Iterator[Draft]:
    """A small table whole, a larger one a few rows at a time, each time under the caption and the header.

    Args:
        block: with the caption.
        table: what is printed.
        below: the lines under it, which may be notes to its cells.
    """
    notes = notes_below(table, below)
    header, rows = table.rows[: table.header], [with_notes(row, notes) for row in table.rows[table.header :]]
    if not rows:
        header, rows = (), list(table.rows)
    small = len(rows) <= _SMALL_TABLE_ROWS
    groups = list(_grouped(rows))
    kind = "alarm" if lists_codes([row.cells for _, held in groups for row in held]) else "table"
    for group, held in groups:
        for some in _portions(held, _MOST_WORDS if small else _TABLE_WORDS):
            yield replace(_rows(block.caption, group, _header_on(page_of(some), table, header), some), kind=kind)


def _grouped(rows: Sequence[Row]) -> Iterator[tuple[Row | None, list[Row]]]:
    """The rows with the one that heads their group ("YAW" over the faults of the yaw drive), None where none does."""
    heads = _group_heads(rows)
    at = [max((head for head in heads if head <= index), default=-1) for index in range(len(rows))]
    for head, places in groupby(range(len(rows)), key=at.__getitem__):
        held = [rows[place] for place in places if place != head]
        yield (rows[head] if head >= 0 and held else None), held or [rows[head]]


def _group_heads(rows: Sequence[Row]) -> set[int]:
    """Rows of one short cell that covers all columns; or stands alone, where the table begins with such a row."""
    lone = [index for index, row in enumerate(rows) if _is_alone(row)]
    merged = {index for index in lone if rows[index].is_whole}
    grouped = len(lone) > 1 and lone[0] == 0 and len(rows[0].cells) >= _LEAST_COLUMNS
    return {index for index in lone if index in merged or grouped}


def _is_alone(row: Row) -> bool:
    return (
        bool(row.cells[0])
        and not any(row.cells[1:])
        and len(row.cells) > 1
        and len(row.cells[0].split()) <= _GROUP_WORDS
    )


def _portions(rows: Sequence[Row], most: int) -> Iterator[list[Row]]:
    """Rows of one page, about `most` words of them together."""
    group: list[Row] = []
    words = 0
    for row in rows:
        count = sum(len(cell.split()) for cell in row.cells)
        if group and (words + count > most or page_of([row]) != page_of(group)):
            yield group
            group, words = [], 0
        group.append(row)
        words += count
    yield group


def page_of(rows: Sequence[Row]) -> int | None:
    """The page that the rows begin on; a cell that goes on from the row above may stand on the page before."""
    return next((row.lines[-1].page for row in rows if row.lines), None)


def _header_on(page: int | None, table: PageTable, header: Sequence[Row]) -> Sequence[Row]:
    """The header as printed on this page, else as printed first."""
    return [row for row in table.repeats if page_of([row]) == page] or header


def _rows(caption: Sequence[Printed], group: Row | None, header: Sequence[Row], rows: Sequence[Row]) -> Draft:
    flow = flow_of(caption)
    for line in group.lines if group else ():
        flow.add(line, " – ")
    title = flow.text
    for row in (*header, *rows):
        for index, line in enumerate(row.lines):
            flow.add(line, " " if index else "\n", anew=index > 0 and not _is_below(row.lines[index - 1], line))
    # The first row of `table` always is the header: an empty one where nothing heads the columns.
    heading = _one_header(header) if header else ("",) * max(len(row.cells) for row in rows)
    cells = (heading, *(row.cells for row in rows))
    return Draft("table", *flow.cut(0, len(flow.text)), table=cells, caption=title, page=page_of(rows))


def _is_below(before: Printed, line: Printed) -> bool:
    """Whether a line may go on with the one before in its cell: no line of the next cell begins farther down."""
    return not before.box or not line.box or (before.page == line.page and line.box[1] > before.box[1])


def _one_header(header: Sequence[Row]) -> tuple[str, ...]:
    """Several header rows as one."""
    columns = zip(*(row.cells for row in header), strict=False)
    return tuple(" ".join(dict.fromkeys(cell for cell in column if cell)) for column in columns)
