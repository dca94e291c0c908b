"""`nacelle eval faults`."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

GATE_FAILED = 3
TOUCHABLE = 80
"""Cases of every kind, among which those are found whose answers a fault changes."""

if TYPE_CHECKING:
    from evals.faults.trying import Trial, Trials

SUITES = Path(__file__).parents[1] / "datasets" / "suites"


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
    trials, alarms = asyncio.run(_try_all(chosen, no_fault, library, fresh=fresh))
    _tell(trials, alarms, no_fault, as_json=as_json)
    if alarms or not all(trial.caught for trial in trials):
        raise typer.Exit(GATE_FAILED)


async def _try_all(chosen: list[Any], no_fault: int, library: str, *, fresh: bool) -> "tuple[list[Trial], list[Trial]]":
    from langgraph.checkpoint.memory import InMemorySaver  # noqa: PLC0415

    from agent.assistant import Assistant  # noqa: PLC0415
    from evals.datasets.cases import load_suite  # noqa: PLC0415
    from evals.faults.trying import Trial, Trials, cases_for, core_of  # noqa: PLC0415
    from evals.running.cache import Cache  # noqa: PLC0415
    from evals.running.runner import Runner  # noqa: PLC0415
    from stores.open_stores import open_stores  # noqa: PLC0415

    suites = [(str(file), case) for file in sorted(SUITES.glob("demo-*.yaml")) for case in load_suite(file)]
    wanted = [one for fault in chosen for one in cases_for(fault, suites)]
    wanted += [] if all(fault.kinds for fault in chosen) else core_of(suites, most=TOUCHABLE)
    cases = list({id(one): one for one in wanted}.values())
    with open_stores() as stores:
        assistant = Assistant(stores, checkpointer=InMemorySaver())
        kept = None if fresh else Cache(stores.settings.home / "evals" / "cache")
        known = "" if fresh else Runner(assistant, library).fingerprint([case for _, case in cases])
        trials = Trials(assistant, library, kept, known)
        base = await trials.without_fault(cases)
        alarms = await _alarms(trials, cases, base, no_fault)
        tried: list[Trial] = []
        for fault in chosen:
            tried.append(await trials.with_fault(fault, suites, base))
            typer.echo(_line(tried[-1]), err=True)
    return tried, alarms


async def _alarms(trials: "Trials", cases: list[Any], base: list[Any], no_fault: int) -> "list[Trial]":
    """The runs without a fault in which something seemed to fall; each plays its cases anew."""
    from evals.faults.trying import Trial, core_of, falls, paired  # noqa: PLC0415

    core, alarms = core_of(cases), list[Trial]()
    for number in range(1, no_fault + 1):
        again = await trials.without_fault(core, kept=False)
        trial = Trial(f"no fault, run {number}", len(core), falls(paired(base, again)))
        typer.echo(f"{trial.fault}: {len(trial.falls)} alarms in {len(core)} cases", err=True)
        alarms += [trial] if trial.falls else []
    return alarms


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
