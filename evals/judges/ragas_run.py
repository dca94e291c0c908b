"""RAGAS beside our own metrics: what ran, what did not and why, and whether the judge may be believed."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from domain.evaluations.statistics import interval
from evals.judges.judging import agreement
from evals.judges.ragas_metrics import WITH_JUDGE, WITHOUT_JUDGE, Given, Ragas
from evals.metrics.scores import Score
from evals.running.runner import Outcome
from evals.settings import EvalSettings
from stores.protocols import Embedder

NOT_ASKED = "not asked for (--ragas)"
NOT_INSTALLED = "RAGAS is not installed here; `make evals-ragas` makes .venv-evals with it"
NO_JUDGE = "no judge (NACELLE_JUDGE=openai:<model>)"


def not_run(reason: str) -> dict[str, Any]:
    """Every RAGAS metric listed as not run."""
    return {
        "metrics": {},
        "not_run": dict.fromkeys((*WITHOUT_JUDGE, *WITH_JUDGE), reason),
        "unscored": [],
        "judge": None,
    }


async def run_ragas(outcomes: Sequence[Outcome], settings: EvalSettings, embedder: Embedder | None) -> dict[str, Any]:
    """What `report.json` holds under `ragas`. Raises SettingsError when the judge is set wrongly."""
    name = settings.judge_model
    try:
        ragas = await asyncio.to_thread(Ragas, settings, embedder)
    except ImportError as error:
        return not_run(f"{NOT_INSTALLED} ({error})")
    played = [o for o in outcomes if o.transcript and not o.case.holdout]
    fixed = await asyncio.gather(*(ragas.fixed(outcome) for outcome in played))
    judged = await asyncio.gather(*(ragas.judged(outcome) for outcome in played))
    result: dict[str, Any] = {
        "metrics": _means(fixed, WITHOUT_JUDGE),
        "not_run": {},
        "unscored": _unscored(played, [*zip(fixed, judged, strict=True)]),
        "judge": None,
    }
    if not name:
        result["not_run"] = dict.fromkeys(WITH_JUDGE, NO_JUDGE)
    else:
        _believe(result, name, played, judged)
    for metric in (*WITHOUT_JUDGE, *WITH_JUDGE):
        if metric not in result["metrics"]:
            result["not_run"].setdefault(metric, "no case gave it anything to score")
    return result


def by_reason(reasons: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Names under the reason that they share."""
    found: dict[str, list[str]] = {}
    for name, reason in reasons:
        found.setdefault(reason, []).append(name)
    return found


def _believe(result: dict[str, Any], name: str, played: Sequence[Outcome], judged: Sequence[Given]) -> None:
    verdicts = [{key: value for key, value in given.items() if isinstance(value, Score)} for given in judged]
    found = agreement([(o.scores, given) for o, given in zip(played, verdicts, strict=True)])
    result["judge"] = {
        "model": name,
        "n": found.n,
        "agreement": found.share,
        "kappa": found.kappa,
        "trusted": found.trusted,
        "verdict": found.sentence(name),
    }
    if found.trusted:
        result["metrics"] |= _means(judged, WITH_JUDGE)
    else:
        result["not_run"] = dict.fromkeys(WITH_JUDGE, f"not shown: {found.sentence(name)}")


def _means(given: Sequence[Given], names: Sequence[str]) -> dict[str, Any]:
    values = {name: [s.value for scores in given if isinstance(s := scores.get(name), Score)] for name in names}
    return {name: interval(found)._asdict() for name, found in values.items() if found}


def _unscored(played: Sequence[Outcome], given: Sequence[tuple[Given, Given]]) -> list[dict[str, str]]:
    return [
        {"suite": o.suite, "id": o.case.id, "metric": name, "reason": score.reason}
        for o, both in zip(played, given, strict=True)
        for scores in both
        for name, score in scores.items()
        if not isinstance(score, Score)
    ]
