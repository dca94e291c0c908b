"""Numbered steps and their sub-steps, told apart by their marks and how far they are indented."""

from typing import NamedTuple

from ingestion.marks import step_label
from ingestion.pages import Printed

_INDENT = 5.0


class _Level(NamedTuple):
    """A depth of the numbering: the mark reached, where it stands, and where the marks before it stood."""

    left: float
    mark: str
    top: float = 0.0
    page: int | None = None
    lefts: frozenset[float] = frozenset()


class StepCounter:
    """Follows the numbering of one section: "1", "2", "2.a", "2.b", "3"."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []

    @property
    def current(self) -> str:
        """The step that is open ("3.a"), "" before the first."""
        return ".".join(level.mark for level in self._levels)

    def take(self, line: Printed) -> str:
        """The step that a line begins, "" where it begins none."""
        label = step_label(line.text)
        if label is None or line.bullet:
            return ""
        kind, mark = label
        if kind == "dotted":
            return mark
        left, top = (line.box[0], line.box[1]) if line.box else (0.0, 0.0)
        for depth in range(len(self._levels), -1, -1):
            if self._fits(depth, line, left, mark):
                before = self._levels[depth : depth + 1]
                lefts = frozenset({left}).union(*(level.lefts for level in before if mark != "1"))
                self._levels = [*self._levels[:depth], _Level(left, mark, top, line.page, lefts)]
                return self.current
        return ""

    def holds(self, line: Printed) -> bool:
        """Whether a line is indented under the step that is open, and so belongs to it."""
        return bool(self._levels) and line.box is not None and line.box[0] > self._levels[-1].left + _INDENT

    def _fits(self, depth: int, line: Printed, left: float, mark: str) -> bool:
        """Whether `mark` goes on with (or begins) the numbering at this depth."""
        boxed = line.box is not None
        if depth == len(self._levels):
            return self._begins(left, mark, boxed=boxed)
        level = self._levels[depth]
        # Steps go on in the next column, on the next page, or side by side.
        moved = line.box is not None and (line.page != level.page or line.box[1] < level.top + _INDENT)
        beside = not boxed or any(abs(one - left) <= 2 * _INDENT for one in level.lefts)
        follows = _next(level.mark) == mark
        return (follows and (beside or moved)) or (beside and depth == 0 and mark == "1")

    def _begins(self, left: float, mark: str, *, boxed: bool) -> bool:
        if not self._levels:
            return mark == "a" or mark.isdigit()
        above = self._levels[-1]
        indented = boxed and left > above.left + _INDENT
        if mark == "1":
            return indented
        return mark == "a" and above.mark.isdigit() and (indented or not boxed or abs(left - above.left) <= _INDENT)


def comes_next(step: str, following: str) -> bool:
    """Whether a step goes on with the numbering of another: "3" with "4" and "3.a", "3.b" with "3.c" and "4"."""
    marks = step.split(".")
    onward = {".".join([*marks[:depth], _next(mark)]) for depth, mark in enumerate(marks)}
    return following in onward or following in {f"{step}.a", f"{step}.1"}


def _next(mark: str) -> str:
    return str(int(mark) + 1) if mark.isdigit() else chr(ord(mark) + 1)
