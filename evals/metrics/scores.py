"""A score is a value and its reason; what could not be judged is unscored, which is neither 0 nor left out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from evals.datasets.schema import Case
from evals.running.transcript import Transcript


class Score(NamedTuple):
    """A value, mostly from 0 to 1, and why it is that."""

    value: float
    reason: str = ""


@dataclass(frozen=True)
class Unscored:
    """The metric applies, but no value can be given; `reason` says why."""

    reason: str


Verdict = Score | Unscored | None
"""None: the metric says nothing about this case."""

Measure = Callable[[Case, Transcript], Verdict]


@dataclass(frozen=True)
class Metric:
    """A named measure. A case whose value is worse than `passes_at` has failed; None: the value fails nobody."""

    name: str
    measure: Measure
    passes_at: float | None = 1.0
    lower_is_better: bool = False

    def failed(self, value: float) -> bool:
        """Whether a case with this value has failed."""
        if self.passes_at is None:
            return False
        return value > self.passes_at if self.lower_is_better else value < self.passes_at


def mistake(name: str, measure: Measure) -> Metric:
    """A dangerous mistake: 1 where it was made, so less is better and 0 is right."""
    return Metric(name, measure, passes_at=0.0, lower_is_better=True)
