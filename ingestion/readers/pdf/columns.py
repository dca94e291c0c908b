"""Reading order: columns are read one after the other, what spans them before or after."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingestion.readers.pdf.segments import Segment, same_line

_LEAST_LINES = 4
_LEAST_LETTERS = 16
_LEAST_GUTTER = 6.0
_DEEPEST = 6
_FEW = 7
_MOST_GUTTERS = 12
_MOST_SPANNING = 150
_LOOSE = 2.0
_SIDE_LINES = 3
_LEVEL, _MOSTLY = 1.5, 0.6
_PARTED, _LEAST_BEGINS = 1.3, 3
_TALL, _EVEN = 30, 0.8


class _Zone(NamedTuple):
    x: float
    y0: float
    y1: float
    weight: int


def text_columns(segments: Sequence[Segment], depth: int = 0) -> list[list[Segment]]:
    """The regions of a page, each read from top to bottom before the next."""
    zone = _best_zone(segments) if depth < _DEEPEST else None
    if zone is None:
        return _beside_a_table(segments, depth)
    above = [s for s in segments if _middle(s) < zone.y0]
    below = [s for s in segments if _middle(s) > zone.y1]
    inside = [s for s in segments if zone.y0 <= _middle(s) <= zone.y1]
    left = [s for s in inside if s.x0 < zone.x]
    right = [s for s in inside if s.x0 >= zone.x]
    return [region for part in (above, left, right, below) if part for region in text_columns(part, depth + 1)]


def _beside_a_table(segments: Sequence[Segment], depth: int) -> list[list[Segment]]:
    """Lines at the side of a table are read before it or after it, not where its middle stands."""
    for table in (s for s in segments if s.table and depth < _DEEPEST):
        # A cell's text stands a little below its rule, so a line at the side that begins level with the table begins above it.
        beside = [s for s in segments if table.y0 - (s.y1 - s.y0) <= _middle(s) <= table.y1]
        left, right = [s for s in beside if s.x1 <= table.x0], [s for s in beside if s.x0 >= table.x1]
        if max(len(_lines(left)), len(_lines(right))) >= _SIDE_LINES:
            rest = [s for s in segments if s not in left and s not in right]
            above, below = [s for s in rest if _middle(s) < table.y0], [s for s in rest if _middle(s) > table.y1]
            inside = [s for s in rest if table.y0 <= _middle(s) <= table.y1]
            parts = (above, left, inside, right, below)
            return [region for part in parts if part for region in text_columns(part, depth + 1)]
    return [list(segments)]


def _middle(segment: Segment) -> float:
    return (segment.y0 + segment.y1) / 2


def lines_in(segments: Sequence[Segment]) -> list[list[Segment]]:
    """The lines of one region from its top, each from left to right; a table is a line of its own."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (_middle(s), s.x0)):
        home = next((row for row in rows[-4:] if same_line(row[0], segment)), None)
        if home is None or segment.table or home[0].table:
            rows.append([segment])
        else:
            home.append(segment)
    for row in rows:
        row.sort(key=lambda s: s.x0)
    return rows


def _best_zone(segments: Sequence[Segment]) -> _Zone | None:
    starts: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: s.x0):
        if starts and segment.x0 - starts[-1][0].x0 < 3:
            starts[-1].append(segment)
        else:
            starts.append([segment])
    likely = sorted((group for group in starts if len(group) >= _LEAST_LINES), key=len, reverse=True)[:_MOST_GUTTERS]
    zones = [zone for group in likely for zone in _zones(segments, min(s.x0 for s in group) - 0.5)]
    return max(zones, key=lambda zone: zone.weight, default=None)


def _zones(segments: Sequence[Segment], x: float) -> list[_Zone]:
    """Stretches of the page in which nothing crosses `x` and both sides are running text."""
    spanning = sorted(
        ((s.y0, s.y1) for s in segments if s.x0 < x - 1 and s.x1 > x - _LEAST_GUTTER), key=lambda span: span[0]
    )
    zones: list[_Zone] = []
    if len(spanning) > _MOST_SPANNING:
        return zones
    top = min(s.y0 for s in segments) - 1
    for y0, y1 in [*spanning, (max(s.y1 for s in segments) + 1, 0.0)]:
        if y0 > top:
            zone = _zone([s for s in segments if top <= _middle(s) <= y0], x)
            if zone:
                zones.append(zone)
        top = max(top, y1)
    return zones


