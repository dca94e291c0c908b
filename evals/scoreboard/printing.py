"""The board as Markdown, which a terminal shows as well."""

from collections.abc import Mapping, Sequence
from typing import Any

from evals.metrics import LESS_IS_BETTER

TUNED = {"yes": "tuned on", "looked at": "looked at", "no": "never looked at", "unknown": "unknown"}
LEGEND = """- *tuned on*: changed while single cases were looked at. *Looked at*: weights or thresholds were chosen while its figures were looked at. *Never looked at*: neither.
- *95 %*: the interval over the *n* cases of one run; *spread*: the highest mean of the repeats less the lowest. ↓: less is better.
- *Library left out*: what was learned was learned without the data that it is measured on. Trust this figure and the sets that were never looked at, not the tuned one.
- *Others' figures*: with a * not read in its source by whoever wrote it here."""


def markdown(found: Mapping[str, Any]) -> str:
    """What made it and how it is read, then two tables: what was run, with anchors; what other commands measured, with the figure left out."""
    rows = [
        ["set", "was it tuned on?", "metric", "mean", "95 %", "n", f"spread of {found['repeats']}", "others' figures"]
    ]
    rows += [_run_row(row) for row in found["rows"]]
    more = [["measured by another command", "tuned", "library left out", "others' figures", "command"]]
    more += [_measured_row(row) for row in found["measured"]]
    made = found["made"]
    by = f"{made['finished']}, model `{made['model']}`, code `{made['code']}`: `nacelle eval scoreboard`"
    return f"{by}\n\n{LEGEND}\n\n{_table(rows)}\n\n{_table(more)}\n"


def _run_row(row: Mapping[str, Any]) -> list[str]:
    metric = f"{row['metric']} ↓" if row["metric"] in LESS_IS_BETTER else row["metric"]
    head = [row["set"], TUNED[row["tuned"]], metric]
    if row["mean"] is None:
        return [*head, "-", "-", "0", "-", _anchors(row["anchors"]) or row["reason"]]
    interval = f"{row['low']:.3f} to {row['high']:.3f}"
    return [*head, f"{row['mean']:.3f}", interval, str(row["n"]), f"{row['spread']:.3f}", _anchors(row["anchors"])]


def _measured_row(row: Mapping[str, Any]) -> list[str]:
    what = f"{row['what']} ({row['note']})" if row["note"] else row["what"]
    return [
        what,
        _figure(row["tuned_figure"]),
        _figure(row["left_out"]),
        _anchors(row["anchors"]),
        f"`{row['command']}`",
    ]


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _anchors(anchors: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(f"{a['who']} {a['value']:.3f}{'' if a['checked'] else '*'} [{a['source']}]" for a in anchors)


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])
