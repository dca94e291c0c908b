"""An experiment as numbers: passed, passed every time (pass^k), cost, latency, and the paired change from the first arm."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from domain.evaluations.statistics import interval, paired_change
from evals.experiments.running import Tried
from evals.metrics import METRICS
from evals.running.runner import Outcome


def summarise(tried: Sequence[Tried]) -> dict[str, Any]:
    """What `experiment.json` holds. A case that errored or was skipped in any repeat of an arm is left out of that arm."""
    rows = [_row(one, tried[0]) for one in tried]
    return {"repeats": len(tried[0].repeats) if tried else 0, "arms": rows}


def passes(tried: Tried) -> dict[str, list[bool]]:
    """Of each case that ran in every repeat, whether it passed in each."""
    runs = [{_key(o): o for o in outcomes if o.answer and not o.case.holdout} for outcomes in tried.repeats]
    everywhere = [key for key in runs[0] if all(key in run for run in runs)] if runs else []
    judged = [
        key for key in everywhere if any(n in METRICS and METRICS[n].passes_at is not None for n in runs[0][key].scores)
    ]
    return {key: [not run[key].failed for run in runs] for key in judged}


def _row(one: Tried, first: Tried) -> dict[str, Any]:
    held, base = passes(one), passes(first)
    outcomes = [o for outcomes in one.repeats for o in outcomes]
    answers = [o.answer for o in outcomes if o.answer]
    both = [key for key in held if key in base]
    change = None
    if one is not first and both:
        change = paired_change(
            [statistics.fmean(base[k]) for k in both], [statistics.fmean(held[k]) for k in both]
        )._asdict()
    return {
        "arm": one.arm.name,
        "cases": len(held),
        "errored": sum(bool(o.error) for o in outcomes),
        "passed": interval([statistics.fmean(v) for v in held.values()])._asdict() if held else None,
        "passed_every_time": interval([float(all(v)) for v in held.values()])._asdict() if held else None,
        "change": change,
        "model_calls": sum(a.usage.model_calls for a in answers),
        "tokens": sum(a.usage.input_tokens + a.usage.output_tokens for a in answers),
        "cost_usd": round(sum(a.usage.cost_usd for a in answers), 6),
        "latency_ms_p50": statistics.median(a.timing.total_ms for a in answers) if answers else None,
        "metrics": _metrics(outcomes),
    }


def _metrics(outcomes: Sequence[Outcome]) -> Mapping[str, dict[str, Any]]:
    values: dict[str, list[float]] = {}
    for outcome in outcomes:
        for name, score in () if outcome.case.holdout else outcome.scores.items():
            values.setdefault(name, []).append(score.value)
    return {name: interval(values[name])._asdict() for name in METRICS if name in values}


def _key(outcome: Outcome) -> str:
    return f"{outcome.suite}#{outcome.case.id}"
