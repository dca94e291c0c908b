"""`nacelle ingest`, `nacelle search` and `nacelle documents`."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingestion.records import commands as record_commands
from ingestion.service import commands as service_commands

if TYPE_CHECKING:
    from domain.documents import IngestReport
    from ingestion.pipeline import Progress
    from stores.open_stores import Stores
    from stores.passages.opening import OpenPassages

Library = Annotated[str, typer.Option("--library", help="The set of documents.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
_INTERRUPTED = "Stopped. What is indexed is complete; the same command goes on from there."
documents_app = typer.Typer(help="What is indexed.", invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this package to the command line."""
    app.command()(ingest)
    record_commands.register(app)
    app.command()(search)
    app.add_typer(documents_app, name="documents")
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

    with _explained(_INTERRUPTED), _passages() as stores, _bar() as show:
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
            keep=_originals(stores),
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
    with _explained(), _stores() as stores:
        where = Where(stores.passages, stores.records, library, count)
        if batch is not None:
            _print_batch(answer_batch(where, batch, bad.append, asset), bad)
            return
        result = find(where, query, asset)
    hits = [as_hit(hit) for hit in result.hits]
    typer.echo(_json(hits) if as_json else as_text(hits))
    for said in (said_of_hidden(result, asset), result.problem):
        if said:
            typer.echo(said, err=True)


@documents_app.callback()
def documents(context: typer.Context, library: Library = "main", as_json: Json = False) -> None:
    """List the documents of a library."""
    if context.invoked_subcommand is not None:
        return
    from ingestion.library.failures import FailureLog  # noqa: PLC0415
    from ingestion.terminal.document_list import as_text  # noqa: PLC0415

    with _explained(), _passages() as stores:
        found = stores.passages.documents(library)
        failed = FailureLog(_originals(stores)).of(library)
    if as_json:
        typer.echo(_json([document.model_dump(mode="json") for document in found]))
        return
    for line in as_text(library, found, failed):
        typer.echo(line)


@documents_app.command("failures")
def failures(library: Library = "main", as_json: Json = False) -> None:
    """Files of a library that could not be read at the last ingest, and why."""
    from ingestion.library.failures import FailureLog  # noqa: PLC0415

    with _explained(), _passages() as stores:
        failed = FailureLog(_originals(stores)).of(library)
    if as_json:
        typer.echo(_json([failure.model_dump(mode="json") for failure in failed]))
        return
    for failure in failed:
        typer.echo(f"{failure.path}: {failure.reason}")


@documents_app.command("outline")
def outline(document_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """What a document holds, as JSON: sections, jobs with what they need, alarm entries, references with their targets."""
    from ingestion.passages.contents import alarms_of, jobs_of, references_of  # noqa: PLC0415

    with _explained(), _passages() as stores:
        stores.passages.document(document_id)
        sections = stores.passages.sections(document_id)
        passages = stores.passages.passages_of_document(document_id)
    found = {
        "sections": sections,
        "jobs": jobs_of(sections, passages),
        "alarms": alarms_of(sections, passages),
        "references": references_of(sections, passages),
    }
    typer.echo(_json({name: [one.model_dump(mode="json") for one in nouns] for name, nouns in found.items()}))


@documents_app.command("embed")
def embed(library: Library = "main") -> None:
    """Make the vectors for other languages that a library lacks; stopped, it goes on from there the next time."""
    from ingestion.library.update import Progress as Step  # noqa: PLC0415

    with _explained(_INTERRUPTED), _passages() as stores, _bar() as show:
        count = stores.passages.embed_further(
            library, lambda path, done, total: show(Step(path, done, total, 1, 1, "passages"))
        )
    typer.echo(f"{library}: {count} documents got theirs." if count else f"{library}: every document has them.")


@documents_app.command("remove")
def remove_document(document_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Remove a document from its library, and its original."""
    from ingestion.library.originals import drop_original  # noqa: PLC0415

    with _explained(), _passages() as stores:
        removed = stores.passages.document(document_id)
        stores.passages.remove(document_id)
        drop_original(removed.sha256, _originals(stores), stores.passages)
    typer.echo(f"Removed {document_id}.")


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


def _originals(stores: "OpenPassages") -> Path:
    return stores.home / "files"


def _passages() -> "AbstractContextManager[OpenPassages]":
    from stores.passages.opening import passages_alone  # noqa: PLC0415

    return passages_alone()


def _stores() -> "Stores":
    from stores.open_stores import open_stores  # noqa: PLC0415

    return open_stores()


def _explained(interrupted: str = "Stopped.") -> AbstractContextManager[None]:
    from ingestion.terminal.explaining import explained  # noqa: PLC0415

    return explained(interrupted)


def _bar() -> "AbstractContextManager[Callable[[Progress], None]]":
    from ingestion.terminal.progress import progress_bar  # noqa: PLC0415

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
