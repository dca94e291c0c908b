"""The report as one self-contained HTML page, made from `report.json` alone."""

import statistics
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from evals.judges.ragas_run import by_reason
from evals.metrics import LESS_IS_BETTER, MEASURES
from evals.reports.failures import failures
from evals.reports.plots import Point, Whisker, scatter, whiskers
from evals.reports.summary import PASSED
from evals.scoreboard.beside import sentence

Report = Mapping[str, Any]
_CSS = Path(__file__).parent / "page.css"


def page(report: Report, changes: Report | None = None) -> str:
    """The page; `changes` is what `comparing.compare` says about an earlier run."""
    body = [
        _head(report),
        _problems(report),
        _metrics(report, changes),
        _changes(changes) if changes else "",
        _kinds(report),
        _latency(report),
        _ragas(report.get("ragas")),
        _table("All metrics", report["metrics"]),
        _table(f"Holdout: {report['holdout']['cases']} cases that nobody tunes on", report["holdout"]["metrics"]),
        f"<h2>Failed cases ({len(report['failed'])})</h2>",
        failures(report["failed"]),
    ]
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>Nacelle evaluation</title><style>{_CSS.read_text(encoding='utf-8')}</style><body>{''.join(body)}</body></html>\n"
    )


def _head(report: Report) -> str:
    settings, passed = report.get("settings", {}), report["metrics"].get(PASSED)
    tiles = [
        (report["cases"], "cases"),
        (f"{passed['mean']:.1%}" if passed else "none", f"passed, n={passed['n']}" if passed else "scored"),
        (len(report["failed"]), "failed"),
        (len(report["errored"]), "errored"),
        (len(report["skipped"]), "skipped"),
        (_or_dash(report["words_median"]), "words, median"),
        (_or_dash(report["timing"]["latency_ms"]["p50"]), "ms, p50"),
        (_or_dash(report["timing"]["latency_ms"]["p95"]), "ms, p95"),
    ]
    tuned = report.get("tuned")
    beside = (
        f"<p><b>{escape(sentence(settings.get('suites', ''), tuned))}</b></p>" if tuned and tuned["on"] == "yes" else ""
    )
    about = ", ".join(f"{name} {value}" for name, value in settings.items() if value and isinstance(value, str))
    return (
        f"<h1>Evaluation</h1><p class=about>{escape(about)}</p>{beside}<div class=tiles>"
        + "".join(f"<div><b>{escape(str(value))}</b>{escape(label)}</div>" for value, label in tiles)
        + "</div>"
    )


def _problems(report: Report) -> str:
    listed = [
        *report["problems"],
        *(f"{e['id']}: errored: {e['error']}" for e in report["errored"]),
        *(f"{s['id']}: skipped: {s['reason']}" for s in report["skipped"]),
        *_unscored(report["unscored"]),
    ]
    if not listed:
        return ""
    return f"<h2>Not scored</h2><ul>{''.join(f'<li>{escape(line)}' for line in listed)}</ul>"


