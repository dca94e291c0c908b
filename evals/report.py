"""Outcomes as numbers with n and interval: `report.json` and one self-contained HTML page."""

import html
import json
import math
import statistics
from pathlib import Path
from typing import Any

from evals.runner import Outcome


def interval(mean: float, n: int) -> tuple[float, float]:
    """Wilson 95 % interval of a share (E. B. Wilson, 1927)."""
    if n == 0:
        return 0.0, 1.0
    z = 1.96
    centre = (mean + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(mean * (1 - mean) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def summarise(outcomes: list[Outcome]) -> dict[str, Any]:
    """Metrics over all cases and by kind, words, latency and what failed."""
    answers = [o.answer for o in outcomes if o.answer]
    words = sorted(len(a.text.split()) for a in answers if a.status in {"answered", "partial"})
    times = sorted(a.timing.total_ms for a in answers)
    return {
        "cases": len(outcomes),
        "errored": [{"id": o.case.id, "error": o.error} for o in outcomes if o.error],
        "metrics": _metrics(outcomes),
        "by_kind": {k: _metrics([o for o in outcomes if o.case.kind == k]) for k in sorted({o.case.kind for o in outcomes})},
        "by_language": {k: _metrics([o for o in outcomes if o.case.lang == k]) for k in sorted({o.case.lang for o in outcomes})},
        "words_median": statistics.median(words) if words else None,
        "latency_ms": {"p50": _at(times, 0.5), "p95": _at(times, 0.95)},
        "model_calls": sum(a.usage.model_calls for a in answers),
        "failed": [
            {"suite": o.suite, "id": o.case.id, "question": o.case.question, "answer": o.answer.text if o.answer else "",
             "status": o.answer.status if o.answer else "errored", "why": {n: o.scores[n][1] for n in o.failed}}
            for o in outcomes if o.failed
        ],
    }  # fmt: skip


def _metrics(outcomes: list[Outcome]) -> dict[str, dict[str, Any]]:
    names = dict.fromkeys(name for outcome in outcomes for name in outcome.scores)
    out: dict[str, dict[str, Any]] = {}
    for name in names:
        values = [outcome.scores[name][0] for outcome in outcomes if name in outcome.scores]
        mean = statistics.fmean(values)
        low, high = interval(mean, len(values))
        out[name] = {"mean": round(mean, 4), "n": len(values), "low": round(low, 4), "high": round(high, 4)}
    return out


def _at(ordered: list[int], share: float) -> int | None:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def write_report(summary: dict[str, Any], folder: Path) -> None:
    """Write `report.json` and `report.html` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(json.dumps(summary, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "report.html").write_text(_page(summary), encoding="utf-8")


def _page(summary: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td>{html.escape(name)}<td>{m['mean']:.3f}<td>{m['low']:.3f} to {m['high']:.3f}<td>{m['n']}"
        f"<td><span class=bar style='width:{m['mean'] * 160:.0f}px'></span>"
        for name, m in summary["metrics"].items()
    )
    failed = "".join(
        f"<details><summary>{html.escape(f['id'])}: {html.escape(f['question'])}</summary><p>{html.escape(str(f['why']))}"
        f"<pre>{html.escape(f['answer'])}</pre></details>"
        for f in summary["failed"]
    )
    return (
        "<!doctype html><meta charset=utf-8><title>Nacelle evaluation</title><style>body{font:16px system-ui;max-width:60rem;margin:2rem auto;"
        "padding:0 1rem}td,th{padding:.3rem .8rem;text-align:left}.bar{display:inline-block;height:.8rem;background:#2a7}pre{white-space:pre-wrap}"
        f"@media(prefers-color-scheme:dark){{body{{background:#111;color:#ddd}}}}</style><h1>Evaluation: {summary['cases']} cases</h1>"
        f"<table><tr><th>Metric<th>Mean<th>95 % interval<th>n<th></tr>{rows}</table>"
        f"<p>Median words {summary['words_median']}, latency p50 {summary['latency_ms']['p50']} ms, p95 {summary['latency_ms']['p95']} ms, "
        f"errored {len(summary['errored'])}.<h2>Failed cases</h2>{failed or '<p>None.'}"
    )
