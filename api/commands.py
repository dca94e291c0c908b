"""`nacelle serve` and `nacelle keys`."""

from typing import Annotated

import typer

from domain.errors import BadInput

LOCAL_PERSON = "local"
keys = typer.Typer(help="API keys of people and programs.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add `serve` and `keys` to the command line."""
    app.command()(serve)
    app.add_typer(keys, name="keys")


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port; 0 takes a free one.")] = 8000,
) -> None:
    """Serve the API and the web client until interrupted."""
    from api.serving import serve_until_stopped  # noqa: PLC0415  (`nacelle --help` must not load the server)

    serve_until_stopped(host, port)


@keys.callback()
def of_keys() -> None:
    """API keys of people and programs, for NACELLE_AUTH=keys."""


@keys.command()
def create(
    name: Annotated[str, typer.Argument(help="Who will hold the key.")],
    role: Annotated[str, typer.Option(help="What the holder is; `engineer` and `admin` may change the library.")],
    site: Annotated[list[str] | None, typer.Option(help="A site the holder works at; repeat it for more.")] = None,
) -> None:
    """Make an API key. It is printed once and cannot be read again."""
    from stores.open_stores import open_stores  # noqa: PLC0415

    if not name.strip() or not role.strip():
        raise BadInput("A key needs a name and a role.")
    if name.strip().casefold() == LOCAL_PERSON:
        raise BadInput(f"'{LOCAL_PERSON}' is the person at the machine itself; give the key another name.")
    with open_stores() as stores:
        key, text = stores.keys.create(name.strip(), role=role.strip().casefold(), sites=site or [])
    typer.echo(text)
    typer.echo(f"The key of {key.name} ({key.role}); it is shown only now.", err=True)
