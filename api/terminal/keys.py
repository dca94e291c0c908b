"""`nacelle keys`: who may use the server."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from domain.callers import LOCAL, ROLES
from domain.errors import BadInput

if TYPE_CHECKING:
    from datetime import datetime

    from stores.access.keys import ApiKey
    from stores.open_stores import Stores

TOKENS = "oidc:"
app = typer.Typer(help="API keys of people and programs, for NACELLE_AUTH=keys.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="Who holds the key.")]
Days = Annotated[int | None, typer.Option(min=1, help="After so many days it opens nothing any more.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]


@app.command()
def create(
    name: Name,
    role: Annotated[str, typer.Option(help="What the holder is; `engineer` and `admin` may change the library.")],
    site: Annotated[list[str] | None, typer.Option(help="A site the holder works at; repeat it for more.")] = None,
    days: Days = None,
) -> None:
    """Make an API key. It is printed once and cannot be read again."""
    from stores.open_stores import open_stores  # noqa: PLC0415

    own = name.strip()
    if not own or "/" in own or own.casefold() == LOCAL.name or own.casefold().startswith(TOKENS):
        raise BadInput(
            f"A key needs a name without '/'; '{LOCAL.name}' is the person at the machine itself, '{TOKENS}...' are those with tokens."
        )
    with open_stores() as stores:
        sites = [_known_site(each, stores) for each in site or []]
        key, text = stores.keys.create(own, role=_known_role(role), sites=sites, expires=_until(days))
    _tell(key, text)


@app.command("list")
def list_keys(as_json: AsJson = False) -> None:
    """Who holds a key, what it opens, until when, and when it was last used."""
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        found = stores.keys.all()
    if as_json:
        typer.echo(json.dumps([key.model_dump(mode="json") for key in found], ensure_ascii=False))
        return
    for key in found:
        typer.echo(_line(key))
    if not found:
        typer.echo("There are no keys.", err=True)


@app.command()
def revoke(name: Name) -> None:
    """Let a key open nothing any more."""
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        stores.keys.delete(name)
    typer.echo(f"The key of {name} is revoked.", err=True)


@app.command()
def rotate(name: Name, days: Days = None) -> None:
    """Make another key for the same holder; the one before opens nothing from now on."""
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        key, text = stores.keys.rotate(name, expires=_until(days))
    _tell(key, text)


def _tell(key: "ApiKey", text: str) -> None:
    typer.echo(text)
    typer.echo(f"The key of {_line(key)}; it is shown only now.", err=True)


def _line(key: "ApiKey") -> str:
    parts = [key.name, key.role, ", ".join(key.sites) or "every site"]
    parts += [f"until {key.expires:%Y-%m-%d}"] if key.expires else []
    return " | ".join([*parts, f"last used {key.last_used:%Y-%m-%d %H:%M} UTC" if key.last_used else "not used yet"])


def _until(days: int | None) -> "datetime | None":
    from stores.clock import utc_now  # noqa: PLC0415

    return utc_now() + timedelta(days=days) if days else None


def _known_role(role: str) -> str:
    from agent.settings import agent_settings  # noqa: PLC0415

    known = (*ROLES, *(each for each in agent_settings().roles_that_approve if each not in ROLES))
    wanted = role.strip().casefold()
    if wanted not in {each.casefold() for each in known}:
        raise BadInput(
            f"There is no role '{role}'; there are {', '.join(known)} (NACELLE_APPROVAL_ROLES may name more)."
        )
    return wanted


def _known_site(site: str, stores: "Stores") -> str:
    """As the machines' records write it; while there are none, as it is given."""
    known = stores.records.entity_patterns().sites
    if not known:
        return site
    found = next((each for each in known if each.casefold() == site.strip().casefold()), None)
    if found is None:
        raise BadInput(f"No machine stands at '{site}'; the sites are {', '.join(known)}.")
    return found
