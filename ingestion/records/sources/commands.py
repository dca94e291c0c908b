"""`nacelle pull`."""

from pathlib import Path
from typing import Annotated

import typer


def pull_sources(
    file: Annotated[
        Path, typer.Argument(metavar="SOURCES.yaml", help="A list of sources: name, kind, url, headers, maps.")
    ],
    only: Annotated[list[str] | None, typer.Option("--only", metavar="NAME", help="Only these sources.")] = None,
) -> None:
    """Read the records of other systems over REST or OData; a source out of reach leaves its last good copy."""
    import os  # noqa: PLC0415

    import httpx  # noqa: PLC0415

    from domain.errors import NacelleError  # noqa: PLC0415
    from ingestion.records.importing import ImportOrder, import_records  # noqa: PLC0415
    from ingestion.records.report import in_words  # noqa: PLC0415
    from ingestion.records.sources.pulling import pull, sources_in  # noqa: PLC0415
    from ingestion.terminal.explaining import explained  # noqa: PLC0415
    from stores.open_stores import open_stores  # noqa: PLC0415

    failed = 0
    with explained(), open_stores() as stores, httpx.Client(timeout=30, follow_redirects=False) as client:
        home = stores.settings.home
        for source in sources_in(file):
            if only and source.name not in only:
                continue
            try:
                path = pull(source, home / "sources", client, os.environ)  # noqa: TID251  the file names its own variables
                order = ImportOrder(kind=source.kind, path=path, maps=source.maps, constants=source.constants)
                typer.echo(f"{source.name}: {in_words(import_records(order, stores.records, home / 'rejected'))}")
            except NacelleError as error:
                failed += 1
                typer.echo(str(error), err=True)
    if failed:
        raise typer.Exit(1)
