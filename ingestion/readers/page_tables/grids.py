"""Ruled tables: ruling lines to grids, grids to cells."""

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingestion.pages import PageTable, Rule, Word
from ingestion.readers.page_tables.alignment import value_edges
from ingestion.readers.page_tables.bands import split_band
from ingestion.readers.page_tables.cells import Cells, is_chart, table_of
from ingestion.readers.page_tables.ruling_groups import NEAR, crossing, merged
from ingestion.readers.pdf.segments import Segment, segments_of

_MOST_RULES = 1500
_LEAST_RULE = 6.0
_GAP = 0.55
_MOSTLY = 0.5


class Grid(NamedTuple):
    """Crossing rules: their distinct positions, and the rules themselves."""

    xs: list[float]
    ys: list[float]
    across: list[Rule]
    down: list[Rule]


def grids_of(rules: Sequence[Rule]) -> tuple[list[Grid], list[Rule]]:
    """Grids of crossing rules, and the horizontal rules that cross none."""
    across = merged([r for r in rules if r.y0 == r.y1 and r.x1 - r.x0 >= _LEAST_RULE], flat=True)
    down = merged([r for r in rules if r.y0 != r.y1 and r.y1 - r.y0 >= _LEAST_RULE], flat=False)
    if len(across) + len(down) > _MOST_RULES:
        return [], across
    groups = crossing(across, down)
    grids = [_grid(hs, vs) for hs, vs in groups if vs]
    lone = [rule for hs, vs in groups if not vs for rule in hs]
    return [grid for grid in grids if len(grid.xs) > 1 and len(grid.ys) > 1], lone


def _grid(across: list[Rule], down: list[Rule]) -> Grid:
    xs = _distinct([v.x0 for v in down])
    ys = _distinct([h.y0 for h in across])
    if across:
        left, right = min(h.x0 for h in across), max(h.x1 for h in across)
        xs = ([left] if left < xs[0] - 10 else []) + xs + ([right] if right > xs[-1] + 10 else [])
    top, bottom = min(v.y0 for v in down), max(v.y1 for v in down)
    ys = ([top] if not ys or top < ys[0] - 6 else []) + ys + ([bottom] if not ys or bottom > ys[-1] + 6 else [])
    return Grid(xs, ys, across, down)


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def words_inside(grid: Grid, words: Sequence[Word]) -> list[Word]:
    """The words whose middle lies in the grid."""
    left, right, top, bottom = grid.xs[0] - 1, grid.xs[-1] + 1, grid.ys[0] - 1, grid.ys[-1] + 1
    return [w for w in words if left <= (w.x0 + w.x1) / 2 <= right and top <= (w.y0 + w.y1) / 2 <= bottom]


def grid_table(grid: Grid, words: Sequence[Word], number: int | None) -> PageTable | None:
    """The grid's table, or None where it is a frame, a chart or a drawing."""
    inside = words_inside(grid, words)
    grid = grid._replace(xs=_refined(grid, inside))
    columns, bands = len(grid.xs) - 1, len(grid.ys) - 1
    if columns < 2 or not inside:
        return None
    owner = _owners(grid, inside)
    held: dict[int, list[Word]] = {}
    for word in inside:
        column = _slot(grid.xs, (word.x0 + word.x1) / 2)
        band = _slot(grid.ys, (word.y0 + word.y1) / 2)
        held.setdefault(owner[band * columns + column], []).append(word)
    if len(held) < 2 or _is_drawing(bands * columns, len(held)):
        return None
    rows: list[tuple[Cells, list[int]]] = []
    for band in range(bands):
        cells, spans = _band(band, columns, owner, held)
        rows.extend(split_band(cells, _covering(grid, spans, band)))
    filled = sum(1 for cells, _ in rows if sum(bool(cell) for cell in cells) >= 2)
    if not filled or (bands > 3 and is_chart([cells for cells, _ in rows]) and not grid.down):
        return None
    table = table_of(rows, number, True)
    whole = table is not None and len(table.rows[0].cells) == columns
    return table._replace(widths=tuple(b - a for a, b in itertools.pairwise(grid.xs))) if table and whole else table


def _is_drawing(cells: int, held: int) -> bool:
    return cells > 12 and held < 0.2 * cells


