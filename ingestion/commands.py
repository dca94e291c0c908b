"""`nacelle ingest` and `nacelle search`, and the other commands of this package."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingestion.library import document_commands, state_commands
from ingestion.library.document_commands import INTERRUPTED
from ingestion.records import commands as record_commands
from ingestion.service import commands as service_commands
from ingestion.terminal.explaining import explained, opened_passages

if TYPE_CHECKING:
    from domain.documents import IngestReport
    from stores.open_stores import Stores
    from stores.passages.opening import OpenPassages

Library = Annotated[str, typer.Option("--library", help="The set of documents.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this package to the command line."""
    app.command()(ingest)
    record_commands.register(app)
    app.command()(search)
    app.add_typer(document_commands.documents_app, name="documents")
    app.add_typer(state_commands.index_app, name="index")
    app.add_typer(service_commands.jobs_app, name="jobs")
    app.command()(service_commands.watch)


def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders or addresses (s3://...): pdf docx html md txt rst zip."),
    ],
    library: Library = "main",
    applies_to: Annotated[
        list[str] | None, typer.Option("--applies-to", metavar="MODEL", help="What they are for.")
    ] = None,
    revision: Annotated[str, typer.Option(help="Their revision.")] = "",
    site: Annotated[list[str] | None, typer.Option(help="Only people of this site may read them.")] = None,
    role: Annotated[list[str] | None, typer.Option(help="Only people with this role may read them.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read pages.")] = None,
    as_json: Json = False,
) -> None:
    """Bring documents into a library; what is there already costs nothing."""
    from ingestion.pipeline import ingest as run  # noqa: PLC0415  (`nacelle --help` loads nothing that works)
    from ingestion.terminal.progress import progress_bar  # noqa: PLC0415

    with opened_passages(INTERRUPTED) as stores, progress_bar() as show:
        report = run(
            [_here(path, stores) for path in paths],
            passages=stores.passages,
            library=library,
            applies_to=applies_to or (),
            revision=revision,
            sites=site or (),
            roles=role or (),
            further=True,
            workers=workers,
            keep=stores.originals,
            progress=show,
        )
    typer.echo(report.model_dump_json() if as_json else _in_words(report))
    for failure in report.failed if not as_json else ():
        page = f", page {failure.page}" if failure.page else ""
        typer.echo(f"{failure.path}{page}: {failure.reason}", err=True)


def search(
    query: Annotated[str, typer.Argument(help="What to look for.")] = "",
    library: Library = "main",
    asset: Annotated[str, typer.Option(help="Only what applies to this asset.")] = "",
    count: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 8,
    batch: Annotated[Path | None, typer.Option(metavar="FILE.jsonl", help='One {"id","query"} a line.')] = None,
    as_json: Json = False,
) -> None:
    """Passages, best first."""
    from ingestion.terminal.passage_search import Where, answer_batch, as_hit, as_text, find, said_of_hidden  # noqa: PLC0415

    if not query and batch is None:
        raise typer.BadParameter("Give a query, or --batch FILE.jsonl.")
    bad: list[str] = []
    with explained(), _stores() as stores:
        where = Where(stores.passages, stores.records, library, count)
        if batch is not None:
            _print_batch(answer_batch(where, batch, bad.append, asset), bad)
            return
        result = find(where, query, asset)
    hits = [as_hit(hit) for hit in result.hits]
    typer.echo(json.dumps(hits, ensure_ascii=False) if as_json else as_text(hits))
    for said in (said_of_hidden(result, asset), result.problem):
        if said:
            typer.echo(said, err=True)


def _print_batch(rows: Iterable[str], bad: list[str]) -> None:
    """Print rows, then what is wrong with other lines; exit status 1 where anything is."""
    for row in rows:
        typer.echo(row)
    for complaint in bad:
        typer.echo(complaint, err=True)
    if bad:
        raise typer.Exit(1)


def _here(path: str, stores: "OpenPassages") -> Path:
    if "://" not in path:
        return Path(path)
    from ingestion.service.remote import mirrored  # noqa: PLC0415

    return mirrored(path, stores.home / "remote")


def _stores() -> "Stores":
    from stores.open_stores import open_stores  # noqa: PLC0415

    return open_stores()


def _in_words(report: "IngestReport") -> str:
    return (
        f"{report.library}: {report.added} added, {report.replaced} replaced, {report.unchanged} unchanged, {report.removed} removed, "
        f"{len(report.failed)} failed; {report.pages} pages, {report.passages} passages, {report.ocr_pages} pages read off pictures, "
        f"{report.seconds:.1f} s."
    )
