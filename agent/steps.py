"""The order of steps: what is told one after the other must stand in that order in the manual."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from agent.statement import Statement, stems
from domain.answers import Evidence

MIN_SHARE = 0.6
_THEN = re.compile(
    r"\s*[,;]?\s*\b(?:and then|then|afterwards|after that|thereafter|und dann|dann|danach|derefter|og så|luego|después|depois|em seguida|puis|ensuite)\b\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*(?:\*\*)?\(?(\d{1,2})[.)]\s")


def out_of_order(text: str, held: Sequence[Statement]) -> bool:
    """Whether "this, then that" runs against the order of the statements it quotes."""
    clauses = [clause for clause in _THEN.split(text) if stems(clause)]
    rows = [row for clause in clauses if (row := _row(clause, held)) is not None]
    return len(rows) > 1 and any(later < earlier for earlier, later in pairwise(rows))


def _row(clause: str, held: Sequence[Statement]) -> int | None:
    wanted = stems(clause)
    best = max(held, key=lambda one: len(wanted & one.stems) / (len(wanted) + 0.01 * len(one.stems)), default=None)
    return best.row if best and len(wanted & best.stems) >= MIN_SHARE * len(wanted) else None


def step_number(sentence: str) -> int | None:
    """The printed number of a step; None for anything else."""
    label = _NUMBERED.match(sentence)
    return int(label.group(1)) if label else None


@dataclass
class Course:
    """Where the numbered steps of an answer have come to, a section each."""

    _reached: dict[str, tuple[int, float, int, int]] = field(default_factory=dict[str, tuple[int, float, int, int]])
    _label: int = 0
    _section: str = ""

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