def _band(band: int, columns: int, owner: Sequence[int], held: dict[int, list[Word]]) -> tuple[Cells, list[int]]:
    """The cells of a band, and the columns that each covers: 0 where it goes on from the left, negative where from above."""
    cells: Cells = []
    spans: list[int] = []
    for column in range(columns):
        cell = owner[band * columns + column]
        cells.append(held.get(cell, []) if cell == band * columns + column else [])
        left = owner[band * columns + column - 1] if column else -1
        wide = sum(1 for c in range(columns) if owner[band * columns + c] == cell)
        spans.append(0 if left == cell else -wide if cell // columns < band else wide)
    return cells, spans


def _slot(edges: Sequence[float], at: float) -> int:
    for index in range(len(edges) - 1):
        if at <= edges[index + 1]:
            return index
    return len(edges) - 2


def _refined(grid: Grid, words: Sequence[Word]) -> list[float]:
    """The columns' edges, with those that white space shows in a column that has no rules of its own."""
    edges = [grid.xs[0]]
    for left, right in zip(grid.xs, grid.xs[1:], strict=False):
        held = [w for w in words if left <= (w.x0 + w.x1) / 2 <= right and w.x1 - w.x0 <= right - left + 4]
        edges.extend(value_edges(held))
        edges.append(right)
    return edges


def _owners(grid: Grid, words: Sequence[Word]) -> list[int]:
    """For every square of the grid the first square of the cell it belongs to.

    Squares with neither a rule nor a gap in the text between them are one cell.
    """
    columns, bands = len(grid.xs) - 1, len(grid.ys) - 1
    owner = list(range(columns * bands))
    held: list[list[Segment]] = [[] for _ in range(bands)]
    for part in segments_of(words, _GAP):
        held[_slot(grid.ys, (part.y0 + part.y1) / 2)].append(part)
    middles_x, middles_y = _middles(grid.xs), _middles(grid.ys)
    for band in range(bands):
        for column in range(columns):
            here = band * columns + column
            x, y = grid.xs[column], grid.ys[band]
            if column and not _ruled_down(grid, x, middles_y[band]) and not _parted(held[band], grid.xs, column):
                owner[here] = owner[here - 1]
            elif band and not _ruled_across(grid, y, middles_x[column]) and not _names_a_row(grid, column, held[band]):
                owner[here] = owner[here - columns]
    return owner


def _names_a_row(grid: Grid, column: int, parts: Sequence[Segment]) -> bool:
    """Whether the first column stands before a ruled grid, open to its side, and has text of its own here."""
    left, right = grid.xs[:2]
    is_open = column == 0 and not any(abs(rule.x0 - left) <= NEAR for rule in grid.down)
    return is_open and any(left - NEAR <= part.x0 < right for part in parts)


def _middles(edges: Sequence[float]) -> list[float]:
    return [(a + b) / 2 for a, b in itertools.pairwise(edges)]


def _covering(grid: Grid, spans: Sequence[int], band: int) -> list[int]:
    """The spans without those that only white space shows: where most of an edge has no rule, a square without text is empty."""
    middles_x, middles_y = _middles(grid.xs), _middles(grid.ys)
    y = grid.ys[band]
    ruled = sum(_ruled_across(grid, y, x) for x in middles_x) >= _MOSTLY * len(middles_x)
    kept = [span if ruled or span >= 0 else -span for span in spans]
    for column, span in enumerate(spans):
        if span == 0 and sum(_ruled_down(grid, grid.xs[column], y) for y in middles_y) < _MOSTLY * len(middles_y):
            kept[column] = 1
    return kept


def _parted(parts: Sequence[Segment], xs: Sequence[float], column: int) -> bool:
    """Whether text stands in the columns on both sides of an edge and none reaches over it."""
    edge = xs[column]
    if any(p.x0 < edge - 1.5 and p.x1 > edge + 1.5 for p in parts):
        return False
    left = any(xs[column - 1] - 1.5 <= p.x0 and p.x1 <= edge + 1.5 for p in parts)
    right = any(edge - 1.5 <= p.x0 < xs[column + 1] for p in parts)
    return left and right


def _ruled_down(grid: Grid, x: float, y: float) -> bool:
    return any(abs(v.x0 - x) <= NEAR and v.y0 <= y <= v.y1 for v in grid.down)


def _ruled_across(grid: Grid, y: float, x: float) -> bool:
    return any(abs(h.y0 - y) <= NEAR and h.x0 <= x <= h.x1 for h in grid.across)
