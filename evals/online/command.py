"""`nacelle eval online`."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from domain.evaluations.nouns import Drifted

ALERT = 3


def register(app: typer.Typer) -> None:
    """Add `online` to the evaluation commands."""
    app.command()(online)


def online(
    share: Annotated[float, typer.Option(min=0, max=1, help="Of the finished turns that are scored.")] = 0.05,
    most: Annotated[int, typer.Option(min=1, help="So many turns at most, the newest.")] = 500,
    gate: Annotated[bool, typer.Option(help="Exit with 3 while a signal is worse than its baseline.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The run and the drift as JSON.")] = False,
) -> None:
    """Score sampled turns that people asked, keep them as a run, and say which signals have drifted. A turn is scored once."""
    from agent.monitoring.watching import drift_over  # noqa: PLC0415
    from evals.online.scoring import MOST_RUNS, sample, score_turns  # noqa: PLC0415
    from evals.reports.gates import UNFIT  # noqa: PLC0415
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        turns = sample(stores, share, most)
        run = score_turns(stores, turns)
        runs = stores.evaluations.runs(kind="online", limit=MOST_RUNS)
        found = drift_over(line.scores for one in reversed(runs) for line in stores.evaluations.lines(one.id))
    if as_json:
        drift = [one.model_dump(mode="json") for one in found]
        typer.echo(json.dumps({"run": run or None, "scored": len(turns), "drift": drift}))
    else:
        typer.echo(f"{len(turns)} turns scored{f', run {run}' if run else ''}.")
        for one in found:
            typer.echo(_line(one))
    if gate and any(one.alert and one.signal not in UNFIT for one in found):
        raise typer.Exit(ALERT)


def _line(one: "Drifted") -> str:
    if one.z is None:
        return f"{one.signal:22} {one.values} of {one.needed} values that are needed to tell a drift"
    told = "DRIFT" if one.alert else "steady"
    return f"{one.signal:22} {told}: {one.baseline:.3f} -> {one.recent:.3f}, {one.z:+.1f} standard errors"
