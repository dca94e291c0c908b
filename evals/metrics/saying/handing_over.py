"""How a turn that could not answer leaves a person: with what is missing, where to look next, and no claim out of the air."""

from evals.datasets.schema import Case
from evals.metrics.scores import Score
from evals.running.transcript import Transcript

LEAVES_OPEN = {"no_evidence", "partial", "failed"}


def hands_over(case: Case, turn: Transcript) -> Score | None:  # noqa: ARG001  (metrics are called alike)
    """Of an answer that leaves something open: it says so, names a gap or the nearest place, and cites whatever it claims."""
    answer = turn.answer
    if answer.status not in LEAVES_OPEN:
        return None
    lacking = [
        what
        for what, there in (
            ("does not say what is missing", bool(answer.text.strip())),
            ("names no gap and no nearest place", bool(answer.gaps or answer.citations)),
            (
                "claims without a source",
                all(claim.citations for claim in answer.claims if any(map(str.isdigit, claim.text))),
            ),
        )
        if not there
    ]
    return Score(1 - len(lacking) / 3, "; ".join(lacking))
