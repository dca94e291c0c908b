"""Words in cells to table rows: their texts, and their printed lines."""

import itertools
import re
from collections.abc import Sequence

from ingestion.pages import PageTable, Printed, Row, Word
from ingestion.readers.segments import box_of, rows_of_words

Cells = list[list[Word]]
_LEAST_FILLED = 0.42
_VALUE = re.compile(
    r"^[(<>≤≥±~+\-–—]*[\d.,:/%°'\"()*\-–—+]*\d[\d.,:/%°'\"()*\-–—+]*\s?[A-Za-zµΩ°²³%]{0,4}$|^[-–—*.…]+$|^n/?a$", re.I
)


LABEL_AND_VALUE = 2
"""Columns of a table of labels."""
LISTED = 3
"""Rows at the top that tell whether the first belongs to the list below."""


def is_value(text: str) -> bool:
    """A figure with or without a unit, a dash, or "n/a"."""
    return bool(_VALUE.match(text.strip()))


def text_of(words: Sequence[Word]) -> str:
    """The words of a cell, line after line."""
    return " ".join(word.text for line in rows_of_words(words) for word in line)


def row_of(cells: Cells, number: int | None, spans: Sequence[int] = ()) -> Row:
    """A row; when it takes one line on the page that line is quoted whole, else the cells' lines one by one."""
    lines = rows_of_words([word for cell in cells for word in cell])
    printed: list[Printed] = []
    if len(lines) <= 1:
        printed.extend(_line(line, number) for line in lines)
    else:
        for cell in cells:
            printed.extend(_line(line, number) for line in rows_of_words(cell))
    return Row(tuple(text_of(cell) for cell in cells), tuple(printed), tuple(spans))


def _line(words: Sequence[Word], number: int | None) -> Printed:
    x0, y0, x1, y1 = box_of(words)
    bold = all(word.bold for word in words)
    return Printed(
        " ".join(w.text for w in words),
        (round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)),
        words[0].size,
        bold,
        number,
    )


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
    return len(set(steps)) == 1 and steps[0] > 0


def _without_twins(rows: list[tuple[Cells, list[int]]]) -> list[tuple[Cells, list[int]]]:
    """Neighbouring columns that never both hold text, because a heading is set a little off, become one."""
    column = 0
    while rows and column + 1 < len(rows[0][0]):
        pairs = [(cells[column], cells[column + 1], spans) for cells, spans in rows]
        both = sum(1 for a, b, _ in pairs if a and b)
        covering = sum(1 for a, b, spans in pairs if (a or b) and spans and spans[column] >= 2)
        held = sum(1 for a, b, _ in pairs if a or b)
        if both or covering < 0.6 * max(held, 1):
            column += 1
            continue
        for cells, spans in rows:
            cells[column : column + 2] = [cells[column] or cells[column + 1]]
            if spans:
                spans[column : column + 2] = [max(spans[column] - 1, 1) if spans[column] else 0]
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
    made = [row_of([cells[c] for c in used], number, _narrowed(spans, used)) for cells, spans in kept]
    words = [word for cells, _ in kept for cell in cells for word in cell]
    heads = header_rows(kept, made) if header is None else header
    box = box_of(words)
    return PageTable(tuple(made), heads, box, number, ruled)


def _narrowed(spans: Sequence[int], used: Sequence[int]) -> tuple[int, ...]:
    if not spans:
        return ()
    return tuple(sum(1 for other in used if c <= other < c + max(spans[c], 1)) if spans[c] else 0 for c in used)


def header_rows(rows: Sequence[tuple[Cells, Sequence[int]]], made: Sequence[Row]) -> int:
    """How many rows at the top are column headings: bold ones, or those without values above rows with values."""
    if len(made) < 2:
        return 0
    bold = 0
    for cells, _ in rows[:4]:
        if not all(word.bold for cell in cells for word in cell):
            break
        bold += 1
    if 0 < bold < len(made):
        return bold
    if _labelled(rows, made) or _goes_on(made):
        return 0
    plain = 0
    for row in made[:4]:
        if any(is_value(cell) for cell in row.cells[1:] if cell):
            break
        plain += 1
    if plain == 0 or plain >= min(len(made), 4):
        return 1
    return plain


def _labelled(rows: Sequence[tuple[Cells, Sequence[int]]], made: Sequence[Row]) -> bool:
    """Whether each row is a label and what it says ("Persons | 2"), so that the first row is no heading of the others."""
    if any(len(row.cells) != LABEL_AND_VALUE or not all(row.cells) for row in made):
        return False
    labels, said = (
        [all(word.bold for line in cells[column : column + 1] for word in line) for cells, _ in rows]
        for column in range(LABEL_AND_VALUE)
    )
    return is_value(made[0].cells[1]) or (all(labels) and not any(said))


def _goes_on(made: Sequence[Row]) -> bool:
    """Whether the first row begins the list that the others go on with: "Type A", "Type AA", ... or 1, 2, 3."""
    names = [row.cells[0].split() for row in made[:LISTED] if row.cells]
    if len(names) < LISTED or not all(names):
        return False
    alike = all(len(name) == len(names[0]) > 1 and name[0] == names[0][0] for name in names)
    numbers = [int(name[0].rstrip(".")) for name in names if len(name) == 1 and name[0].rstrip(".").isdecimal()]
    return alike or (len(numbers) == LISTED and all(b - a == 1 for a, b in itertools.pairwise(numbers)))
