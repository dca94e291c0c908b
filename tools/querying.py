"""Count, sum and average work orders: every figure is worked out by the store, none by a model."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from pydantic import BaseModel, Field

from domain.errors import BadInput, NotFound
from domain.queries import Bound, OrderQuery, OrderValues
from stores.records.identifiers import key_of
from tools.context import ToolContext, ToolResult
from tools.evidence import work_order_evidence
from tools.figures import figures_evidence
from tools.narrowing import Narrowing, by_kind, by_value, by_values, by_word, emptied_by, exactly, narrowed
from tools.periods import NAMED, period

CATEGORIES = ("failure_mode", "component", "alarm_code", "assigned_to", "priority")
SHARED = (*CATEGORIES, "assets", "kind", "status", "other", "mentions", "about")
INSTEAD_OF_PARTS = ("component", "failure_mode", "alarm_code")
ALIKE = 5
"""Orders that are shown at most where they share the highest or lowest figure."""


class QueryWorkOrders(BaseModel):
    """Count work orders, add up, average or rank them by hours or cost, or search their texts; by machine, kind, state, code, words, dates.

    Use it for every question about how many, how often, most frequent, total, average, dearest, longest, which mention; never count yourself.
    """

    assets: list[str] = Field(default=[], description="Only of these machines (tags).")
    kind: str = Field(
        default="", description="Only of this kind: 'corrective', 'preventive', or as the company calls it."
    )
    status: str = Field(default="", description="'open', 'closed', or an exact status.")
    failure_mode: str = Field(default="", description="Only with this failure code or failure mode.")
    component: str = Field(default="", description="Only of this component or system.")
    alarm_code: str = Field(default="", description="Only with this alarm code.")
    assigned_to: str = Field(default="", description="Only of this person or team.")
    priority: str = Field(default="", description="Only with this priority.")
    other: dict[str, str] = Field(default={}, description="Fields of the company's own: name -> value.")
    mentions: list[str] = Field(
        default=[], description="Words that all stand in the texts; 'hose|slange': one of them is enough."
    )
    about: list[str] = Field(
        default=[], description="Words that all stand anywhere in the order; 'hose|slange': one of them is enough."
    )
    period: str = Field(default="", description=f"A span of time by name: {NAMED}.")
    since: date | None = Field(default=None, description="From this day on.")
    until: date | None = Field(default=None, description="Up to and including this day.")
    measure: Literal["count", "sum", "mean", "highest", "lowest"] = Field(
        default="count", description="'highest' and 'lowest' give the single orders with the most and the least."
    )
    of: Literal["", "hours", "cost"] = Field(default="", description="What is added up, averaged or ranked.")
    over: float | None = Field(default=None, description="Only orders whose `of` is more than this.")
    under: float | None = Field(default=None, description="Only orders whose `of` is less than this.")
    by: str = Field(
        default="",
        description="Group by asset, kind, status, failure_mode, component, alarm_code, assigned_to, priority, part, year, quarter, month or an own field.",
    )
    split: str = Field(default="", description="Divide each group by a second field: by year, split by kind.")
    sides: list[str] = Field(
        default=[], description="Only these values, side by side, of `split` (of `by` where nothing is split)."
    )
    with_parts: bool = Field(default=False, description="Only orders that tell the parts used.")
    least_first: bool = Field(default=False, description="The smallest group first.")
    oldest_first: bool = Field(default=False, description="The orders by their dates, the oldest first.")
    share: bool = Field(
        default=False, description="Also as a percentage of all, or of the whole that `share_of` leaves."
    )
    share_of: list[str] = Field(
        default=[], description="Filters that make the part and not the whole: ['kind'] for the share of a kind."
    )
    top: int = Field(default=10, ge=1, le=50, description="How many groups, or orders to list.")
    list_orders: bool = Field(default=False, description="Also give the orders themselves.")


def query_work_orders(ctx: ToolContext, args: QueryWorkOrders) -> ToolResult:
    """Figures as one piece of evidence that says what was counted, by which filter, and which records."""
    known = ctx.work_orders.order_values()
    if not known.orders:
        return ToolResult(note="There are no work orders in the records.")
    if args.with_parts and not known.with_parts:
        return ToolResult(note="No work order in the records tells the parts used.")
    try:
        filters = _filters(args, known)
        query, instead = _query(ctx, args, known, filters)
        figures = ctx.work_orders.query_work_orders(query)
    except BadInput as error:
        return ToolResult(note=str(error))
    if not figures.count and not ctx.work_orders.query_work_orders(narrowed(query, exactly(filters))).count:
        # The machine, the time or a value of the records has no order: the words have nothing to do with it.
        filters = exactly(filters)
    said = [*query.assets, *([query.status] if query.status else []), *(one.said for one in filters)]
    said += ["with the parts used"] if args.with_parts else []
    said += [
        f"{args.of} {name} {bound:g}"
        for name, bound in (("over", args.over), ("under", args.under))
        if bound is not None
    ]
    told = args.model_dump_json() + ctx.now().date().isoformat()
    mark = hashlib.sha256(told.encode()).hexdigest()[:12]
    notes = [*instead, *(emptied_by(query, filters, ctx.work_orders.query_work_orders) if not figures.count else [])]
    whole = _whole(ctx, args, known) if args.share else None
    evidence = [figures_evidence(query, figures, said, mark, notes=notes, whole=whole, as_of=ctx.now())]
    if args.list_orders:
        shown = max(args.top, min(figures.alike, ALIKE))
        evidence += [work_order_evidence(ctx.work_orders.work_order(number)) for number in figures.numbers[:shown]]
    return ToolResult(tuple(evidence))


def _whole(ctx: ToolContext, args: QueryWorkOrders, known: OrderValues) -> float:
    """What is 100 %: the figure without the filters that make the part."""
    left = {name: type(args).model_fields[name].get_default() for name in args.share_of if name in SHARED}
    wider = args.model_copy(update={**left, "by": "", "split": "", "sides": []})
    query, _ = _query(ctx, wider, known, _filters(wider, known))
    return ctx.work_orders.query_work_orders(query).figure or 0


def _query(
    ctx: ToolContext, args: QueryWorkOrders, known: OrderValues, filters: Sequence[Narrowing]
) -> tuple[OrderQuery, list[str]]:
    """The query, and what is grouped by instead of parts where no order tells them."""
    since, until = _span(ctx, args)
    by, instead = args.by, list[str]()
    if by == "part" and not known.with_parts:
        by = next((field for field in INSTEAD_OF_PARTS if known.fields.get(field)), "")
        instead.append("Parts used: not told by any work order")
        if not by:
            raise BadInput("The work orders tell neither parts, components nor failure codes.")
    bare = OrderQuery(
        assets=tuple(_asset(ctx, tag, known) for tag in args.assets),
        status=args.status,
        since=since,
        until=until,
        measure=args.measure,
        of=args.of,
        bounds=_bounds(args),
        by=by,
        split=args.split,
        with_parts=args.with_parts,
        least_first=args.least_first,
        oldest_first=args.oldest_first,
        limit=max(args.top, 20) if not args.by else args.top,
    )
    return narrowed(bare, filters), instead


def _bounds(args: QueryWorkOrders) -> tuple[Bound, ...]:
    over = [Bound(of=args.of, sign=">", value=args.over)] if args.of and args.over is not None else []
    return (*over, *([Bound(of=args.of, sign="<", value=args.under)] if args.of and args.under is not None else []))


def _filters(args: QueryWorkOrders, known: OrderValues) -> list[Narrowing]:
    """What narrows by values and words. Raises BadInput for a kind that no record has."""
    found = [by_value(name, getattr(args, name), known) for name in CATEGORIES if getattr(args, name)]
    found += [by_value(name, value, known) for name, value in args.other.items()]
    found += [by_kind([args.kind], known)] if args.kind else []
    if args.sides:
        field = args.split or args.by
        each = by_kind(args.sides, known) if field == "kind" else by_values(field, args.sides, known)
        found.append(each)
    found += [by_word(word, anywhere=False) for word in args.mentions]
    return found + [by_word(word, anywhere=True) for word in args.about]


def _span(ctx: ToolContext, args: QueryWorkOrders) -> tuple[datetime | None, datetime | None]:
    if args.period:
        return period(args.period, ctx.now())
    since = datetime.combine(args.since, time(), UTC) if args.since else None
    return since, datetime.combine(args.until, time(), UTC) + timedelta(days=1) if args.until else None


def _asset(ctx: ToolContext, tag: str, known: OrderValues) -> str:
    """The machine as its work orders call it."""
    for asset in known.assets:
        if key_of(asset) == key_of(tag):
            return asset
    try:
        return ctx.fleet.asset(tag).tag
    except NotFound as error:
        raise BadInput(str(error)) from None
