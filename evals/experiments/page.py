"""An experiment as one page: a table, and what passes with its intervals."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from evals.reports.plots import Point, Whisker, scatter, whiskers

_CSS = Path(__file__).parents[1] / "reports" / "page.css"
HEAD = ("Arm", "Passed", "Every time", "Change", "95 %", "Cases", "Errored", "Calls", "Tokens", "USD", "ms, p50")


def page(found: Mapping[str, Any]) -> str:
    """The HTML, whole by itself."""
    arms = [arm for arm in found["arms"] if arm["passed"]]
    plots = [
        whiskers(f"Share of cases passed; hollow: in each of {found['repeats']} repeats", [
            Whisker(a["arm"], a["passed"]["mean"], a["passed"]["low"], a["passed"]["high"], f"{a['passed']['mean']:.2f}, n={a['cases']}", a["passed_every_time"]["mean"])
            for a in arms
        ]),
        scatter("Share passed over median latency", [Point(a["arm"], a["latency_ms_p50"], a["passed"]["mean"]) for a in arms]),
    ] if arms else []  # fmt: skip
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}" for cell in row) for row in cells(found))
    head = "".join(f"<th>{escape(name)}" for name in HEAD)
    return (
        f"<!doctype html><meta charset=utf-8><title>Experiment</title><style>{_CSS.read_text(encoding='utf-8')}</style>"
        f"<main><h1>Experiment</h1><table><tr>{head}</tr>{rows}</table>{''.join(plots)}</main>\n"
    )


def cells(found: Mapping[str, Any]) -> list[list[str]]:
    """The table's rows, for the page and the terminal."""
    return [
        [
            arm["arm"],
            _share(arm["passed"]),
            _share(arm["passed_every_time"]),
            f"{arm['change']['mean']:+.3f}" if arm["change"] else "",
            f"{arm['change']['low']:+.3f} to {arm['change']['high']:+.3f}" if arm["change"] else "",
            *(str(arm[name]) for name in ("cases", "errored", "model_calls", "tokens", "cost_usd")),
            f"{arm['latency_ms_p50']:g}" if arm["latency_ms_p50"] is not None else "",
        ]
        for arm in found["arms"]
    ]


def _share(interval: Mapping[str, float] | None) -> str:
    return f"{interval['mean']:.3f}" if interval else "nothing"
