"""What an answer costs to read and to make."""

from evals.datasets.schema import Case
from evals.metrics.saying.status import ANSWERS
from evals.metrics.scores import Score
from evals.running.transcript import Transcript


def words(case: Case, turn: Transcript) -> Score | None:  # noqa: ARG001
    """Words of an answer, without its warnings."""
    return Score(len(turn.answer.text.split())) if turn.answer.status in ANSWERS else None


def tokens(case: Case, turn: Transcript) -> Score | None:  # noqa: ARG001
    """Tokens in and out, where a model counts them."""
    usage = turn.answer.usage
    return Score(usage.input_tokens + usage.output_tokens) if usage.input_tokens else None


def dollars(case: Case, turn: Transcript) -> Score | None:  # noqa: ARG001
    """What the model charged, in US dollars."""
    return Score(turn.answer.usage.cost_usd) if turn.answer.usage.input_tokens else None
