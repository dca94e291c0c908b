"""Sampled turns as cases, scored like any other and kept as a run of their own."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from agent.monitoring.monitor import in_sample
from agent.monitoring.scoring import at_once, of_answer
from domain.answers import Answer
from evals.candidates.collecting import scrubber_of
from evals.candidates.scrubbing import Scrubber
from evals.datasets.schema import Case
from evals.metrics import score
from evals.metrics.scores import Score
from evals.reports.keeping import kept_run
from evals.reports.summary import summarise
from evals.running.quotes import check_quotes
from evals.running.runner import Outcome
from evals.running.sources import sources_of
from evals.running.transcript import Transcript
from stores.conversations.turns import PastTurn
from stores.open_stores import Stores

SUITE = "online"
METRICS = (
    "supported facts",
    "ContradictsSource",
    "claims judged",
    "citation precision",
    "quotes in place",
    "warnings first",
    "CitesNothing",
    "words",
)
"""Those that need no right answer."""
MOST_RUNS = 200


def sample(stores: Stores, share: float, most: int) -> list[PastTurn]:
    """The newest sampled turns that no kept run has scored, oldest first.

    Args:
        stores: where the turns are.
        share: of all finished turns, from 0 to 1; the same turn always is in the sample, or never.
        most: so many at most.
    """
    runs = stores.evaluations.runs(kind="online", limit=MOST_RUNS)
    known = {line.id for run in runs for line in stores.evaluations.lines(run.id)}
    fresh = [
        past
        for past in stores.turns.finished()
        if past.turn.answer and in_sample(past.turn.id, share) and name_of(past) not in known
    ]
    return fresh[:most][::-1]


def score_turns(
    stores: Stores, turns: Sequence[PastTurn], progress: Callable[[int, int], None] = lambda _d, _a: None
) -> str:
    """Score them and keep the run; the questions are kept without personal data. Returns the run's id, "" for no turns."""
    if not turns:
        return ""
    scrubber = scrubber_of(stores)
    outcomes: list[Outcome] = []
    for done, past in enumerate(turns, 1):
        outcomes.append(_outcome(past, stores, scrubber))
        progress(done, len(turns))
    report = summarise(outcomes)
    models = {o.answer.model for o in outcomes if o.answer}
    report["settings"] = {"suites": SUITE, "library": "", "model": ", ".join(sorted(filter(None, models)))}
    report["tuned"] = {"on": "no", "beside": []}
    run, cases = kept_run(report, outcomes, kind="online")
    stores.evaluations.keep(run.model_copy(update={"finished": datetime.now(UTC)}), cases)
    return run.id


def name_of(past: PastTurn) -> str:
    """The run's own id would lead back to the person who asked."""
    return f"turn-{hashlib.sha256(past.turn.id.encode()).hexdigest()[:12]}"


def _without_person(answer: Answer, name: str) -> Answer:
    """The answer without what leads back to who asked: ids, and what was looked up in their words."""
    calls = tuple(call.model_copy(update={"args": {}}) for call in answer.tool_calls)
    return answer.model_copy(update={"id": name, "thread_id": "", "tool_calls": calls, "approvals": ()})


def _outcome(past: PastTurn, stores: Stores, scrubber: Scrubber) -> Outcome:
    assert past.turn.answer, "only finished turns are sampled"
    answer = _without_person(past.turn.answer, name_of(past))
    case = Case(
        id=name_of(past),
        question=scrubber.scrub(past.turn.question) or "-",
        kind=SUITE,
        lang=answer.language,
        asset=past.asset,
        library=past.library,
        metrics=list(METRICS),
    )
    turn = Transcript(answers=(answer,), quotes=check_quotes(answer, stores), sources=sources_of(answer, stores))
    scores, unscored = score(case, turn)
    signals = {signal.name: Score(value) for signal, value in (at_once(answer) | of_answer(answer)).items()}
    return Outcome(case=case, suite=SUITE, transcript=turn, scores={**scores, **signals}, unscored=unscored)
