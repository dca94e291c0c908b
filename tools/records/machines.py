"""Machines: one by its tag, or how many and which are so."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel
from pydantic.json_schema import SkipJsonSchema

from domain.answers import Evidence
from domain.errors import NotFound
from domain.records import Asset
from stores.records.identifiers import key_of
from tools.arguments import Flat
from tools.context import ToolContext, ToolResult
from tools.evidence import asset_evidence
from tools.findings import FOUND, absence, not_there, written_evidence
from tools.orders.machines_of import machines_with
from tools.phrases.saying import say, word
from tools.records.machines_so import allowed_values, called, saying_words, serviced
from tools.wording import telling_words

LISTED = 60
SPREAD = 6
"""Different values up to which machines are counted by them."""


class GetAsset(BaseModel):
    """One machine."""

    tag: str


class FindAssets(BaseModel):
    """Machines, which and how many; status: not running."""

    site: str = ""
    model: str = ""
    status: str = ""
    next_service: SkipJsonSchema[str] = ""
    """A span of days; where no machine tells one, `jobs` say what is due."""
    text: SkipJsonSchema[str] = ""
    """Words that the own records of the machines with a `next_service` say."""
    oldest_first: SkipJsonSchema[bool] = False
    """By the day on which they were commissioned, which is then told."""
    no_jobs: SkipJsonSchema[Flat | None] = None
    jobs: SkipJsonSchema[Flat | None] = None
    unused: SkipJsonSchema[tuple[str, ...]] = ()


def get_asset(ctx: ToolContext, args: GetAsset) -> ToolResult:
    """Find a machine by its tag."""
    try:
        return ToolResult((asset_evidence(ctx.fleet.asset(args.tag), ctx.language),))
    except NotFound as error:
        named = next((tag for tag in _of_orders(ctx) if key_of(tag) == key_of(args.tag)), "")
        if named:
            line = say("machine_of_orders", ctx.language, tag=named)
            return ToolResult((written_evidence("asset", [line], ctx.language, as_of=ctx.now()),))
        return ToolResult((not_there("asset", error, ctx.language),), nearest=error.nearest)


def find_assets(ctx: ToolContext, args: FindAssets) -> ToolResult:
    """A list as one piece of evidence; few machines also whole. Raises BadInput for what no machine has."""
    language, machines = ctx.language, ctx.fleet.assets()
    if not machines and (args.no_jobs is not None or args.jobs is not None):
        machines = [Asset(tag=tag) for tag in sorted({key_of(tag): tag for tag in _of_orders(ctx)}.values())]
    if not machines:
        return ToolResult((_only_of_orders(ctx),))
    said: list[str] = []
    found = machines
    for name, written in (("site", args.site), ("model", args.model), ("status", args.status)):
        if written.strip():
            allowed, how = allowed_values(name, written, machines, language)
            found = [one for one in found if getattr(one, name) in allowed]
            said.append(how)
    if args.no_jobs is not None:
        having, how = machines_with(ctx, args.no_jobs)
        found = [one for one in found if key_of(one.tag) not in having]
        said.append(say("no_order_with" if how else "no_order", language, said=how))
    told = bool(args.next_service) and any(one.next_service for one in machines)
    unsaid: list[str] = []
    if told:
        found, how = serviced(ctx, found, args.next_service)
        found, unsaid = called(found, telling_words(args.text, language), machines)
        said.append(how)
    elif args.jobs is not None:
        own = saying_words(found, args.jobs, language)
        having, how = (frozenset(key_of(one.tag) for one in own), "") if own else machines_with(ctx, args.jobs)
        if not having:
            return ToolResult((_not_the_list(how, len(found), "; ".join(said), language),))
        found = [one for one in found if key_of(one.tag) in having]
        order = say("order_with", language, said=how) if how else say("own_records", language, text=args.jobs["text"])
        said.append(order)
    if args.unused or unsaid:
        left = ", ".join(f"'{one}'" for one in (*args.unused, *unsaid))
        return ToolResult((_not_the_list(left, len(found), "; ".join(said), language),))
    listing = _listing(ctx, found, "; ".join(said), aged=args.oldest_first)
    return ToolResult((listing, *(asset_evidence(one, language) for one in found if len(found) == 1)))


def _listing(ctx: ToolContext, found: Sequence[Asset], said: str, *, aged: bool = False) -> Evidence:
    found = sorted(found, key=lambda one: one.commissioned or date.max) if aged else found
    lines = [_headline(len(found), said, ctx.language), *(_line(one, aged=aged) for one in found[:LISTED])]
    if len(found) > LISTED:
        lines.append(say("more_machines", ctx.language, count=len(found) - LISTED))
    lines += _spread(found, ctx.language)
    fields = {FOUND: str(len(found)), "filter": said}
    return written_evidence("asset", lines, ctx.language, fields=fields, as_of=ctx.now())


def _not_the_list(how: str, count: int, said: str, language: str) -> Evidence:
    """What narrows and fits no work order may be a property of the machines that no record tells: a list without it is no answer."""
    lines = [
        say("not_of_machines", language, said=how),
        _headline(count, said, language, "stated_without"),
    ]
    return written_evidence("asset", lines, language, fields={FOUND: str(count), "filter": said})


def _of_orders(ctx: ToolContext) -> tuple[str, ...]:
    return ctx.work_orders.order_values().assets


def _only_of_orders(ctx: ToolContext) -> Evidence:
    """Where nobody keeps machines, the work orders still name them."""
    language = ctx.language
    tags = sorted({key_of(tag): tag for tag in _of_orders(ctx)}.values())
    if not tags:
        return absence("asset", say("no_machines", language), language)
    items = ", ".join(tags[:LISTED])
    items = say("and_more", language, items=items, count=len(tags) - LISTED) if len(tags) > LISTED else items
    lines = [say("machines_of_orders", language, count=len(tags)), say("machines_list", language, items=items)]
    return written_evidence("asset", lines, language, fields={FOUND: str(len(tags))}, as_of=ctx.now())


def _headline(count: int, said: str, language: str, how: str = "stated") -> str:
    what = say("machines_match" if said else "machines_all", language, count=count, said=said)
    return say(how, language, what=what)


def _line(asset: Asset, *, aged: bool = False) -> str:
    service = asset.next_service.isoformat() if asset.next_service else ""
    since = asset.commissioned.isoformat() if aged and asset.commissioned else ""
    told = (since, asset.model, asset.site, asset.status, service)
    return f"{asset.tag}: {', '.join(value for value in told if value)}".rstrip(": ")


def _spread(found: Sequence[Asset], language: str) -> list[str]:
    """How many by site, model and status, where that is more than one."""
    lines: list[str] = []
    for name in ("site", "model", "status"):
        counts = Counter(getattr(one, name) for one in found if getattr(one, name))
        if 1 < len(counts) <= SPREAD:
            items = ", ".join(f"{value} {count}" for value, count in counts.most_common())
            lines.append(say("spread", language, by=word(name, language), items=items))
    return lines
