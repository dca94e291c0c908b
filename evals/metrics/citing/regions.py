"""Whether the cited region is the one that answers: its boxes against boxes marked by hand."""

from collections.abc import Sequence

from domain.documents import Box
from evals.datasets.schema import Case
from evals.metrics.scores import Score
from evals.running.transcript import Transcript

SAME = 0.5
"""Intersection over union from which two boxes are one region (Everingham et al., 2010)."""


def found_region(case: Case, turn: Transcript) -> Score | None:
    """The share of the marked regions that are cited, whatever else is."""
    found, gold, _, _ = _matched(case, turn)
    return Score(found / gold) if gold else None


def region_f1(case: Case, turn: Transcript) -> Score | None:
    """F1 of the regions that are cited against those of the case; a citation's lines on a page are one region."""
    found, gold, right, cited = _matched(case, turn)
    if not gold:
        return None
    if not found or not right:
        return Score(0.0, "no cited region is one of those marked")
    precision, recall = right / cited, found / gold
    return Score(2 * precision * recall / (precision + recall))


def _matched(case: Case, turn: Transcript) -> tuple[int, int, int, int]:
    """(marked regions that are cited, marked, cited regions that are marked, cited)."""
    cited = [(c.page, around(c.boxes)) for c in turn.answer.citations if c.boxes and (c.path or "").endswith(case.file)]
    gold = [(region.page, region.box) for region in case.regions]
    found = sum(any(page == at and overlap(box, own) >= SAME for at, own in cited) for page, box in gold)
    right = sum(any(page == at and overlap(box, own) >= SAME for page, box in gold) for at, own in cited)
    return found, len(gold), right, len(cited)


def around(boxes: Sequence[Box]) -> Box:
    """The least box that holds all of them."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def overlap(one: Box, other: Box) -> float:
    """Intersection over union of two boxes, 0 to 1."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(wide, 0.0) * max(high, 0.0)
    whole = sum((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other)) - shared
    return shared / whole if whole > 0 else 0.0
