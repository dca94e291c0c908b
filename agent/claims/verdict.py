"""The verdict on a sentence, and what the verdicts on all of its sentences say of a reply."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from agent.claims.reading.ordering import step_number

Verdict = Literal["stated", "derived", "unsure", "quoted", "frame", "withheld"]

SPEAKS: Mapping[Verdict, float] = {"stated": 2.2, "derived": 2.2, "frame": 0.0, "unsure": 0.9, "quoted": -1.4, "withheld": 0.0}  # fmt: skip
"""How much a sentence speaks for its reply: log odds of its verdict between 487 true and 399 false sentences over thirty sources (`python -m bench gate`)."""
BEFORE = 1.0
"""What speaks for a reply before it is read: models are oftener right than not, and what stands in the place of a sentence is the source's own line."""


@dataclass(frozen=True)
class Judgement:
    """What reaches a reader of a sentence.

    `text` is what is shown, without markers: the sentence, or for `quoted` the source's own line. `cites` are evidence numbers; `source` are
    the source's lines that a `quoted` one shows, or that stand under an `unsure` or `derived` one; `places` are (evidence, row); `more` are further `quoted` lines in the place of the same sentence.
    """

    verdict: Verdict
    text: str
    cites: tuple[int, ...] = ()
    source: str = ""
    reason: str = ""
    places: tuple[tuple[int, int], ...] = ()
    more: tuple["Judgement", ...] = ()

    @property
    def lines(self) -> tuple["Judgement", ...]:
        """What is shown, each line with its own source."""
        return self, *self.more

    def numbered(self, number: int | None) -> "Judgement":
        """The same as the step of this number, where it is one and its line has no number of its own."""
        bare = number is None or step_number(self.text) is not None
        return self if bare else replace(self, text=f"{number}. {self.text}")


def is_believed(judged: Sequence[Judgement]) -> bool:
    """Whether what was judged of a reply's sentences speaks for it: one that was held back does not outweigh those that stood."""
    return BEFORE + sum(SPEAKS[one.verdict] for one in judged) > 0
