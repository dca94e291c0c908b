"""The order of steps: what an answer numbers must follow the order of the manual, a section each."""

import re
from dataclasses import dataclass, field

from domain.answers import Evidence

NUMBERED = re.compile(r"^\s*(?:\*\*)?\(?(\d{1,3})[.)]\s")


def step_number(sentence: str) -> int | None:
    """The printed number of a step; None for anything else."""
    label = NUMBERED.match(sentence)
    return int(label.group(1)) if label else None


@dataclass
class Course:
    """Where the numbered steps of an answer have come to."""

    _reached: dict[str, tuple[int, float, int, int]] = field(default_factory=dict[str, tuple[int, float, int, int]])
    _label: int = 0

    def follows(self, sentence: str, source: Evidence, row: int) -> bool:
        """Whether a released step may come here; a list that starts again at one may look back."""
        number = step_number(sentence)
        if number is None or source.kind not in {"manual", "alarm"}:
            return True
        section = source.section_id or source.id
        if number <= self._label:
            self._reached.clear()
        place = (*_top(source), row)
        if section in self._reached and place < self._reached[section]:
            return False
        self._label, self._reached[section] = number, place
        return True


def _top(source: Evidence) -> tuple[int, float, int]:
    """Page and height at which a source begins, then its place in the document: the page that it is shown at may be a later one."""
    first = source.regions[0] if source.regions else None
    height = first.box[1] if first and first.box else 0.0
    return (first.page if first else source.page) or 0, height, source.order
