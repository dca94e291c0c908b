"""Every set of the board, as often as asked; what was played is kept, so that an interrupted board goes on where it was."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.settings import agent_settings
from domain.errors import BadInput
from evals.metrics import METRICS
from evals.reports.keeping import kept_run
from evals.reports.summary import Numbers
from evals.running.evaluating import Wish, evaluate
from evals.running.fingerprint import code_digest
from evals.scoreboard.board import Board, BoardSet
from ingestion.pipeline import ingest
from stores.open_stores import open_stores

Row = dict[str, Any]
NO_DATA = "the data are not here (--data FOLDER)"


async def run_board(
    board: Board, data: Path | None, repeats: int, progress: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """The board in numbers, as its JSON has it; a set that cannot run says why and stops no other."""
    rows: list[Row] = []
    for one in board.sets:
        reason = _not_here(one, data)
        reports: list[Mapping[str, Any]] = []
        for number in range(0 if reason else repeats):
            progress(f"{one.name}, {number + 1} of {repeats}")
            try:
                reports.append(await _run(one, data or Path(), number))
            except BadInput as error:
                reason = str(error)
                break
        rows += _rows(one, reports, reason)
    made = {
        "finished": datetime.now(UTC).isoformat(timespec="minutes"),
        "model": agent_settings().model,
        "code": code_digest()[:12],
    }
    return {"made": made, "repeats": repeats, "rows": rows, "measured": [one.model_dump() for one in board.measured]}


def _not_here(one: BoardSet, data: Path | None) -> str:
    if not one.needs_data:
        return ""
    path = one.suite.rpartition(":")[2]
    return "" if data is not None and (data / path).exists() else NO_DATA


async def _run(one: BoardSet, data: Path, number: int) -> Mapping[str, Any]:
    if one.documents:
        _make_library(one, data)
    # The first repeat is what `nacelle eval run` plays and keeps; the others show the spread of what the board shows.
    done = await evaluate(Wish([one.suite_in(data)], one.library, repeat=number, metrics=_shown(one) if number else ()))
    if not number:
        with open_stores() as stores:
            stores.evaluations.keep(*kept_run(done.report, done.outcomes))
    return done.report


def _shown(one: BoardSet) -> list[str]:
    """Its metrics, and those that tell whether a case passed."""
    return [name for name, metric in METRICS.items() if name in one.metrics or metric.passes_at is not None]


def _make_library(one: BoardSet, data: Path) -> None:
    """Make it, or finish one whose making was broken off."""
    with open_stores() as stores:
        files = [data / path for path in one.documents]
        ingest(files, passages=stores.passages, library=one.library, keep=stores.settings.home / "files")


def _rows(one: BoardSet, reports: Sequence[Mapping[str, Any]], reason: str) -> list[Row]:
    seen = [report["metrics"] for report in reports]
    held = [report["holdout"]["metrics"] for report in reports]
    rows = [_row(one, one.name, one.tuned, metric, seen, reason) for metric in one.metrics]
    if any(held):
        rows += [
            _row(one, f"{one.name}, holdout", "no", metric, held, reason) for metric in one.metrics if metric in held[0]
        ]
    return rows


def _row(one: BoardSet, name: str, tuned: str, metric: str, runs: Sequence[Numbers], reason: str) -> Row:
    found = [run[metric] for run in runs if metric in run]
    values = [each["mean"] for each in found]
    row: Row = {"set": name, "tuned": tuned, "metric": metric, "mean": None, "n": 0, "low": None, "high": None}
    row |= {"spread": None, "reason": reason or "nothing of it was scored", "anchors": []}
    if found:
        spread = round(max(values) - min(values), 4)
        # The repeats are of the same cases: the interval is that of one run, their mean, and no narrower for being repeated.
        means = {name: round(sum(each[name] for each in found) / len(found), 4) for name in ("mean", "low", "high")}
        row |= {**found[0], **means, "spread": spread, "reason": reason}
    row["anchors"] = [anchor.model_dump() for anchor in one.anchors if anchor.metric == metric]
    return row
