"""Outcomes as numbers, each mean with its n and interval. All that differs from run to run stands under `timing`."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from domain.answers import Answer
from domain.evaluations.statistics import interval
from evals.datasets.cases import Problem
from evals.judges.names import RAGAS
from evals.metrics import METRICS
from evals.running.runner import Outcome

Numbers = dict[str, dict[str, Any]]
PASSED = "cases passed"
FORMAT = 2


def summarise(outcomes: Sequence[Outcome], problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """Everything that `report.json` holds but the run's settings and RAGAS.

    `metrics` are of the cases that may be tuned on; those marked `holdout` are reported apart, without their answers.
    """
    seen = [o for o in outcomes if not o.case.holdout]
    held = [o for o in outcomes if o.case.holdout]
    answers = [o.answer for o in outcomes if o.answer]
    return {
        "format": FORMAT,
        "cases": len(outcomes),
        "ran": len(answers),
        "errored": [{"suite": o.suite, "id": o.case.id, "error": o.error} for o in outcomes if o.error],
        "skipped": [{"suite": o.suite, "id": o.case.id, "reason": o.skipped} for o in outcomes if o.skipped],
        "unscored": [
            {"suite": o.suite, "id": o.case.id, "metric": name, "reason": reason}
            for o in outcomes for name, reason in o.unscored.items()
        ],
        "problems": [str(problem) for problem in problems],
        "metrics": numbers(seen),
        "holdout": {"cases": len(held), "metrics": numbers(held)},
        "by_kind": _grouped(seen, lambda o: o.case.kind),
        "by_language": _grouped(seen, lambda o: o.case.lang),
        "by_suite": _grouped(seen, lambda o: o.suite),
        "words_median": _median(len(a.text.split()) for a in answers if a.status in {"answered", "partial"}),
        "model_calls": sum(a.usage.model_calls for a in answers),
        "failed": [_failure(o) for o in seen if o.failed],
        "outcomes": [_line(o) for o in outcomes],
        "timing": timing(outcomes),
    }  # fmt: skip


def numbers(outcomes: Sequence[Outcome]) -> Numbers:
    """Mean, n and 95 % interval of every metric that scored, and the share of cases that failed none."""
    values: dict[str, list[float]] = {}
    for outcome in outcomes:
        for name, given in outcome.scores.items():
            values.setdefault(name, []).append(given.value)
    judged = [o for o in outcomes if any(METRICS[n].passes_at is not None for n in o.scores if n in METRICS)]
    if judged:
        values = {PASSED: [0.0 if o.failed else 1.0 for o in judged], **values}
    order = [PASSED, *METRICS, *RAGAS]
    return {name: interval(values[name])._asdict() for name in order if name in values}


def timing(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """Milliseconds: of all turns, and of each case and its tools. From the cache, they are those of the first run."""
    played = [(o, o.answer) for o in outcomes if o.answer]
    totals = sorted(answer.timing.total_ms for _, answer in played)
    return {
        "latency_ms": {"p50": _at(totals, 0.5), "p95": _at(totals, 0.95)},
        "from_cache": sum(o.cached for o, _ in played),
        "cases": {
            f"{o.suite}#{o.case.id}": {
                **answer.timing.model_dump(),
                "tools_ms": [call.ms for call in answer.tool_calls],
            }
            for o, answer in played
        },
    }


def _grouped(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> dict[str, Numbers]:
    return {name: numbers([o for o in outcomes if key(o) == name]) for name in sorted({key(o) for o in outcomes})}


def _failure(outcome: Outcome) -> dict[str, Any]:
    answer = outcome.answer
    assert answer, "a case without an answer is errored, not failed"
    return {
        "suite": outcome.suite,
        "id": outcome.case.id,
        "kind": outcome.case.kind,
        "asset": outcome.case.asset,
        "thread": [turn.question for turn in outcome.case.thread],
        "question": outcome.case.question,
        "status": answer.status,
        "answer": answer.text,
        "warnings": [warning.text for warning in answer.warnings],
        "why": {name: outcome.scores[name].reason or f"{outcome.scores[name].value:g}" for name in outcome.failed},
        "citations": _citations(answer),
        "tool_calls": [{"name": c.name, "args": c.args, "status": c.status} for c in answer.tool_calls],
        "gaps": [f"{gap.source}: {gap.reason}" for gap in answer.gaps],
        "withheld": [f"{held.text} ({held.reason})" for held in answer.withheld],
    }


def _citations(answer: Answer) -> list[dict[str, Any]]:
    kept = ("n", "kind", "title", "path", "page", "section", "source_id", "quote")
    return [{key: value for key, value in c.model_dump().items() if key in kept} for c in answer.citations]


def _line(outcome: Outcome) -> dict[str, Any]:
    """One case in short, for comparing runs; a holdout case keeps its values only."""
    held = outcome.case.holdout
    return {
        "suite": outcome.suite,
        "id": outcome.case.id,
        "kind": outcome.case.kind,
        "holdout": held,
        "status": outcome.answer.status if outcome.answer else "skipped" if outcome.skipped else "errored",
        "failed": outcome.failed,
        "scores": {name: round(given.value, 6) for name, given in outcome.scores.items()},
    }


def _median(values: Iterable[int]) -> float | None:
    listed = list(values)
    return statistics.median(listed) if listed else None


def _at(ordered: Sequence[int], share: float) -> int | None:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None
