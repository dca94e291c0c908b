"""Run cases through the same assistant that the server runs, and score them."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from pydantic import BaseModel

from agent.assistant import AskRequest, Assistant
from domain.answers import Answer
from domain.documents import SearchHit
from domain.errors import NacelleError
from evals.cases import Case
from evals.metrics import METRICS

SEARCH_DEPTH = 20


class Outcome(BaseModel):
    """What one case gave. `error` is set where the turn broke; such a case is neither right nor wrong."""

    case: Case
    suite: str
    answer: Answer | None = None
    pages: list[tuple[str, int | None]] = []
    scores: dict[str, tuple[float, str]] = {}
    error: str = ""

    @property
    def failed(self) -> list[str]:
        """Names of the metrics that this case failed."""
        return [n for n, (value, _) in self.scores.items() if (value > 0 if n == "false abstention" else value < 1)]


async def run_cases(
    assistant: Assistant,
    cases: Sequence[tuple[str, Case]],
    *,
    library: str,
    concurrency: int = 2,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Outcome]:
    """Every case in order, `concurrency` at a time."""
    limit = asyncio.Semaphore(concurrency)
    done = 0

    async def one(suite: str, case: Case) -> Outcome:
        nonlocal done
        async with limit:
            outcome = await _run_case(assistant, suite, case, library)
        done += 1
        progress(done, len(cases))
        return outcome

    return list(await asyncio.gather(*(one(suite, case) for suite, case in cases)))


async def _run_case(assistant: Assistant, suite: str, case: Case, library: str) -> Outcome:
    chosen = case.library or library
    try:
        answer = await assistant.ask(AskRequest(question=case.question, asset=case.asset, library=chosen))
        hits: Sequence[SearchHit] = ()
        if case.pages:
            search: Any = assistant.stores.passages.search
            hits = (await asyncio.to_thread(search, case.question, library=chosen, limit=SEARCH_DEPTH)).hits
    except (NacelleError, OSError, ValueError) as error:
        return Outcome(case=case, suite=suite, error=f"{type(error).__name__}: {error}")
    scores = {name: score for name, metric in METRICS.items() if (score := metric(case, answer, hits)) is not None}
    pages = [(hit.document.path, hit.passage.page) for hit in hits[:8]]
    return Outcome(case=case, suite=suite, answer=answer, pages=pages, scores=scores)
