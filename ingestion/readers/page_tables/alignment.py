"""Tables without vertical rules: columns by the white space between them, rows by lines and by rules."""

import re
from collections.abc import Sequence
from statistics import median

from ingestion.pages import PageTable, Rule, Word
from ingestion.readers.header_rows import is_value
from ingestion.readers.page_tables.cell_lines import CELL_GAP, NARROW_GAP, CellLine, lines_of, parts_of
from ingestion.readers.page_tables.cells import Cells, is_chart, table_of, text_of
from ingestion.readers.page_tables.row_merging import merged_rows
from ingestion.readers.pdf.side_by_side import are_steps

_MARK = re.compile(
    r"^(?:[•‣▪■□●○◦–—−◆∙·►▶➢➤*-]|\(?[A-Za-z]?\d{0,3}[a-z]?[.)]|\(?[ivx]+[.)]|[A-Z]?\d{1,3}[.:]|NOTES?:?|\d+(?:\.\d+)+)$"
)
_MANY = 5
"""Lines that show a narrow gap to be a column's."""
_RUNNING = 0.5
"""Of the cells below the first row: so many begin small where they are lines of sentences."""
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}")


def aligned_tables(
    words: Sequence[Word], rules: Sequence[Rule], number: int | None
) -> list[tuple[PageTable, list[Word]]]:
    """Tables among the words of one text column, with the words that they take."""
    found: list[tuple[PageTable, list[Word]]] = []
    for group in _groups(lines_of(words)):
        made = aligned_table(group, rules, number, strict=True)
        if made:
            found.append(made)
    return found


def _groups(lines: Sequence[CellLine]) -> list[list[CellLine]]:
    """Runs of lines most of which fall into several parts."""
    groups: list[list[CellLine]] = []
    run: list[CellLine] = []
    lone = 0
    for line in lines:
        several = len(line.parts) > 1 and not _is_marked(line)
        near = not run or _near(run[-1], line)
        if run and (not near or (not several and lone >= 2)):
            groups.append(run)
            run, lone = [], 0
        if several or run:
            run.append(line)
            lone = 0 if several else lone + 1
    groups.append(run)
    return [trimmed for group in groups if len(trimmed := _trimmed(group)) >= 2]


def _near(above: CellLine, line: CellLine) -> bool:
    sizes = above.words[-1].size, line.words[-1].size
    return line.y0 - above.y1 < 2.2 * (line.y1 - line.y0) and max(sizes) < 1.22 * max(min(sizes), 1.0)


def _is_marked(line: CellLine) -> bool:
    """Whether the line is a heading or list item: its number or bullet, a gap, and words."""
    texts = [text_of(part.words) for part in line.parts]
    return len(texts) == 2 and bool(_MARK.match(texts[0])) and texts[1][0].isalpha() and not is_value(texts[1])


def _trimmed(group: list[CellLine]) -> list[CellLine]:
    end = len(group)
    while end and len(group[end - 1].parts) < 2:
        end -= 1
    while 0 < end < len(group) and _goes_on(group[end - 1], group[end]):
        end += 1
    return group[:end]


def _goes_on(above: CellLine, line: CellLine) -> bool:
    """Whether a line is the rest of a cell, not the first one, of the line above."""
    left = line.parts[0].x0
    return line.y0 - above.y1 < 0.6 * (line.y1 - line.y0) and any(
        abs(part.x0 - left) < 3 for part in (above.parts[1:] if len(above.parts) > 1 else above.parts)
    )


def aligned_table(
    lines: Sequence[CellLine], rules: Sequence[Rule], number: int | None, *, strict: bool
) -> tuple[PageTable, list[Word]] | None:
    """The table of these lines, or None where they are running text, a list or a contents page."""
    several = [line for line in lines if len(line.parts) > 1]
    if len(several) < 2 or (strict and len(several) < 0.5 * len(lines)):
        return None
    edges = _edges(lines, CELL_GAP if len(lines) < _MANY else NARROW_GAP) or _edges(lines, NARROW_GAP)
    if not edges:
        return None
    grid = [_cells(line, edges) for line in lines]
    if not _is_table(grid, edges, strict) or any(are_steps([text_of(cell) for cell in cells]) for cells, _ in grid):
        return None
    rows = merged_rows(lines, grid, rules)
    if strict and _run_on(rows):
        return None
    table = table_of(rows, number, not strict)
    return (table, [word for line in lines for word in line.words]) if table else None


