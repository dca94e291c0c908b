"""Machines: one by its tag, or how many and which are so."""

from collections import Counter
from collections.abc import Sequence

from pydantic import BaseModel
from pydantic.json_schema import SkipJsonSchema

from domain.answers import Evidence
from domain.errors import BadInput, NotFound
from domain.records import Asset
from stores.passages.applying.applicability import same_name
from stores.records.identifiers import key_of
from tools.arguments import Flat
from tools.context import ToolContext, ToolResult
from tools.evidence import asset_evidence
from tools.findings import FOUND, absence, counted, written_evidence
from tools.orders.machines_of import machines_with
from tools.orders.values import holding, matching, unknown_value
from tools.orders.wishes import wish_of

LISTED = 60
SPREAD = 6
"""Different values up to which machines are counted by them."""


class GetAsset(BaseModel):
    """One machine."""

    tag: str


class FindAssets(BaseModel):
    """How many machines and which; status e.g. "not running"."""

    site: str = ""
    model: str = ""
    status: str = ""
    no_jobs: SkipJsonSchema[Flat | None] = None


def get_asset(ctx: ToolContext, args: GetAsset) -> ToolResult:
    """Find a machine by its tag."""
    try:
        return ToolResult((asset_evidence(ctx.fleet.asset(args.tag)),))
    except NotFound as error:
        named = next((tag for tag in _of_orders(ctx) if key_of(tag) == key_of(args.tag)), "")
        if named:
            line = f"{named}: work orders name this machine; it has no record of its own."
            return ToolResult((written_evidence("asset", [line], as_of=ctx.now()),))
        return ToolResult((absence("asset", str(error), nearest=error.nearest),), nearest=error.nearest)


def find_assets(ctx: ToolContext, args: FindAssets) -> ToolResult:
    """A list as one piece of evidence; few machines also whole. Raises BadInput for what no machine has."""
    machines = ctx.fleet.assets()
    if not machines and args.no_jobs is not None:
        machines = [Asset(tag=tag) for tag in sorted({key_of(tag): tag for tag in _of_orders(ctx)}.values())]
    if not machines:
        return ToolResult((_only_of_orders(ctx),))
    said: list[str] = []
    found = machines
    for name, written in (("site", args.site), ("model", args.model), ("status", args.status)):
        if written.strip():
            allowed, how = _allowed(name, written, machines)
            found = [one for one in found if getattr(one, name) in allowed]
            said.append(how)
    if args.no_jobs is not None:
        having, how = machines_with(ctx, args.no_jobs)
        found = [one for one in found if key_of(one.tag) not in having]
        said.append(f"no work order with {how or 'anything'}")
    lines = [_headline(len(found), "; ".join(said)), *(_line(one) for one in found[:LISTED])]
    if len(found) > LISTED:
        lines.append(f"... {len(found) - LISTED} more machines: narrow by site, model or status")
    lines += _spread(found)
    fields = {FOUND: str(len(found)), "filter": "; ".join(said)}
    listing = written_evidence("asset", lines, fields=fields, as_of=ctx.now())
    return ToolResult((listing, *(asset_evidence(one) for one in found if len(found) == 1)))


def _of_orders(ctx: ToolContext) -> tuple[str, ...]:
    return ctx.work_orders.order_values().assets


def _only_of_orders(ctx: ToolContext) -> Evidence:
    """Where nobody keeps machines, the work orders still name them."""
    tags = sorted({key_of(tag): tag for tag in _of_orders(ctx)}.values())
    if not tags:
        return absence("asset", "There are no machines in the records.")
    more = f" and {len(tags) - LISTED} more" if len(tags) > LISTED else ""
    lines = [
        f"{counted(len(tags), 'machine')} {'is' if len(tags) == 1 else 'are'} named by work orders; none has a record of its own.",
        f"Machines: {', '.join(tags[:LISTED])}{more}",
    ]
    return written_evidence("asset", lines, fields={FOUND: str(len(tags))}, as_of=ctx.now())


def _allowed(name: str, written: str, machines: Sequence[Asset]) -> tuple[set[str], str]:
    """The values of the machines that are meant, and how it is said."""
    values = tuple(dict.fromkeys(getattr(one, name) for one in machines if getattr(one, name)))
    wish = wish_of(written, values)
    meant: set[str] = set()
    for one in wish.values:
        same = ("",) if not one else matching(one, values)
        if name == "status":  # "running, limited to 1.9 MW" is running.
            same = tuple(dict.fromkeys((*same, *holding(one, values)))) if one else same
        if not same and name == "model":
            same = tuple(value for value in values if same_name(value, one))
        if not same:
            raise BadInput(unknown_value(name, one, values, noun="machine"))
        meant |= set(same)
    if wish.excluded:
        meant = {*values, ""} - meant
    told = "not told" if wish.empty else " or ".join(wish.values)
    return meant, f"{name} {'not ' if wish.excluded else ''}{told}"


def _headline(count: int, said: str) -> str:
    what = counted(count, "machine")
    return f"{what} {'matches' if count == 1 else 'match'} {said}." if said else f"{what} in the records."


def _line(asset: Asset) -> str:
    told = (asset.model, asset.site, asset.status)
    return f"{asset.tag}: {', '.join(value for value in told if value)}".rstrip(": ")


def _spread(found: Sequence[Asset]) -> list[str]:
    """How many by site, model and status, where that is more than one."""
    lines: list[str] = []
    for name in ("site", "model", "status"):
        counts = Counter(getattr(one, name) for one in found if getattr(one, name))
        if 1 < len(counts) <= SPREAD:
            lines.append(f"By {name}: {', '.join(f'{value} {count}' for value, count in counts.most_common())}")
    return lines
