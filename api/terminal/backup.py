"""`nacelle backup` and `nacelle restore`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

File = Annotated[Path, typer.Argument(help="The backup.", dir_okay=False)]


def register(app: typer.Typer) -> None:
    """Add both to the command line."""
    app.command()(backup)
    app.command()(restore)


def backup(file: File) -> None:
    """Write everything that is kept into one file; a server may be at work meanwhile."""
    from stores.database.backup import back_up  # noqa: PLC0415  (`nacelle --help` must not load the stores)
    from stores.settings import StoreSettings  # noqa: PLC0415

    size = back_up(StoreSettings(), file)
    typer.echo(f"{file}: {size / 1_000_000:.1f} MB.", err=True)


def restore(file: File) -> None:
    """Bring back what a backup holds, into an empty NACELLE_HOME (and database)."""
    from api.operation.one_server import only_server_of  # noqa: PLC0415
    from stores.conversations.checkpoints import open_checkpointer  # noqa: PLC0415
    from stores.database.backup import restore as bring_back  # noqa: PLC0415
    from stores.settings import StoreSettings  # noqa: PLC0415

    settings = StoreSettings()

    async def make_tables() -> None:
        async with open_checkpointer(settings):
            """Its tables are made when it is opened."""

    if settings.on_postgres:
        asyncio.run(make_tables())
    with only_server_of(settings):
        bring_back(settings, file)
    typer.echo(f"{file} is restored.", err=True)
