"""The verdict on a sentence."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["stated", "derived", "unsure", "quoted", "frame", "withheld"]


@dataclass(frozen=True)
class Judgement:
    """What reaches a reader of a sentence.

    `text` is what is shown, without markers: the sentence, or for `quoted` the source's own line. `cites` are evidence numbers; `source` is
    the source's line under an `unsure` or `derived` one; `places` are (evidence, row).
    """

    verdict: Verdict
    text: str
    cites: tuple[int, ...] = ()
    source: str = ""
    reason: str = ""
    places: tuple[tuple[int, int], ...] = ()
