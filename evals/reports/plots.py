"""Plots as inline SVG: they need no script and no network, and take the page's colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import hypot, log10

LEFT, WIDE, ROW, RIGHT = 210, 420, 24, 150
NEAR = 14
"""A label nearer to its point, in pixels, needs no line to it."""
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Whisker:
    """One row: a value with its interval, and where given the value of an earlier run."""

    label: str
    value: float
    low: float
    high: float
    note: str = ""
    before: float | None = None
    tone: str = "mark"


def whiskers(title: str, rows: Sequence[Whisker], low: float = 0.0, high: float = 1.0) -> str:
    """Dots with their 95 % intervals on one scale, one row each."""
    height = ROW * len(rows) + 34

    def at(value: float) -> float:
        return LEFT + WIDE * (min(max(value, low), high) - low) / (high - low)

    ticks = [low + (high - low) * step / 4 for step in range(5)]
    parts = [
        f'<line class="grid" x1="{at(t):.1f}" x2="{at(t):.1f}" y1="6" y2="{height - 24}"/>'
        f'<text class="tick" x="{at(t):.1f}" y="{height - 8}">{t:g}</text>'
        for t in ticks
    ]
    for index, row in enumerate(rows):
        y = 18 + ROW * index
        parts.append(
            f'<text class="label" x="{LEFT - 12}" y="{y + 4}">{escape(row.label)}</text>'
            f'<line class="span {row.tone}" x1="{at(row.low):.1f}" x2="{at(row.high):.1f}" y1="{y}" y2="{y}"/>'
        )
        if row.before is not None:
            parts.append(
                f'<circle class="before" cx="{at(row.before):.1f}" cy="{y}" r="5"><title>before</title></circle>'
            )
        parts.append(
            f'<circle class="{row.tone}" cx="{at(row.value):.1f}" cy="{y}" r="5">'
            f"<title>{escape(row.label)}: {row.value:.3f} ({row.low:.3f} to {row.high:.3f})</title></circle>"
            f'<text class="value" x="{LEFT + WIDE + 14}" y="{y + 4}">{escape(row.note)}</text>'
        )
    return _svg(title, LEFT + WIDE + RIGHT, height, parts)


@dataclass(frozen=True)
class Point:
    """One group of cases: its median latency in milliseconds and the share that passed."""

    label: str
    ms: float
    share: float


def scatter(title: str, points: Sequence[Point]) -> str:
    """Quality over latency, which is on a logarithmic scale; a label that had to move is tied to its point."""
    width, height, left, right, bottom = 780, 360, 56, 110, 46
    ticks = _decades([point.ms for point in points])
    low, high = log10(ticks[0]), log10(ticks[-1])

    def x(ms: float) -> float:
        return left + (width - left - right) * (log10(max(ms, ticks[0])) - low) / (high - low)

    def y(share: float) -> float:
        return 16 + (height - 16 - bottom) * (1 - share)

    parts = [
        f'<line class="grid" x1="{left}" x2="{width - right}" y1="{y(t):.1f}" y2="{y(t):.1f}"/>'
        f'<text class="label" x="{left - 8}" y="{y(t) + 4:.1f}">{t:g}</text>'
        for t in (0, 0.25, 0.5, 0.75, 1)
    ]
    parts += [f'<text class="tick" x="{x(t):.1f}" y="{height - 26}">{t:g}</text>' for t in ticks]
    parts.append(
        f'<text class="tick" x="{left + (width - left - right) / 2}" y="{height - 6}">median latency, ms</text>'
    )
    taken: list[Rectangle] = [(x(p.ms) - 6, y(p.share) - 6, x(p.ms) + 6, y(p.share) + 6) for p in points]
    for point in sorted(points, key=lambda p: (-p.share, p.ms)):
        at = (x(point.ms), y(point.share))
        label = _free_place(*at, 6.6 * len(point.label), taken, (left, 0, width, height - bottom))
        taken.append(label)
        edge = (min(max(at[0], label[0]), label[2]), min(max(at[1], label[1]), label[3]))
        if hypot(edge[0] - at[0], edge[1] - at[1]) > NEAR:
            parts.append(
                f'<line class="leader" x1="{at[0]:.1f}" y1="{at[1]:.1f}" x2="{edge[0]:.1f}" y2="{edge[1]:.1f}"/>'
            )
        parts.append(
            f'<circle class="mark" cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="5">'
            f"<title>{escape(point.label)}: {point.share:.2f} passed, {point.ms:.0f} ms</title></circle>"
            f'<text class="name" x="{label[0]:.1f}" y="{label[3] - 3:.1f}">{escape(point.label)}</text>'
        )
    return _svg(title, width, height, parts)


def _decades(values: Sequence[float]) -> list[float]:
    """Round marks (1, 2, 5, 10, ...) from below the least value to above the greatest."""
    marks = [step * 10.0**power for power in range(7) for step in (1, 2, 5)]
    first = max((n for n, mark in enumerate(marks) if mark <= min(values, default=1)), default=0)
    last = next((n for n, mark in enumerate(marks) if mark >= max(values, default=1)), len(marks) - 1)
    return marks[first : max(last, first + 1) + 1]


def _free_place(x: float, y: float, wide: float, taken: Sequence[Rectangle], inside: Rectangle) -> Rectangle:
    """Beside the point, or as near to it as touches nothing."""
    sideways = (x + 9, x - 9 - wide, x - wide / 2)
    places = [(left, y - 6 + down, left + wide, y + 6 + down) for down in range(-160, 320, 4) for left in sideways]
    places.sort(key=lambda p: (abs(p[1] + 6 - y), sideways.index(p[0])))
    free = (p for p in places if _within(p, inside) and not any(_touch(p, other) for other in taken))
    return next(free, places[0])


def _within(place: Rectangle, inside: Rectangle) -> bool:
    return inside[0] <= place[0] and inside[1] <= place[1] and place[2] <= inside[2] and place[3] <= inside[3]


def _touch(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _svg(title: str, width: int, height: int, parts: Sequence[str]) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg role="img" aria-label="{escape(title)}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">{"".join(parts)}</svg></figure>'
    )
