"""Words in cells to table rows: their texts, and their printed lines."""

import itertools
import re
from collections.abc import Sequence
from functools import reduce

from ingestion.boxes import rounded
from ingestion.pages import PageTable, Printed, Row, Word
from ingestion.readers.header_rows import header_rows
from ingestion.readers.pdf.segments import box_of, rows_of_words
from language.hyphens import join

Cells = list[list[Word]]
_LEAST_FILLED = 0.42
"""Of the steps of a scale, of which some marks may not have been read."""


def text_of(words: Sequence[Word]) -> str:
    """The words of a cell, line after line; what a line's end cuts is whole."""
    lines = [" ".join(word.text for word in line) for line in rows_of_words(words)]
    return reduce(join, lines) if lines else ""


def row_of(cells: Cells, number: int | None, spans: Sequence[int] = ()) -> Row:
    """A row; when it takes one line on the page that line is quoted whole, else the cells' lines one by one.

    `spans` are the columns that each cell covers, 0 where it goes on from the left, negative where it goes on from above.
    """
    lines = rows_of_words([word for cell in cells for word in cell])
    printed: list[Printed] = []
    if len(lines) <= 1:
        printed.extend(_line(line, number) for line in lines)
    else:
        for cell in cells:
            printed.extend(_line(line, number) for line in rows_of_words(cell))
    carried = frozenset(column for column, span in enumerate(spans) if span < 0)
    return Row(tuple(text_of(cell) for cell in cells), tuple(printed), tuple(map(abs, spans)), carried)


def _filled(rows: Sequence[tuple[Cells, Sequence[int]]], ruled: bool, header: int) -> list[Cells]:
    """The cells with each one in every place that it covers; what spans the columns of a table without rules may be a line of text."""
    filled: list[Cells] = []
    for at, (cells, spans) in enumerate(rows):
        full = [list(cell) for cell in cells]
        whole = bool(spans) and abs(spans[0]) == len(cells)
        for column, span in enumerate(spans) if not whole and (ruled or at < header) else ():
            if span < 0 and at and not cells[column]:
                full[column] = filled[-1][column]
            elif span == 0 and column:
                full[column] = full[column - 1]
        filled.append(full)
    return filled


def _line(words: Sequence[Word], number: int | None) -> Printed:
    bold = all(word.bold for word in words)
    return Printed(" ".join(word.text for word in words), rounded(box_of(words)), words[0].size, bold, number)


def is_chart(rows: Sequence[Cells]) -> bool:
    """Whether the cells are the scales of a chart: few are filled, or every column of values counts in equal steps."""
    columns = max(len(cells) for cells in rows)
    filled = sum(1 for cells in rows for cell in cells if cell)
    if columns > 2 and filled < _LEAST_FILLED * columns * len(rows):
        return True
    scales = [_is_scale([text_of(cells[c]) for cells in rows if c < len(cells) and cells[c]]) for c in range(columns)]
    return all(scale is not False for scale in scales) and any(scales)


def _is_scale(texts: Sequence[str]) -> bool | None:
    """Whether figures fall in equal steps; None where there are few figures."""
    figures = [float(t.replace(",", "").rstrip("%")) for t in texts if re.fullmatch(r"-?[\d,]*\.?\d+%?", t)]
    if len(figures) < max(4, 0.4 * len(texts)):
        return None if len(figures) < 4 else False
    steps = [round(a - b, 6) for a, b in itertools.pairwise(figures)]
    least = min(steps)
    return least > 0 and all(step % least == 0 for step in steps)


def _without_twins(rows: list[tuple[Cells, list[int]]]) -> list[tuple[Cells, list[int]]]:
    """Neighbouring columns that never both hold text, because a heading is set a little off, become one."""
    column = 0
    while rows and column + 1 < len(rows[0][0]):
        pairs = [(cells[column], cells[column + 1], spans) for cells, spans in rows]
        both = sum(1 for a, b, _ in pairs if a and b)
        covering = sum(1 for a, b, spans in pairs if (a or b) and spans and abs(spans[column]) >= 2)
        held = sum(1 for a, b, _ in pairs if a or b)
        if both or covering < 0.6 * max(held, 1):
            column += 1
            continue
        for cells, spans in rows:
            cells[column : column + 2] = [cells[column] or cells[column + 1]]
            if spans:
                least = max(abs(spans[column]) - 1, 1)
                spans[column : column + 2] = [0 if not spans[column] else -least if spans[column] < 0 else least]
    return rows


def table_of(
    rows: Sequence[tuple[Cells, Sequence[int]]], number: int | None, ruled: bool, header: int | None = None
) -> PageTable | None:
    """A table of the rows that hold words, without columns that hold none."""
    kept = _without_twins([(list(cells), list(spans)) for cells, spans in rows if any(cells)])
    if not kept:
        return None
    width = max(len(cells) for cells, _ in kept)
    used = [c for c in range(width) if any(c < len(cells) and cells[c] for cells, _ in kept)]
    kept = [([cells[c] for c in used], list(_narrowed(spans, used))) for cells, spans in kept]
    made = [row_of(cells, number, spans) for cells, spans in kept]
    bold = [[bool(cell) and all(word.bold for word in cell) for cell in cells] for cells, _ in kept]
    heads = header_rows(made, bold) if header is None else header
    for at, full in enumerate(_filled(kept, ruled, heads)):
        made[at] = _with_carried(made[at], full, number, again=at >= heads)
    box = box_of([word for cells, _ in kept for cell in cells for word in cell])
    return PageTable(tuple(made), heads, box, number, ruled)


def _with_carried(row: Row, full: Cells, number: int | None, *, again: bool) -> Row:
    """The row with the text of the cells that go on from above or from the left, and with `again` the lines of those from above."""
    own = set(row.lines)
    carried = sorted(row.carried) if again else ()
    above = [_line(line, number) for column in carried for line in rows_of_words(full[column])]
    lines = dict.fromkeys(line for line in above if line not in own)
    return row._replace(cells=tuple(text_of(cell) for cell in full), lines=(*lines, *row.lines))


def _narrowed(spans: Sequence[int], used: Sequence[int]) -> tuple[int, ...]:
    if not spans:
        return ()
    wide = [sum(1 for other in used if c <= other < c + max(abs(spans[c]), 1)) if spans[c] else 0 for c in used]
    return tuple(-span if spans[c] < 0 else span for c, span in zip(used, wide, strict=True))
