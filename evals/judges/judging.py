"""A judge is measured against people's labels before anybody sees its numbers, and against itself over its runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.evaluations.statistics import kappa
from evals.metrics.scores import Score

Scores = Mapping[str, Score]
COUNTERPARTS = {
    "RAGAS faithfulness": "supported facts",
    "RAGAS factual correctness": "required words",
    "RAGAS agent goal accuracy": "required words",
}
"""What each judged metric should agree with: both look at the same thing in another way."""
ANSWER_IS_RIGHT = ("RAGAS factual correctness", "RAGAS agent goal accuracy")
"""Judged metrics that say what a person's label says: a faithful answer may be wrong."""
RIGHT = 0.5
LEAST_CASES = 10
LEAST_KAPPA = 0.4
"""Below it, agreement is "fair" at best (Landis and Koch, 1977)."""


@dataclass(frozen=True)
class Agreement:
    """How often the judge said the same as somebody else, and by how much more than chance would."""

    n: int = 0
    share: float | None = None
    kappa: float | None = None

    @property
    def enough(self) -> bool:
        """Whether the judge may be believed by it; where all verdicts are alike, kappa is not defined and nothing is shown."""
        return self.n >= LEAST_CASES and self.kappa is not None and self.kappa >= LEAST_KAPPA

    def sentence(self, whom: str) -> str:
        """For people: what was found."""
        if self.share is None:
            return f"nothing to compare with {whom}"
        found = f"agrees with {whom} in {self.share:.0%} of {self.n}"
        return found + (f", Cohen's kappa {self.kappa:.2f}" if self.kappa is not None else ", all of them alike")


def of_pairs(pairs: Sequence[tuple[bool, bool]]) -> Agreement:
    """Of (right by the others, right by the judge)."""
    if not pairs:
        return Agreement()
    ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    share = sum(a == b for a, b in pairs) / len(pairs)
    measured = kappa(ours, theirs)
    return Agreement(len(pairs), round(share, 4), None if measured is None else round(measured, 4))


def with_deterministic(cases: Sequence[tuple[Scores, Scores]]) -> Agreement:
    """Over pairs of (deterministic, judged) scores of one case each."""
    return of_pairs(
        [
            (fixed[own].value >= 1, judged[name].value >= RIGHT)
            for fixed, judged in cases
            for name, own in COUNTERPARTS.items()
            if own in fixed and name in judged
        ]
    )


def with_people(cases: Sequence[tuple[bool | None, Scores]]) -> Agreement:
    """Over pairs of (a person's label, judged scores) of one case each; None: nobody labelled it."""
    return of_pairs(
        [
            (label, judged[name].value >= RIGHT)
            for label, judged in cases
            if label is not None
            for name in ANSWER_IS_RIGHT
            if name in judged
        ]
    )


def verdict(judge: str, people: Agreement, fixed: Agreement) -> str:
    """For people: whether the judge may be believed, and why."""
    told = f"{judge}: {people.sentence('people')}; {fixed.sentence('the deterministic verdicts')}"
    if people.enough:
        return f"{told}."
    asked = f"{LEAST_CASES} labelled verdicts, some right and some wrong, and a kappa of {LEAST_KAPPA} are asked"
    return f"{told}: its numbers are not shown ({asked}; label cases of a kept run)."