def _zone(inside: Sequence[Segment], x: float) -> _Zone | None:
    left = [s for s in inside if s.x1 <= x + 1 and s.x0 < x]
    right = [s for s in inside if s.x0 >= x]
    filled = _is_column(left) and _is_column(right) and (_fills(left, x) or _stand_apart(left, right))
    if not (filled or _are_even(left, right)) or _is_few_rows(left, right):
        return None
    gutter = min(s.x0 for s in right) - max(s.x1 for s in left)
    shared0 = max(min(s.y0 for s in left), min(s.y0 for s in right))
    shared1 = min(max(s.y1 for s in left), max(s.y1 for s in right))
    if gutter < _LEAST_GUTTER or shared1 <= shared0:
        return None
    return _Zone(x, min(s.y0 for s in inside), max(s.y1 for s in inside), min(len(left), len(right)))


def _fills(left: Sequence[Segment], x: float) -> bool:
    """Whether the lines run up to the gutter, as text does and the first column of a table does not."""
    lines = _lines(left)
    return median(line[1] for line in lines) > 0.7 * (x - min(s.x0 for s in left) - _LEAST_GUTTER)


def _stand_apart(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether many lines on either side have none at their height on the other, as a table's rows have."""
    return _are_apart(_heights(left), _heights(right), _FEW)


def _are_apart(left: Sequence[float], right: Sequence[float], least: int) -> bool:
    if min(len(left), len(right)) < least:
        return False
    shares = [sum(min(abs(y - z) for z in b) < _LEVEL for y in a) / len(a) for a, b in ((left, right), (right, left))]
    return max(shares) < _MOSTLY


def _heights(side: Sequence[Segment]) -> list[float]:
    return sorted({round(_middle(s), 1) for s in side})


def _are_even(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether two tall columns of one width, of short lines, are read apart: the lines or paragraphs of a table's cells begin side by side."""
    widths = [max(s.x1 for s in side) - min(s.x0 for s in side) for side in (left, right) if len(side) >= _TALL]
    if len(widths) < 2 or min(widths) < _EVEN * max(widths) or min(map(_letters, (left, right))) < _LEAST_LETTERS:
        return False
    return _stand_apart(left, right) or _are_apart(_begins(left), _begins(right), _LEAST_BEGINS)


def _begins(side: Sequence[Segment]) -> list[float]:
    """The heights of the lines that stand farther below the line before than most do."""
    heights = _heights(side)
    steps = [b - a for a, b in pairwise(heights)]
    usual = median(steps) if steps else 0.0
    return [heights[at + 1] for at, step in enumerate(steps) if step > _PARTED * usual]


def _is_few_rows(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether both sides hold the same few lines at the same heights, or lines far apart: a table, not columns of text."""
    tops = [sorted({round(s.y0) for s in side if s.table is None}) for side in (left, right)]
    if len(tops[0]) == len(tops[1]) <= _FEW and all(abs(a - b) <= 2 for a, b in zip(*tops, strict=True)):
        return True
    pitches = [b - a for a, b in pairwise(tops[0]) if b - a > 2]
    return bool(pitches) and median(pitches) > _LOOSE * median(s.y1 - s.y0 for s in left)


def _is_column(segments: Sequence[Segment]) -> bool:
    lines = _lines(segments)
    if len(lines) < _LEAST_LINES:
        return False
    width = max(s.x1 for s in segments) - min(s.x0 for s in segments)
    # A table fills its column with every row.
    rows = [(len("".join(row.cells)), s.x1 - s.x0) for s in segments if s.table for row in s.table.rows]
    letters, wide = (median(sizes) for sizes in zip(*lines, *rows, strict=True))
    return letters >= _LEAST_LETTERS and wide > 0.5 * width


def _letters(segments: Sequence[Segment]) -> float:
    """What a line usually has."""
    return median(letters for letters, _ in _lines(segments)) if segments else 0.0


def _lines(segments: Sequence[Segment]) -> list[tuple[int, float]]:
    """Letters and width of the lines that segments on one height make up."""
    lines: list[list[Segment]] = []
    for one in sorted((s for s in segments if s.table is None), key=_middle):
        if lines and same_line(lines[-1][0], one):
            lines[-1].append(one)
        else:
            lines.append([one])
    return [
        (sum(len(w.text) for s in line for w in s.words), max(s.x1 for s in line) - min(s.x0 for s in line))
        for line in lines
    ]
