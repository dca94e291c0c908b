"""A fault of what leaves the assistant needs no turn of its own: the answer of the turn without a fault is told wrongly."""

import asyncio
from collections.abc import Callable

from domain.answers import Answer
from evals.metrics import score
from evals.running.quotes import check_quotes
from evals.running.runner import Outcome
from evals.running.sources import sources_of
from stores.open_stores import Stores

Told = Callable[[Answer], Answer]


async def retold(told: Told, outcome: Outcome, stores: Stores) -> Outcome | None:
    """The outcome with its answers told wrongly; None where the case has to be played: it changes records, or broke."""
    turn = outcome.transcript
    if turn is None or outcome.case.acts:
        return None
    answers = tuple(told(answer) for answer in turn.answers)
    last = answers[-1]
    wrong = turn.model_copy(
        update={
            "answers": answers,
            "quotes": await asyncio.to_thread(check_quotes, last, stores),
            "sources": await asyncio.to_thread(sources_of, last, stores),
        }
    )
    scores, unscored = score(outcome.case, wrong)
    return outcome.model_copy(update={"transcript": wrong, "scores": scores, "unscored": unscored})
