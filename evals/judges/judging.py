"""A judge is measured against the deterministic verdicts before anybody sees its numbers."""

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
RIGHT = 0.5
LEAST_CASES = 10
LEAST_KAPPA = 0.4
"""Below it, agreement is "fair" at best (Landis and Koch, 1977)."""


@dataclass(frozen=True)
class Agreement:
    """How often the judge said the same as the deterministic metric, and by how much more than chance would."""

    n: int = 0
    share: float | None = None
    kappa: float | None = None

    @property
    def trusted(self) -> bool:
        """Whether the judge's numbers may be shown. Kappa is not defined where all verdicts are alike; then the share counts."""
        if self.n < LEAST_CASES or self.share is None:
            return False
        return self.kappa >= LEAST_KAPPA if self.kappa is not None else self.share == 1

    def sentence(self, judge: str) -> str:
        """For people: what was found, and what follows."""
        if self.n < LEAST_CASES or self.share is None:
            return f"{judge} gave {self.n} verdicts that can be compared; {LEAST_CASES} are needed before its numbers are shown."
        found = f"{judge} agrees with the deterministic verdicts in {self.share:.0%} of {self.n}"
        found += f", Cohen's kappa {self.kappa:.2f}" if self.kappa is not None else ", all of them alike"
        return (
            f"{found}." if self.trusted else f"{found}: too little to show its numbers (kappa {LEAST_KAPPA} is asked)."
        )


def agreement(cases: Sequence[tuple[Scores, Scores]]) -> Agreement:
    """Over pairs of (deterministic, judged) scores of one case each."""
    pairs = [
        (fixed[own].value >= 1, judged[name].value >= RIGHT)
        for fixed, judged in cases
        for name, own in COUNTERPARTS.items()
        if own in fixed and name in judged
    ]
    if not pairs:
        return Agreement()
    ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    share = sum(a == b for a, b in pairs) / len(pairs)
    measured = kappa(ours, theirs)
    return Agreement(len(pairs), round(share, 4), None if measured is None else round(measured, 4))
