"""`nacelle documents`: what is indexed."""

import json
from typing import Annotated

import typer

from ingestion.terminal.explaining import opened_passages

INTERRUPTED = "Stopped. What is indexed is complete; the same command goes on from there."
_Library = Annotated[str, typer.Option("--library", help="The set of documents.")]
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
_Id = Annotated[str, typer.Argument(metavar="ID")]
documents_app = typer.Typer(help="What is indexed.", invoke_without_command=True)


@documents_app.callback()
def documents(context: typer.Context, library: _Library = "main", as_json: _Json = False) -> None:
    """List the documents of a library."""
    if context.invoked_subcommand is not None:
        return
    from ingestion.library.failures import FailureLog  # noqa: PLC0415
    from ingestion.terminal.document_list import as_text  # noqa: PLC0415

    with opened_passages() as stores:
        found = stores.passages.documents(library)
        failed = FailureLog(stores.home).of(library)
    if as_json:
        typer.echo(json.dumps([document.model_dump(mode="json") for document in found], ensure_ascii=False))
        return
    for line in as_text(library, found, failed):
        typer.echo(line)


@documents_app.command("failures")
def failures(library: _Library = "main", as_json: _Json = False) -> None:
    """Files of a library that could not be read at the last ingest, and why."""
    from ingestion.library.failures import FailureLog  # noqa: PLC0415

    with opened_passages() as stores:
        failed = FailureLog(stores.home).of(library)
    if as_json:
        typer.echo(json.dumps([failure.model_dump(mode="json") for failure in failed], ensure_ascii=False))
        return
    for failure in failed:
        typer.echo(f"{failure.path}: {failure.reason}")


@documents_app.command("embed")
def embed(library: _Library = "main") -> None:
    """Make the vectors for other languages that a library lacks; stopped, it goes on from there the next time."""
    from ingestion.library.update import Progress as Step  # noqa: PLC0415  (`nacelle --help` loads nothing that works)
    from ingestion.terminal.progress import progress_bar  # noqa: PLC0415

    with opened_passages(INTERRUPTED) as stores, progress_bar() as show:
        count = stores.passages.embed_further(
            library, lambda path, done, total: show(Step(path, done, total, 1, 1, "passages"))
        )
    typer.echo(f"{library}: {count} documents got theirs." if count else f"{library}: every document has them.")


@documents_app.command("remove")
def remove_document(document_id: _Id) -> None:
    """Remove a document from its library, and its original."""
    with opened_passages() as stores:
        removed = stores.passages.document(document_id)
        stores.passages.remove(document_id)
        stores.originals.drop(removed.sha256, stores.passages)
    typer.echo(f"Removed {document_id}.")
