"""`nacelle demo`: the demo wind farm from the command line."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from demo.build import BuildReport

app = typer.Typer(help="The demo wind farm.", no_args_is_help=True)


@app.callback()
def demo() -> None:
    """The demo wind farm: fourteen turbines, their manuals and their records."""


@app.command()
def build(
    home: Annotated[Path, typer.Option(envvar="NACELLE_HOME", help="The data folder.")] = Path(".nacelle"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON document.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read manuals.")] = None,
) -> None:
    """Make the manuals as PDF, import the records and index it all. A second run changes nothing."""
    report = _build_with_progress(home, workers)
    typer.echo(report.model_dump_json(indent=2) if as_json else _in_words(report, home))
    if report.ingest.failed:
        for failure in report.ingest.failed:
            typer.echo(f"{failure.path}: {failure.reason}", err=True)
        raise typer.Exit(1)


def _build_with_progress(home: Path, workers: int | None) -> "BuildReport":
    from rich.console import Console  # noqa: PLC0415  # `nacelle --help` must not load what builds
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    from demo.build import build as build_demo  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks = {what: bars.add_task(what, total=None) for what in ("manuals", "records", "index")}

        def show(what: str, done: int, total: int) -> None:
            bars.update(tasks[what], completed=done, total=total)

        return build_demo(home, workers=workers, progress=show)


def _in_words(report: "BuildReport", home: Path) -> str:
    records = report.assets + report.alarms + report.parts + report.work_orders
    index = report.ingest
    return (
        f"Demo wind farm in {home}: {report.manuals_written} of {report.manuals} manuals written, {records} records changed, "
        f"{index.added + index.replaced} documents indexed ({index.pages} pages, {index.passages} passages), "
        f"{index.unchanged} unchanged."
    )
