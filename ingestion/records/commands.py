"""`nacelle import`, and `nacelle pull`."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from ingestion.records.sources.commands import pull_sources

KINDS_SHOWN = "assets, alarms, parts, stock or work-orders"
FEW = 10


def register(app: typer.Typer) -> None:
    """Add `import` and `pull` to the command line."""
    app.command("import")(import_file)
    app.command("pull")(pull_sources)


def import_file(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"What the rows are: {KINDS_SHOWN}.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV (any delimiter and encoding) or XLSX file.")],
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="FIELD=COLUMN", help="Overrule the guess; COLUMN by name or number, empty for none."
        ),
    ] = None,
    constants: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="The same value for every row.")
    ] = None,
    sheet: Annotated[str, typer.Option(help="The sheet of a workbook; default the first that holds anything.")] = "",
    dates: Annotated[
        str, typer.Option(metavar="dmy|mdy", help="How 03/04/2024 is meant where no date of the file tells.")
    ] = "",
    mapping: Annotated[
        str, typer.Option(metavar="NAME", help="Use what was saved under this name of the columns.")
    ] = "",
    save_mapping: Annotated[
        str,
        typer.Option("--save-mapping", metavar="NAME", help="Keep --map, --set, --sheet and --dates under this name."),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the mapping and the counts, write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Import records from a company's own file; importing it twice changes nothing."""
    from domain.errors import BadInput  # noqa: PLC0415  (`nacelle --help` loads nothing that works)
    from ingestion.records.columns.agreeing import UnknownField  # noqa: PLC0415
    from ingestion.records.importing import ImportOrder, import_records, kind_named  # noqa: PLC0415
    from ingestion.records.report import in_words  # noqa: PLC0415
    from ingestion.records.saved_mappings import save_profile, with_profile  # noqa: PLC0415
    from ingestion.terminal.explaining import explained  # noqa: PLC0415
    from stores.open_stores import open_stores  # noqa: PLC0415

    if dates not in {"", "dmy", "mdy"}:
        _wrong_usage(f"--dates is '{dates}'; use dmy or mdy.")
    try:
        named = kind_named(kind)
    except BadInput as error:
        _wrong_usage(str(error))
        return
    order = ImportOrder.model_validate(
        {"kind": named, "path": file, "maps": maps or (), "constants": constants or (), "sheet": sheet, "dates": dates or None, "dry_run": dry_run}
    )  # fmt: skip
    with explained(), open_stores() as stores, _bar() as progress:
        folder = stores.settings.home / "mappings"
        try:
            order = with_profile(folder, mapping, order) if mapping else order
            report = import_records(
                order, stores.records, stores.settings.home / "rejected", show=_show, progress=progress
            )
        except UnknownField as error:
            _wrong_usage(str(error))
            return
        if save_mapping and not dry_run:
            save_profile(folder, save_mapping, order)
    typer.echo(report.model_dump_json() if as_json else in_words(report))
    if not as_json:
        for row in report.rejected[:FEW]:
            typer.echo(f"line {row.line}: {row.reason}", err=True)
        if report.rejected_file:
            more = f"{len(report.rejected) - FEW} more; " if len(report.rejected) > FEW else ""
            typer.echo(f"{more}all rejected rows are kept in {report.rejected_file}", err=True)


def _wrong_usage(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def _show(shown: Any) -> None:
    for line in shown.lines():
        typer.echo(line, err=True)


@contextmanager
def _bar() -> Generator[Callable[[str, int, int], None]]:
    """A bar on stderr where that is a screen."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("reading", total=None)

        def progress(what: str, done: int, total: int) -> None:
            bars.update(task, description=what, completed=done, total=total or None)

        yield progress
