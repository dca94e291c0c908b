"""Tables without vertical rules: columns by the white space between them, rows by lines and by rules."""

import itertools
import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from ingestion.pages import PageTable, Rule, Word
from ingestion.readers.cells import Cells, is_chart, is_value, table_of, text_of
from ingestion.readers.segments import Segment, box_of, rows_of_words, segment

_CELL_GAP = 0.9
_NARROW_GAP = 0.55
_MARK = re.compile(
    r"^(?:[•‣▪■□●○◦–—∙·►▶➢➤*-]|\(?[A-Za-z]?\d{0,3}[a-z]?[.)]|\(?[ivx]+[.)]|[A-Z]?\d{1,3}[.:]|NOTES?:?|\d+(?:\.\d+)+)$"
)
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}")


class _Line(NamedTuple):
    words: list[Word]
    parts: list[Segment]
    y0: float
    y1: float


def lines_of(words: Sequence[Word]) -> list[_Line]:
    """Lines of a region, each cut where a gap is wide enough for a new cell."""
    lines: list[_Line] = [
        _Line(row, _parts(row, _CELL_GAP), min(w.y0 for w in row), max(w.y1 for w in row))
        for row in rows_of_words(words)
    ]
    return lines


def _parts(row: Sequence[Word], gap: float) -> list[Segment]:
    parts: list[list[Word]] = [[row[0]]]
    for word in row[1:]:
        if word.x0 - parts[-1][-1].x1 > gap * max(word.size, parts[-1][-1].size, 4.0):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [segment(part) for part in parts]


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


def _groups(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Runs of lines most of which fall into several parts."""
    groups: list[list[_Line]] = []
    run: list[_Line] = []
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


def _near(above: _Line, line: _Line) -> bool:
    sizes = above.words[-1].size, line.words[-1].size
    return line.y0 - above.y1 < 2.2 * (line.y1 - line.y0) and max(sizes) < 1.22 * max(min(sizes), 1.0)


def _is_marked(line: _Line) -> bool:
    """Whether the line is a heading or list item: its number or bullet, a gap, and words."""
    texts = [text_of(part.words) for part in line.parts]
    return len(texts) == 2 and bool(_MARK.match(texts[0])) and texts[1][0].isalpha() and not is_value(texts[1])


def _trimmed(group: list[_Line]) -> list[_Line]:
    end = len(group)
    while end and len(group[end - 1].parts) < 2:
        end -= 1
    while 0 < end < len(group) and _goes_on(group[end - 1], group[end]):
        end += 1
    return group[:end]


def _goes_on(above: _Line, line: _Line) -> bool:
    """Whether a line is the rest of a cell, not the first one, of the line above."""
    left = line.parts[0].x0
    return line.y0 - above.y1 < 0.6 * (line.y1 - line.y0) and any(
        abs(part.x0 - left) < 3 for part in (above.parts[1:] if len(above.parts) > 1 else above.parts)
    )


def aligned_table(
    lines: Sequence[_Line], rules: Sequence[Rule], number: int | None, *, strict: bool
) -> tuple[PageTable, list[Word]] | None:
    """The table of these lines, or None where they are running text, a list or a contents page."""
    several = [line for line in lines if len(line.parts) > 1]
    if len(several) < 2 or (strict and len(several) < 0.5 * len(lines)):
        return None
    edges = _edges(lines)
    if not edges:
        return None
    grid = [_cells(line, edges) for line in lines]
    if not _is_table(grid, edges, strict):
        return None
    rows = _merged_rows(lines, grid, rules)
    table = table_of(rows, number, not strict)
    return (table, [word for line in lines for word in line.words]) if table else None


def _edges(lines: Sequence[_Line]) -> list[float]:
    """The middles of the gaps that (nearly) all lines leave free."""
    narrow = len(lines) >= 5
    parts = [_parts(line.words, _NARROW_GAP if narrow else _CELL_GAP) for line in lines]
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
    return _edges(lines) if sum(is_value(text) for text in texts) >= 0.5 * len(texts) else []


def _cells(line: _Line, edges: Sequence[float]) -> tuple[Cells, list[int]]:
    """The line's words by column; a part that reaches over an edge stays whole in the first column that it touches."""
    cells: Cells = [[] for _ in range(len(edges) + 1)]
    spans = [1] * len(cells)
    for part in _parts(line.words, _NARROW_GAP):
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


def _merged_rows(
    lines: Sequence[_Line], grid: Sequence[tuple[Cells, list[int]]], rules: Sequence[Rule]
) -> list[tuple[Cells, list[int]]]:
    """Lines to rows: by rules where they part the rows, else a line without first cell goes on with the row above."""
    box = box_of([part for line in lines for part in line.parts])
    width = box[2] - box[0]
    cuts = sorted(
        {
            r.y0
            for r in rules
            if r.x1 > box[0] and r.x0 < box[2] and box[1] < r.y0 < box[3] and r.x1 - r.x0 > 0.5 * width
        }
    )
    by_rules = len(cuts) >= 3 and len(cuts) + 1 >= 0.3 * len(lines)
    pitch = median([b.y0 - a.y0 for a, b in itertools.pairwise(lines)])
    head = _header_lines(grid, lines, cuts)
    rows: list[tuple[Cells, list[int]]] = []
    for index, (cells, spans) in enumerate(grid):
        previous = rows[-1] if rows else None
        parted = index > 0 and any(
            lines[index - 1].y0 < cut < lines[index].y1 and cut > lines[index - 1].y1 - 3 for cut in cuts
        )
        tight = index > 0 and lines[index].y0 - lines[index - 1].y0 < 1.3 * pitch
        goes_on = (
            bool(previous)
            and not parted
            and (
                (by_rules and index >= head)
                or (index < head and _stacks(previous, cells, spans))
                or (tight and index >= head and _continues(previous, cells, spans))
            )
        )
        if goes_on and previous:
            for column, cell in enumerate(cells):
                previous[0][column].extend(cell)
        else:
            rows.append(([list(cell) for cell in cells], list(spans)))
    return rows


def _header_lines(grid: Sequence[tuple[Cells, list[int]]], lines: Sequence[_Line], cuts: Sequence[float]) -> int:
    """How many lines stand above the first one with values."""
    for index, (cells, _) in enumerate(grid):
        texts = [text_of(cell) for cell in cells[1:] if cell]
        if texts and sum(is_value(text) for text in texts) >= 0.5 * len(texts):
            return index
    first = next((cut for cut in cuts if cut > lines[0].y1 - 3), None)
    return 0 if first is None else sum(1 for line in lines if line.y1 <= first + 3)


def _stacks(previous: tuple[Cells, list[int]] | None, cells: Cells, spans: Sequence[int]) -> bool:
    """Whether two lines of a header are one row of wrapped titles: nothing in either spans columns."""
    return previous is not None and all(s == 1 for s in previous[1]) and all(s == 1 for s in spans) and any(cells)


def _continues(previous: tuple[Cells, list[int]] | None, cells: Cells, spans: Sequence[int]) -> bool:
    if previous is None or any(s > 1 for s in spans):
        return False
    used = [i for i, cell in enumerate(cells) if cell]
    texts = [text_of(cells[i]) for i in used]
    if not cells[0]:
        return (
            not any(is_value(text) for text in texts) and all(previous[0][i] for i in used) and len(used) < len(cells)
        )
    return used == [0] and texts[0][:1].islower() and bool(previous[0][0])
