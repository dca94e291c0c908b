"""`nacelle ingest`, `nacelle search` and `nacelle documents`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from domain.documents import IngestReport
    from ingestion.pipeline import Progress
    from stores.open_stores import Stores

Library = Annotated[str, typer.Option("--library", help="The set of documents.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
documents_app = typer.Typer(help="What is indexed.", invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add the three commands to the command line."""
    app.command()(ingest)
    app.command()(search)
    app.add_typer(documents_app, name="documents")


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files or folders: pdf docx html md txt rst zip.")
    ],
    library: Library = "main",
    applies_to: Annotated[
        list[str] | None, typer.Option("--applies-to", metavar="MODEL", help="What they are for.")
    ] = None,
    revision: Annotated[str, typer.Option(help="Their revision.")] = "",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read pages.")] = None,
    as_json: Json = False,
) -> None:
    """Bring documents into a library; what is there already costs nothing."""
    from ingestion.pipeline import ingest as run  # noqa: PLC0415  (`nacelle --help` loads nothing that works)

    with _explained(), _stores() as stores, _bar() as show:
        report = run(
            paths,
            passages=stores.passages,
            library=library,
            applies_to=applies_to or (),
            revision=revision,
            workers=workers,
            keep=stores.settings.home / "files",
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
    from ingestion.finding_passages import Where, answer_batch, as_text, hits_for  # noqa: PLC0415

    if not query and batch is None:
        raise typer.BadParameter("Give a query, or --batch FILE.jsonl.")
    with _explained(), _stores() as stores:
        where = Where(stores.passages, stores.records, library, count)
        if batch is not None:
            for line in answer_batch(where, batch, asset):
                typer.echo(line)
            return
        hits = hits_for(where, query, asset)
    typer.echo(_json(hits) if as_json else as_text(hits))


@documents_app.callback()
def documents(context: typer.Context, library: Library = "main", as_json: Json = False) -> None:
    """List the documents of a library."""
    if context.invoked_subcommand is not None:
        return
    with _explained(), _stores() as stores:
        found = stores.passages.documents(library)
    if as_json:
        typer.echo(_json([document.model_dump(mode="json") for document in found]))
        return
    for document in found:
        revision = f" rev. {document.revision}" if document.revision else ""
        typer.echo(f"{document.id}  {document.path}: {document.title}{revision}, {document.passages} passages")


@documents_app.command("remove")
def remove_document(document_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Remove a document from its library."""
    with _explained(), _stores() as stores:
        stores.passages.remove(document_id)
    typer.echo(f"Removed {document_id}.")


def _stores() -> "Stores":
    from stores.open_stores import open_stores  # noqa: PLC0415

    return open_stores()


def _explained() -> AbstractContextManager[None]:
    from ingestion.explaining import explained  # noqa: PLC0415

    return explained()


def _bar() -> "AbstractContextManager[Callable[[Progress], None]]":
    from ingestion.bar import progress_bar  # noqa: PLC0415

    return progress_bar()


def _json(value: Any) -> str:
    import json  # noqa: PLC0415

    return json.dumps(value, ensure_ascii=False)


def _in_words(report: "IngestReport") -> str:
    return (
        f"{report.library}: {report.added} added, {report.replaced} replaced, {report.unchanged} unchanged, {report.removed} removed, "
        f"{len(report.failed)} failed; {report.pages} pages, {report.passages} passages, {report.ocr_pages} pages read off pictures, "
        f"{report.seconds:.1f} s."
    )
