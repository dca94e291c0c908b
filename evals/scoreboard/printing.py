"""The board as Markdown, which a terminal shows as well."""

from collections.abc import Mapping, Sequence
from typing import Any

TUNED = {"yes": "tuned on", "looked at": "looked at", "no": "never looked at", "unknown": "unknown"}


def markdown(found: Mapping[str, Any]) -> str:
    """Two tables: what was run, with anchors; what other commands measured, with the figure left out."""
    rows = [
        ["set", "was it tuned on?", "metric", "mean", "95 %", "n", f"spread of {found['repeats']}", "others' figures"]
    ]
    rows += [_run_row(row) for row in found["rows"]]
    more = [["measured by another command", "tuned", "library left out", "others' figures", "command"]]
    more += [_measured_row(row) for row in found["measured"]]
    unread = "* a figure that was not read in its source by whoever wrote it here."
    return f"{_table(rows)}\n\n{_table(more)}\n\n{unread}\n"


def _run_row(row: Mapping[str, Any]) -> list[str]:
    head = [row["set"], TUNED[row["tuned"]], row["metric"]]
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
