"""`nacelle eval experiment`."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(experiment)


def experiment(
    file: Annotated[Path, typer.Argument(help="TOML: suites, models, settings (lists of values), repeats.")],
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for experiment.json, experiment.html, outcomes.csv and a log of each arm for Inspect."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Compare models and settings over the same cases, each several times. What was played is kept: run it again to go on."""
    from evals.experiments.matrix import read_experiment  # noqa: PLC0415
    from evals.experiments.page import HEAD, cells, page  # noqa: PLC0415
    from evals.experiments.running import run  # noqa: PLC0415
    from evals.experiments.summary import summarise  # noqa: PLC0415
    from evals.tracking.exports import write_csv  # noqa: PLC0415
    from evals.tracking.inspect_log import write_inspect  # noqa: PLC0415

    tried = asyncio.run(run(read_experiment(file), lambda text: typer.echo(text, err=True)))
    found = summarise(tried)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / "experiment.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (out / "experiment.html").write_text(page(found), encoding="utf-8")
        outcomes = [
            (f"{one.arm.name}, {n}", o) for one in tried for n, repeat in enumerate(one.repeats, 1) for o in repeat
        ]
        write_csv(outcomes, out / "outcomes.csv")
        for number, one in enumerate(tried, 1):
            write_inspect([(one.arm.name, o) for repeat in one.repeats for o in repeat], out / f"arm-{number}.eval")
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    rows = [list(HEAD), *cells(found)]
    wide = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip())