def _unscored(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """One line a metric and reason; a hundred cases without a kept file are one thing to know."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        found.setdefault((row["metric"], row["reason"]), []).append(row["id"])
    return [f"{metric}: unscored in {len(ids)} cases ({', '.join(ids[:3])}{', ...' if len(ids) > 3 else ''}): {reason}"
            for (metric, reason), ids in found.items()]  # fmt: skip


def _metrics(report: Report, changes: Report | None) -> str:
    earlier: Report = changes["metrics"] if changes else {}
    rows = [
        Whisker(
            label=f"{name} ↓" if name in LESS_IS_BETTER else name,
            value=m["mean"],
            low=m["low"],
            high=m["high"],
            note=f"{m['mean']:.3f}, n={m['n']}",
            before=earlier[name]["before"] if name in earlier else None,
            tone="bad" if name in LESS_IS_BETTER and m["mean"] > 0 else "mark",
        )
        for name, m in report["metrics"].items()
        if name not in MEASURES
    ]
    title = "Mean and 95 % interval of each metric; ↓ less is better" + ("; hollow: before" if earlier else "")
    return f"<h2>Metrics</h2>{whiskers(title, rows)}" if rows else "<h2>Metrics</h2><p>Nothing was measured."


def _changes(changes: Report) -> str:
    shown = {name: c for name, c in changes["metrics"].items() if name not in MEASURES}
    most = max([abs(v) for c in shown.values() for v in (c["low"], c["high"])] or [0.1]) or 0.1
    tones = {"better": "good", "worse": "bad"}
    rows = [
        Whisker(
            name,
            c["change"],
            c["low"],
            c["high"],
            f"{c['before']:.3f} → {c['after']:.3f}",
            tone=tones.get(c["verdict"], "mark"),
        )
        for name, c in shown.items()
    ]
    flips = "".join(
        f"<p>{label}: {escape(', '.join(changes[key]) or 'none')}."
        for label, key in (("Now failing", "now_failing"), ("Now passing", "now_passing"))
    )
    title = f"Change over the {changes['cases']['both']} cases of both runs, paired bootstrap; beyond noise where the line leaves 0"
    return f"<h2>Before and after</h2>{whiskers(title, rows, -most, most)}{flips}"


def _kinds(report: Report) -> str:
    rows = [
        Whisker(kind, m["mean"], m["low"], m["high"], f"{m['mean']:.2f}, n={m['n']}")
        for kind, metrics in report["by_kind"].items()
        if (m := metrics.get(PASSED))
    ]
    return f"<h2>By kind</h2>{whiskers('Share of cases that failed no metric', rows)}" if rows else ""


def _latency(report: Report) -> str:
    times = report["timing"]["cases"]
    groups: dict[str, list[tuple[int, bool]]] = {}
    for line in report["outcomes"]:
        timing = times.get(f"{line['suite']}#{line['id']}")
        if timing and not line["holdout"]:
            groups.setdefault(line["kind"], []).append((timing["total_ms"], not line["failed"]))
    points = [
        Point(kind, statistics.median(ms for ms, _ in found), statistics.fmean(right for _, right in found))
        for kind, found in groups.items()
    ]
    return (
        f"<h2>Latency against quality</h2>{scatter('Each kind of case: share passed over its median latency', points)}"
        if points
        else ""
    )


def _ragas(ragas: Report | None) -> str:
    if not ragas:
        return ""
    judge: Report = ragas.get("judge") or {}
    flips = "".join(
        f"<p class=soft>{escape(name)}: of two minds in {row['flipped']} of {row['cases']} cases over {judge['runs']} runs"
        for name, row in judge.get("flips", {}).items()
    )
    agreement = f"<p>{escape(str(judge.get('verdict', '')))}</p>{flips}" if judge else ""
    reasons = by_reason((name.removeprefix("RAGAS "), reason) for name, reason in ragas["not_run"].items())
    lines = [f"Not run: {', '.join(names)}: {why}" for why, names in reasons.items()] + _unscored(ragas["unscored"])
    missing = "".join(f"<li>{escape(line)}" for line in lines)
    return _table("RAGAS", ragas["metrics"], agreement) + (f"<ul class=soft>{missing}</ul>" if missing else "")


def _table(title: str, metrics: Mapping[str, Mapping[str, Any]], lead: str = "") -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}{' ↓' if name in LESS_IS_BETTER else ''}<td class=n>{m['mean']:.3f}<td class=n>{m['low']:.3f} to {m['high']:.3f}<td class=n>{m['n']}"
        for name, m in metrics.items()
    )
    head = "<tr><th>Metric<th class=n>Mean<th class=n>95 % interval<th class=n>n</tr>"
    return f"<h2>{escape(title)}</h2>{lead}" + (
        f"<table>{head}{rows}</table>" if rows else "<p class=soft>Nothing was scored."
    )


def _or_dash(value: object) -> str:
    return "–" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
