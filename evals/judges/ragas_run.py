"""RAGAS beside our own metrics: what ran, what did not and why, and whether the judge may be believed."""

import asyncio
import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from domain.evaluations.nouns import CaseLabel
from domain.evaluations.statistics import interval
from evals.judges.judging import RIGHT, verdict, with_deterministic, with_people
from evals.judges.names import RAGAS, WITH_JUDGE
from evals.judges.ragas_metrics import Given, Ragas
from evals.metrics.scores import Score, Unscored
from evals.running.runner import Outcome
from evals.settings import EvalSettings
from stores.evaluations.store import digest_of
from stores.protocols import Embedder

NOT_ASKED = "not asked for (--ragas)"
NOT_INSTALLED = "RAGAS is not installed here; `make evals-ragas` makes .venv-evals with it"
NOT_BELIEVED = "not shown: too few labels of people say that the judge is right; label cases of a kept run"
NO_JUDGE = "no judge (NACELLE_JUDGE=openai:<model>)"


def not_run(reason: str) -> dict[str, Any]:
    """Every RAGAS metric listed as not run."""
    return {"metrics": {}, "not_run": dict.fromkeys(RAGAS, reason), "unscored": [], "judge": None}


async def run_ragas(
    outcomes: Sequence[Outcome], settings: EvalSettings, embedder: Embedder | None, labels: Sequence[CaseLabel] = ()
) -> dict[str, Any]:
    """What `report.json` holds under `ragas`; the values are put into the outcomes' scores, a judge's only if it is believed.

    Args:
        outcomes: as played; their scores grow.
        settings: the judge, and how often it is asked about each case.
        embedder: for answer relevancy.
        labels: what people said of answers; those of the same case and text count.

    Raises:
        SettingsError: the judge is set wrongly.
    """
    name = settings.judge_model
    try:
        ragas = await asyncio.to_thread(Ragas, settings, embedder)
    except ImportError as error:
        return not_run(f"{NOT_INSTALLED} ({error})")
    played = [o for o in outcomes if o.transcript and not o.case.holdout]
    fixed = await asyncio.gather(*(ragas.fixed(outcome) for outcome in played))
    runs = [await asyncio.gather(*(ragas.judged(o) for o in played)) for _ in range(settings.judge_runs if name else 0)]
    judged = (
        [_over_runs(given) for given in zip(*runs, strict=True)]
        if runs
        else [dict[str, Score | Unscored]()] * len(played)
    )
    result: dict[str, Any] = {"metrics": {}, "not_run": {}, "unscored": _unscored(played, fixed, judged), "judge": None}
    believed = False
    if name:
        result["judge"] = _measured(name, played, judged, runs, labels)
        believed = result["judge"]["trusted"]
    for outcome, own, theirs in zip(played, fixed, judged, strict=True):
        outcome.scores |= _scores(own) | (_scores(theirs) if believed else {})
    result["metrics"] = _means(played)
    refused = NO_JUDGE if not name else NOT_BELIEVED
    result["not_run"] = {} if believed else dict.fromkeys(WITH_JUDGE, refused)
    for metric in RAGAS:
        if metric not in result["metrics"]:
            result["not_run"].setdefault(metric, "no case gave it anything to score")
    return result


def by_reason(reasons: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Names under the reason that they share."""
    found: dict[str, list[str]] = {}
    for name, reason in reasons:
        found.setdefault(reason, []).append(name)
    return found


def _over_runs(given: Sequence[Given]) -> dict[str, Score | Unscored]:
    """Each metric's mean over the runs that gave one; unscored where none did."""
    found: dict[str, Score | Unscored] = {}
    for name in dict.fromkeys(name for run in given for name in run):
        values = [score.value for run in given if isinstance(score := run.get(name), Score)]
        found[name] = (
            Score(round(statistics.fmean(values), 6)) if values else next(run[name] for run in given if name in run)
        )
    return found


def _measured(
    name: str,
    played: Sequence[Outcome],
    judged: Sequence[Given],
    runs: Sequence[Sequence[Given]],
    labels: Sequence[CaseLabel],
) -> dict[str, Any]:
    said = _labels(labels)
    people = with_people([(_label_of(o, said), _scores(given)) for o, given in zip(played, judged, strict=True)])
    own = with_deterministic([(o.scores, _scores(given)) for o, given in zip(played, judged, strict=True)])
    return {
        "model": name,
        "n": people.n,
        "agreement": people.share,
        "kappa": people.kappa,
        "trusted": people.enough,
        "deterministic": {"n": own.n, "agreement": own.share, "kappa": own.kappa},
        "runs": len(runs),
        "flips": _flips(runs),
        "verdict": verdict(name, people, own),
    }


def _labels(labels: Sequence[CaseLabel]) -> dict[tuple[str, str, str], bool]:
    """The last word on each answer; who is unsure says nothing."""
    return {
        (PurePath(label.suite).stem, label.case_id, label.answer): label.verdict == "right"
        for label in labels
        if label.verdict != "unsure"
    }


def _label_of(outcome: Outcome, said: Mapping[tuple[str, str, str], bool]) -> bool | None:
    text = outcome.answer.text if outcome.answer else ""
    return said.get((PurePath(outcome.suite).stem, outcome.case.id, digest_of(text)))


def _flips(runs: Sequence[Sequence[Given]]) -> dict[str, dict[str, int]]:
    """Of each judged metric, in how many cases it was asked several times, and in how many it was not of one mind."""
    found: dict[str, dict[str, int]] = {}
    for case in zip(*runs, strict=True):
        for name in WITH_JUDGE:
            minds = [score.value >= RIGHT for run in case if isinstance(score := run.get(name), Score)]
            if len(minds) > 1:
                row = found.setdefault(name, {"cases": 0, "flipped": 0})
                row["cases"] += 1
                row["flipped"] += len(set(minds)) > 1
    return found


def _scores(given: Given) -> dict[str, Score]:
    return {name: score for name, score in given.items() if isinstance(score, Score)}


def _means(played: Sequence[Outcome]) -> dict[str, Any]:
    values = {name: [o.scores[name].value for o in played if name in o.scores] for name in RAGAS}
    return {name: interval(found)._asdict() for name, found in values.items() if found}


def _unscored(played: Sequence[Outcome], *given: Sequence[Given]) -> list[dict[str, str]]:
    return [
        {"suite": o.suite, "id": o.case.id, "metric": name, "reason": score.reason}
        for o, *all_of_it in zip(played, *given, strict=True)
        for scores in all_of_it
        for name, score in scores.items()
        if isinstance(score, Unscored)
    ]
