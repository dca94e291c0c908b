"""Steps: all there, and in the order of the manual."""

from evals.datasets.schema import Case
from evals.datasets.words import holds, place_of
from evals.metrics.scores import Score
from evals.running.transcript import Transcript


def steps_kept(case: Case, turn: Transcript) -> Score | None:
    """The share of the steps that the answer has."""
    if not case.steps:
        return None
    missing = [group for group in case.steps if not any(holds(turn.answer.text, word) for word in group)]
    return Score(1 - len(missing) / len(case.steps), f"missing {missing[0]}" if missing else "")


def steps_in_order(case: Case, turn: Transcript) -> Score | None:
    """Of the steps that are there, each stands behind the one before it."""
    present = [group for group in case.steps if any(holds(turn.answer.text, word) for word in group)]
    if len(present) < 2:
        return None
    position = 0
    for group in present:
        ends = [end for word in group if (end := place_of(turn.answer.text, word, position)) is not None]
        if not ends:
            return Score(0.0, f"{group} stands too early")
        position = min(ends)
    return Score(1.0)
