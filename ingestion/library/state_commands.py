"""`nacelle index`: states of a library, and the way back to one."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from ingestion.terminal.explaining import opened_passages

_Library = Annotated[str, typer.Option("--library", help="The set of documents.")]
_Name = Annotated[str, typer.Argument(metavar="NAME")]
index_app = typer.Typer(help="States of a library, and the way back to one.", no_args_is_help=True)


@index_app.command("save")
def save(name: _Name, library: _Library = "main") -> None:
    """Name what is in a library now."""
    with opened_passages() as stores:
        stores.passages.save_state(library, name)
        count = len(stores.passages.documents(library))
    typer.echo(f"{library}: {count} documents are the state '{name}'.")


@index_app.command("states")
def states(library: _Library = "main", as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the states of a library, newest first; those before an ingest or a roll-back are made by themselves, the last three are kept."""
    with opened_passages() as stores:
        found = stores.passages.states(library)
    if as_json:
        typer.echo(f"[{', '.join(one.model_dump_json() for one in found)}]")
        return
    for one in found:
        typer.echo(f"{one.name}  {datetime.fromtimestamp(one.made, UTC):%Y-%m-%d %H:%M} UTC  {one.documents} documents")


@index_app.command("rollback")
def rollback(name: _Name, library: _Library = "main") -> None:
    """Bring a library back to a state; stopped, the same command finishes. What was there before is a state too."""
    with opened_passages("Stopped. Each document is whole; the same command finishes.") as stores:
        done = stores.passages.roll_back(library, name)
    typer.echo(f"{library}: {done.restored} documents restored, {done.removed} taken out.")


@index_app.command("forget")
def forget(name: _Name, library: _Library = "main") -> None:
    """Delete a state, and the documents and originals that only it kept."""
    with opened_passages() as stores:
        for sha256 in stores.passages.forget_state(library, name):
            stores.originals.drop(sha256, stores.passages)
    typer.echo(f"{library}: the state '{name}' is gone.")
