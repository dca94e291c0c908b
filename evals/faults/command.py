"""`nacelle eval faults`."""

import asyncio
import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

GATE_FAILED = 3

if TYPE_CHECKING:
    from evals.faults.seams import Fault
    from evals.faults.trying import Trial


def register(app: typer.Typer) -> None:
    """Add `faults` to the evaluation commands."""
    app.command()(faults)


def faults(
    only: Annotated[list[str] | None, typer.Option(help="A fault by part of its name; repeat it for more.")] = None,
    no_fault: Annotated[int, typer.Option(min=0, max=20, help="Runs without a fault, in which nothing may alarm.")] = 5,
    library: Annotated[str, typer.Option(help="The library of cases that name none.")] = "main",
    fresh: Annotated[bool, typer.Option(help="Play every case anew, also those kept from an earlier run.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The table as JSON.")] = False,
) -> None:
    """Break the assistant on purpose and show which suites and metrics notice; exit status 3 when a fault is missed."""
    from domain.errors import BadInput  # noqa: PLC0415
    from evals.faults.catalogue import FAULTS  # noqa: PLC0415

    chosen = [fault for fault in FAULTS if not only or any(part.casefold() in fault.name for part in only)]
    if not chosen:
        raise BadInput(f"There is no fault like that; there are: {', '.join(fault.name for fault in FAULTS)}.")
    trials, alarms = _tried(chosen, no_fault, library, fresh=fresh)
    _tell(trials, alarms, no_fault, as_json=as_json)
    if alarms or not all(trial.caught for trial in trials):
        raise typer.Exit(GATE_FAILED)


def _tried(chosen: "list[Fault]", no_fault: int, library: str, *, fresh: bool) -> "tuple[list[Trial], list[Trial]]":
    from domain.errors import Unavailable  # noqa: PLC0415
    from evals.faults.whole import Told, try_all  # noqa: PLC0415
    from evals.running.bars import bar  # noqa: PLC0415

    with bar("runs", "cases of this run") as (runs, cases):
        told = Told(runs, cases, lambda trial: typer.echo(_line(trial), err=True))
        try:
            return asyncio.run(try_all(chosen, no_fault, library, told, fresh=fresh))
        except KeyboardInterrupt:
            kept = (
                "none is kept (--fresh)"
                if fresh
                else "what was played is kept, and the same command goes on from there"
            )
    raise Unavailable(f"Interrupted; {kept}.")


def _tell(trials: "list[Trial]", alarms: "list[Trial]", no_fault: int, *, as_json: bool) -> None:
    caught = sum(trial.caught for trial in trials)
    if as_json:
        rows = [_row(trial) for trial in trials]
        typer.echo(
            json.dumps({"caught": caught, "faults": len(trials), "alarms": [_row(a) for a in alarms], "trials": rows})
        )
        return
    for trial in trials:
        typer.echo(_line(trial))
        for fall in trial.falls:
            where = ", ".join(fall.suites)
            typer.echo(f"          {fall.metric}: {fall.before:.2f} -> {fall.after:.2f}, n={fall.n}  [{where}]")
    typer.echo(f"{caught} of {len(trials)} faults caught; {len(alarms)} alarms in {no_fault} runs without a fault.")


def _line(trial: "Trial") -> str:
    return f"{'caught' if trial.caught else 'MISSED'}  {trial.fault} ({trial.cases} cases)"


def _row(trial: "Trial") -> dict[str, Any]:
    falls = [
        {"metric": f.metric, "suites": list(f.suites), "before": f.before, "after": f.after, "n": f.n}
        for f in trial.falls
    ]
    return {"fault": trial.fault, "cases": trial.cases, "caught": trial.caught, "falls": falls}
