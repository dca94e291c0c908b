"""`nacelle retention`, `person`, `webhooks`, `audit` and `migrate`."""

import asyncio
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain.errors import BadInput

if TYPE_CHECKING:
    from stores.settings import StoreSettings

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Name = Annotated[
    str, typer.Argument(help="Under which name somebody is known here: of a key, of a token, or program/user.")
]
AGE = re.compile(r"(\d+)\s*(d|w|m|y)?", re.IGNORECASE)
DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
retention = typer.Typer(help="How long things are kept.", no_args_is_help=True)
person = typer.Typer(help="What is kept of one person.", no_args_is_help=True)
webhooks = typer.Typer(help="Notices to other systems.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add them to the command line."""
    app.add_typer(retention, name="retention")
    app.add_typer(person, name="person")
    app.add_typer(webhooks, name="webhooks")
    app.command()(audit)
    app.command()(migrate)


@retention.command()
def run(
    older_than: Annotated[str, typer.Option(help="90d, 12w, 6m or 2y; default NACELLE_RETENTION_DAYS.")] = "",
    audit_older_than: Annotated[str, typer.Option(help="Also entries of the audit trail.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete conversations, decided approvals, feedback and finished jobs that are older; machines, orders and documents stay."""
    from api.operation.keeping import limits  # noqa: PLC0415  (`nacelle --help` must not load the stores)
    from api.operation.settings import operation_settings  # noqa: PLC0415
    from stores.clock import utc_now  # noqa: PLC0415
    from stores.open_stores import open_stores  # noqa: PLC0415

    settings = operation_settings()
    if not older_than and not settings.retention_days:
        raise BadInput("Say how old: --older-than 180d, or set NACELLE_RETENTION_DAYS.")
    before, audit_before = limits(settings, utc_now())
    before = utc_now() - age_of(older_than) if older_than else before
    audit_before = utc_now() - age_of(audit_older_than) if audit_older_than else audit_before
    with open_stores() as stores:
        counts = stores.retention.run(before, audit_before=audit_before, dry_run=dry_run)
    _tell(counts, as_json, "would go" if dry_run else "gone")


@person.command()
def export(name: Name, file: Annotated[Path | None, typer.Option(help="Write it there.")] = None) -> None:
    """All that is kept of a person, as one JSON document."""
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        text = json.dumps(stores.people.export(name), ensure_ascii=False, default=str, indent=1)
    if file:
        file.write_text(text, encoding="utf-8")
    else:
        typer.echo(text)


@person.command()
def erase(name: Name, as_json: AsJson = False) -> None:
    """Delete what is a person's own; in orders, approvals and the audit trail another name stands in its place. It cannot be undone."""
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        other, counts = stores.people.erase(name)
    _tell({**counts, "name now": other} if as_json else counts, as_json, f"erased or reworded; the name is {other} now")


@webhooks.command("list")
def list_webhooks(
    dead: Annotated[bool, typer.Option("--dead", help="Only those that are not tried any more.")] = False,
    as_json: AsJson = False,
) -> None:
    """Notices, the newest first, and why some have not arrived."""
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        found = stores.deliveries.listed("dead" if dead else None)
    if as_json:
        typer.echo(json.dumps([each.model_dump(mode="json") for each in found], ensure_ascii=False))
        return
    for each in found:
        typer.echo(" | ".join((each.id, each.event, each.url, each.state, f"{each.attempts} tries", each.reason)))
    if not found:
        typer.echo("There are none.", err=True)


@webhooks.command()
def retry(delivery: Annotated[str, typer.Argument(help="The id of a dead one.")]) -> None:
    """Let a notice that was given up wait again."""
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        stores.deliveries.retry(delivery)
    typer.echo("It is sent again.", err=True)


def audit(
    target: Annotated[str, typer.Option(help="Only about this approval, key, document or person.")] = "",
    actor: Annotated[str, typer.Option(help="Only what this person did.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000)] = 200,
    as_json: AsJson = False,
) -> None:
    """Who did what, when: approvals, keys, sign-ins, documents, settings, deletions; the newest first."""
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        found = stores.audit.entries(target=target, actor=actor, limit=limit)
    if as_json:
        typer.echo(json.dumps([entry.model_dump(mode="json") for entry in found], ensure_ascii=False))
        return
    for entry in found:
        typer.echo(f"{entry.at:%Y-%m-%d %H:%M:%S} UTC | {entry.actor} | {entry.action} | {entry.target}")


def migrate() -> None:
    """Bring the tables up to date, before servers start; they do it themselves too."""
    from stores.conversations.checkpoints import open_checkpointer  # noqa: PLC0415
    from stores.open_stores import open_stores  # noqa: PLC0415

    async def make_tables(settings: "StoreSettings") -> None:
        async with open_checkpointer(settings):
            """Its tables are made when it is opened."""

    with open_stores() as stores:
        asyncio.run(make_tables(stores.settings))
    typer.echo("The tables are up to date.", err=True)


def age_of(text: str) -> timedelta:
    """What 90d, 12w, 6m or 2y is. Raises BadInput."""
    read = AGE.fullmatch(text.strip())
    if not read or int(read[1]) > 100_000:
        raise BadInput(f"'{text}' is no age; write 90d, 12w, 6m or 2y.")
    return timedelta(days=int(read[1]) * DAYS[(read[2] or "d").lower()])


def _tell(counts: dict[str, Any], as_json: bool, what: str) -> None:
    if as_json:
        typer.echo(json.dumps(counts))
        return
    for name, count in counts.items():
        if count:
            typer.echo(f"{name}: {count}")
    typer.echo(f"{sum(count for count in counts.values() if isinstance(count, int))} rows {what}.", err=True)
