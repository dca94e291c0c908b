"""`nacelle approvals`: what waits for a person, and yes or no to it, at the terminal."""

import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from domain.approvals import Approval
    from stores.open_stores import Stores

SHORTEST_ID = 4
app = typer.Typer(help="Changes of records that wait for a person.", no_args_is_help=True)
Who = Annotated[str, typer.Option("--as", help="Who decides; stands in the audit trail.")]
Note = Annotated[str, typer.Option(help="Why; kept with the decision.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Id = Annotated[str, typer.Argument(help="The approval's id, or its beginning.")]


@app.command("list")
def list_approvals(
    everything: Annotated[bool, typer.Option("--all", help="Also what was decided or has expired.")] = False,
    as_json: AsJson = False,
) -> None:
    """What waits, oldest first."""
    from stores.open_stores import open_stores  # noqa: PLC0415  (`nacelle --help` must not load the stores)

    with open_stores() as stores:
        found = stores.approvals.recent() if everything else stores.approvals.waiting()
    if as_json:
        typer.echo(json.dumps([one.model_dump(mode="json") for one in found], ensure_ascii=False))
        return
    for one in found:
        typer.echo(_line(one))
    if not found:
        typer.echo("Nothing waits.", err=True)


@app.command()
def approve(approval_id: Id, note: Note = "", who: Who = "local", as_json: AsJson = False) -> None:
    """Let a change be made; it is made before this ends."""
    _decide(approval_id, "approved", note, who, as_json=as_json)


@app.command()
def reject(approval_id: Id, note: Note = "", who: Who = "local", as_json: AsJson = False) -> None:
    """Do not let a change be made."""
    _decide(approval_id, "rejected", note, who, as_json=as_json)


def _decide(approval_id: str, decision: Literal["approved", "rejected"], note: str, who: str, *, as_json: bool) -> None:
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        decided = stores.approvals.decide(_whole_id(approval_id, stores), decision, by=who, note=note)
    typer.echo(decided.model_dump_json() if as_json else _line(decided))
    if decided.status == "failed":
        raise typer.Exit(1)


def _whole_id(beginning: str, stores: "Stores") -> str:
    """The id that begins so, of what waits or else of the newest; `decide` tells of none. Raises BadInput for several."""
    from domain.errors import BadInput  # noqa: PLC0415

    if len(beginning) < SHORTEST_ID:
        raise BadInput(f"Give at least {SHORTEST_ID} characters of the approval's id.")
    waiting, newest = stores.approvals.waiting(), stores.approvals.recent()
    found = [one.id for one in waiting if one.id.startswith(beginning)]
    found = found or [one.id for one in newest if one.id.startswith(beginning)]
    if len(found) > 1:
        raise BadInput(f"'{beginning}' begins the id of {len(found)} approvals; give more of it.")
    return found[0] if found else beginning


def _line(one: "Approval") -> str:
    parts = [one.id[:8], one.status, one.summary, f"asked by {one.requested_by}"]
    if one.status == "pending":
        parts.append(f"until {one.expires_at:%Y-%m-%d %H:%M} UTC")
        parts += [f"for {', '.join(one.roles)}"] if one.roles else []
    if one.decided_by:
        parts.append(f"decided by {one.decided_by}")
    if one.result:
        parts.append(", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in one.result.items()))
    return " | ".join(parts)
