"""How deep a heading stands: as the format says, else by its number, else by its type."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.pages import Printed
from ingestion.structure.headings import Heading
from ingestion.structure.numbering import depth_of, is_below

_LIGHTER = 18.0


@dataclass
class _Open:
    level: int
    weight: float
    name: str
    number: str
    given: bool


class Levels:
    """Follows the headings of a document, one after the other."""

    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._heaviest: dict[int, float] = {}
        self._titled: bool | None = None

    def open(self, heading: Heading, name: str, lines: Sequence[Printed]) -> tuple[int, tuple[str, ...]]:
        """The level of the next heading, 1 at the top, and the names of the headings above and its own."""
        weight = _weight(lines)
        level = heading.level if heading.given else self._found(heading, weight)
        while self._stack and self._stack[-1].level >= level:
            self._stack.pop()
        self._stack.append(_Open(level, weight, name, heading.number, heading.given))
        return level, tuple(opened.name for opened in self._stack)

    def _found(self, heading: Heading, weight: float) -> int:
        """A level for a heading that type or numbering shows; it never ends a section that the format itself names."""
        least = next((opened.level + 1 for opened in reversed(self._stack) if opened.given), 1)
        depth = depth_of(heading.number)
        if depth and weight > self._heaviest.get(depth, 0.0) - _LIGHTER:
            self._heaviest[depth] = max(weight, self._heaviest.get(depth, 0.0))
            above = next((o for o in reversed(self._stack) if is_below(heading.number, o.number)), None)
            return max(above.level + 1 if above else depth + self._title(weight), least)
        return max(self._by_weight(weight), least)

    def _title(self, weight: float) -> int:
        """1 where the numbered sections stand under a title in heavier type, told at the first of them."""
        if self._titled is None:
            self._titled = len(self._stack) == 1 and not self._stack[0].number and self._stack[0].weight > weight + 0.5
        return int(self._titled)

    def _by_weight(self, weight: float) -> int:
        above = [opened for opened in self._stack if opened.weight > weight + 0.5]
        return above[-1].level + 1 if above else 1


def _weight(lines: Sequence[Printed]) -> float:
    if not lines:
        return 0.0
    text = "".join(line.text for line in lines)
    return 10 * lines[0].size + 5 * lines[0].bold + 3 * text.isupper()
