"""`nacelle serve` and `nacelle keys`."""

from typing import Annotated

import typer

from api.terminal import backup, keys, operation


def register(app: typer.Typer) -> None:
    """Add `serve` and `keys` to the command line."""
    app.command()(serve)
    app.add_typer(keys.app, name="keys")
    backup.register(app)
    operation.register(app)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port; 0 takes a free one.")] = 8000,
) -> None:
    """Serve the API and the web client until interrupted."""
    from api.serving import serve_until_stopped  # noqa: PLC0415  (`nacelle --help` must not load the server)

    serve_until_stopped(host, port)
