"""Run cases through the same assistant that the server runs, side by side, and score them."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from agent.assistant import Assistant
from domain.answers import Answer
from evals.datasets.schema import Case
from evals.metrics import METRICS, score
from evals.metrics.scores import Score
from evals.running import fingerprint
from evals.running.cache import Cache
from evals.running.playing import play
from evals.running.retrieving import Shelf
from evals.running.transcript import Transcript
from tools.toolbox import TOOLS


class Outcome(BaseModel):
    """What one case gave.

    `error`: the turn broke; such a case is neither right nor wrong. `skipped`: why it was not run. `unscored`: metrics that apply
    but could give no value, each with the reason.
    """

    case: Case
    suite: str
    transcript: Transcript | None = None
    scores: dict[str, Score] = {}
    unscored: dict[str, str] = {}
    error: str = ""
    skipped: str = ""
    cached: bool = False

    @property
    def answer(self) -> Answer | None:
        """The scored answer."""
        return self.transcript.answer if self.transcript else None

    @property
    def failed(self) -> list[str]:
        """Names of the metrics that this case failed."""
        return [name for name, given in self.scores.items() if name in METRICS and METRICS[name].failed(given.value)]


Progress = Callable[[int, int], None]


@dataclass
class Runner:
    """Plays cases over one assistant. `cache` None plays every case anew; `known` is a fingerprint taken before."""

    assistant: Assistant
    library: str = "main"
    concurrency: int = 2
    cache: Cache | None = None
    progress: Progress = lambda _done, _all: None
    known: str = ""
    repeat: int = 0
    _shelf: Shelf = field(init=False)
    _base: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self._shelf = Shelf(self.assistant.stores)

    async def run(self, cases: Sequence[tuple[str, Case]]) -> list[Outcome]:
        """Every case, in the order given; each is kept in the cache as soon as it is done."""
        if self.cache is not None:
            self._base = self.known or await asyncio.to_thread(self.fingerprint, [case for _, case in cases])
        limit = asyncio.Semaphore(self.concurrency)
        done = 0

        async def one(suite: str, case: Case) -> Outcome:
            nonlocal done
            async with limit:
                outcome = await self._one(suite, case)
            done += 1
            self.progress(done, len(cases))
            return outcome

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(suite, case)) for suite, case in cases]
        return [task.result() for task in tasks]

    def fingerprint(self, cases: Sequence[Case]) -> str:
        """Of everything but the case: index, records, prompts and code, model."""
        stores = self.assistant.stores
        libraries = {case.library or self.library for case in cases}
        return fingerprint.digest(
            fingerprint.index_digest(stores, libraries),
            fingerprint.records_digest(stores),
            fingerprint.code_digest(),
            fingerprint.model_digest(self.assistant),
        )

    async def _one(self, suite: str, case: Case) -> Outcome:
        missing = [tool for tool in case.needs if tool not in TOOLS]
        if missing:
            return Outcome(case=case, suite=suite, skipped=f"there is no tool {missing[0]} here")
        library = case.library or self.library
        parts = [self._base, library, case.model_dump(mode="json", exclude={"holdout", "metrics"})]
        key = fingerprint.digest(*parts, *([self.repeat] if self.repeat else []))
        kept = self.cache.get(key) if self.cache else None
        try:
            transcript = kept or await play(self.assistant, case, library, self._shelf)
        except Exception as error:  # noqa: BLE001  (one broken case must not end the others)
            return Outcome(case=case, suite=suite, error=f"{type(error).__name__}: {error}")
        if self.cache and not kept:
            self.cache.put(key, transcript)
        scores, unscored = score(case, transcript)
        return Outcome(
            case=case, suite=suite, transcript=transcript, scores=scores, unscored=unscored, cached=kept is not None
        )
