"""What a reader gets for what they read."""

from evals.datasets.schema import Case
from evals.datasets.words import holds
from evals.metrics.saying.status import ANSWERS
from evals.metrics.scores import Score
from evals.running.transcript import Transcript


def facts_per_100_words(case: Case, turn: Transcript) -> Score | None:
    """Required facts that the answer has, for every hundred words of it and its warnings; 0 for an abstention."""
    if not case.must_contain:
        return None
    if turn.answer.status not in ANSWERS:
        return Score(0.0, "abstained")
    held = sum(any(holds(turn.said, word) for word in group) for group in case.must_contain)
    return Score(100 * held / max(len(turn.said.split()), 1))