def _edges(lines: Sequence[CellLine], gap: float) -> list[float]:
    """The middles of the gaps of more than `gap` em that (nearly) all lines leave free."""
    parts = [parts_of(line.words, gap) for line in lines]
    left = min(p.x0 for line in parts for p in line)
    right = max(p.x1 for line in parts for p in line)
    allowed = 0.12 * len(lines) if len(lines) > 4 else 0
    cover = [0] * (int(right - left) + 2)
    for line in parts:
        wide = len(line) == 1 or (line[0].x1 - line[0].x0) > 0.6 * (right - left)
        if wide and len(line) == 1 and len(lines) > 2:
            continue
        for part in line:
            for x in range(int(part.x0 - left), int(part.x1 - left) + 1):
                cover[x] += 1
    edges: list[float] = []
    start: int | None = None
    for x, count in enumerate(cover):
        if count <= allowed:
            start = x if start is None else start
        elif start is not None:
            if x - start >= 3 and start > 0:
                edges.append(left + (start + x) / 2)
            start = None
    return edges


def value_edges(words: Sequence[Word]) -> list[float]:
    """Edges within one ruled column that holds several columns of values; none where it holds text."""
    lines = lines_of(words) if words else []
    several = [line for line in lines if len(line.parts) > 1]
    if len(several) < 3 or len(several) < 0.6 * len(lines):
        return []
    texts = [text_of(part.words) for line in several for part in line.parts]
    return (
        _edges(lines, CELL_GAP if len(lines) < _MANY else NARROW_GAP)
        if sum(is_value(text) for text in texts) >= 0.5 * len(texts)
        else []
    )


def _cells(line: CellLine, edges: Sequence[float]) -> tuple[Cells, list[int]]:
    """The line's words by column; a part that reaches over an edge stays whole in the first column that it touches."""
    cells: Cells = [[] for _ in range(len(edges) + 1)]
    spans = [1] * len(cells)
    for part in parts_of(line.words, NARROW_GAP):
        first = sum(1 for edge in edges if edge <= part.x0 + 1)
        last = sum(1 for edge in edges if edge < part.x1 - 1)
        if last > first:
            spans[first] = max(spans[first], last - first + 1)
            for column in range(first + 1, last + 1):
                spans[column] = 0
        cells[first].extend(part.words)
    return cells, spans


def _is_table(grid: Sequence[tuple[Cells, list[int]]], edges: Sequence[float], strict: bool) -> bool:
    filled = [sum(bool(cell) for cell in cells) for cells, _ in grid]
    columns = len(edges) + 1
    full = sum(1 for count in filled if count >= 2)
    if full < (3 if columns == 2 and strict else 2):
        return False
    first = [text_of(cells[0]) for cells, _ in grid if cells[0]]
    if columns == 2 and sum(bool(_MARK.match(text)) for text in first) > 0.5 * len(first):
        return False
    texts = [text_of(cell) for cells, _ in grid for cell in cells if cell]
    if columns == 2 and sum(bool(_LEADER.search(text)) for text in texts) > 0.2 * len(grid):
        return False
    values = sum(is_value(text) for text in texts)
    lengths = [median([len(text_of(c[i])) for c, _ in grid if c[i]] or [0]) for i in range(columns)]
    if strict and values < 0.1 * len(texts) and sum(length > 38 for length in lengths) >= min(2, columns):
        return False
    return not strict or (full >= 0.5 * len(grid) and not is_chart([cells for cells, _ in grid]))


def _run_on(rows: Sequence[tuple[Cells, list[int]]]) -> bool:
    """Whether most cells go on from those above them: sentences in columns."""
    below = [text_of(cell) for cells, _ in rows[1:] for cell in cells if cell]
    return sum(text[0].islower() for text in below) > _RUNNING * len(below)
