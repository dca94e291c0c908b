"""Find work orders, newest first, and read one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from domain.answers import Evidence
from domain.errors import NotFound
from domain.queries import Dated, OrderQuery
from domain.records import WorkOrder
from stores.records.orders.wording import OR
from tools.arguments import Flat
from tools.context import ToolContext, ToolResult
from tools.evidence import work_order_evidence
from tools.findings import FOUND, absence, written_evidence
from tools.orders.figures import headline
from tools.orders.where import FIGURES, Narrowing, emptied_by, narrowing

POOL = 200
"""Orders looked at by their words where none says all of them."""
NEAREST = 3


class GetWorkOrder(BaseModel):
    """One work order."""

    number: str


class FindWorkOrders(BaseModel):
    """Work orders, newest first. where, e.g. {"asset":"A1|A2","status":"open","kind":"not preventive","cost":">500","text":"hose","since":"2025-03","until":"2025-Q3"}; also component, failure_mode, alarm_code, assigned_to, priority, part, site, model, closed, due, days. text "not hose": without it. by_due: the next due first."""

    where: Flat = Field(default={})
    text: SkipJsonSchema[str] = ""
    since: SkipJsonSchema[str] = ""
    until: SkipJsonSchema[str] = ""
    limit: int = Field(default=5, ge=1, le=50)
    oldest_first: bool = False
    by_due: bool = False
    unused: SkipJsonSchema[tuple[str, ...]] = ()


def get_work_order(ctx: ToolContext, args: GetWorkOrder) -> ToolResult:
    """Find a work order by its number."""
    try:
        return ToolResult((work_order_evidence(ctx.work_orders.work_order(args.number)),))
    except NotFound as error:
        return ToolResult((absence("work_order", str(error), nearest=error.nearest),), nearest=error.nearest)


def find_work_orders(ctx: ToolContext, args: FindWorkOrders) -> ToolResult:
    """How many match, then the first of them. Raises BadInput, NotFound."""
    known = ctx.work_orders.order_values()
    if not known.orders:
        return ToolResult((absence("work_order", "There are no work orders in the records."),))
    narrowed = narrowing(ctx, known, args.where, args.text, args.since, args.until)
    query = narrowed.query().model_copy(
        update={"limit": args.limit, "oldest_first": args.oldest_first, "by_due": args.by_due}
    )
    figures = ctx.work_orders.query_work_orders(query)
    if not figures.count:
        return _none(ctx, narrowed)
    if args.unused:
        return ToolResult((_not_the_list(narrowed.said, figures.count, args.unused),))
    orders = [ctx.work_orders.work_order(number) for number in figures.numbers]
    return ToolResult((_first_line(args, narrowed.said, figures.count, len(orders)), *map(work_order_evidence, orders)))


def _first_line(args: FindWorkOrders, said: str, count: int, shown: int) -> Evidence:
    which = "next due" if args.by_due else "oldest" if args.oldest_first else "newest"
    end = f"; the {which} {f'{shown} are' if shown > 1 else 'one is'} shown" if count > shown else ""
    return written_evidence("work_order", [headline(count, said, end)], fields={FOUND: str(count), "filter": said})


def _not_the_list(said: str, count: int, unused: Sequence[str]) -> Evidence:
    """A list that ignores a condition is no answer: only how many there are without it is told."""
    left_out = ", ".join(f"'{word}'" for word in unused)
    lines = [f"I could not use {left_out}, so this is no list of what was asked.", headline(count, said, " without it")]
    return written_evidence("work_order", lines, fields={FOUND: str(count), "filter": said})


def none_match(ctx: ToolContext, narrowed: Narrowing) -> Evidence:
    """That no order matches, with how many there are without each part of the filter."""

    def count(query: OrderQuery) -> int:
        return ctx.work_orders.query_work_orders(query).count

    bounded = {bound.of for part in narrowed.parts for bound in part.bounds}
    dated = {part.dated.field for part in narrowed.parts if part.dated}
    untold = [f"No work order tells when it was {day}." for day in sorted(dated) if not _ever(ctx, day)]
    untold += [f"No work order tells its {of}." for of in FIGURES if of in bounded and not _telling(ctx, of)]
    among = ctx.work_orders.order_values().orders
    lines = [
        headline(0, narrowed.said, f": none of all {among}" if among > 1 else ""),
        *untold,
        *emptied_by(narrowed, count),
    ]
    fields = {FOUND: "0", "filter": narrowed.said}
    return written_evidence("work_order", lines, fields=fields, as_of=ctx.now())


def _ever(ctx: ToolContext, day: str) -> int:
    """How many orders tell when they were opened, closed or due."""
    dated = Dated.model_validate({"field": day, "since": datetime(1900, 1, 1, tzinfo=UTC)})
    return ctx.work_orders.query_work_orders(OrderQuery(dated=(dated,))).count


def _telling(ctx: ToolContext, of: str) -> int:
    return ctx.work_orders.query_work_orders(OrderQuery(measure="sum", of=of)).measured


def _none(ctx: ToolContext, narrowed: Narrowing) -> ToolResult:
    """Nothing matches; where words were asked for, the orders that say most of them are named as nearest."""
    evidence = none_match(ctx, narrowed)
    near = _nearest_by_words(ctx, narrowed)
    if not near:
        return ToolResult((evidence,), note="Try fewer fields, other words or a longer time.")
    note = f"None says all of the words; the {len(near)} shown say some of them."
    return ToolResult((evidence, *map(work_order_evidence, near)), note=note)


def _nearest_by_words(ctx: ToolContext, narrowed: Narrowing) -> Sequence[WorkOrder]:
    spellings = [spelling for part in narrowed.parts if part.word for spelling in part.word.split(OR)]
    ranked = ctx.work_orders.find_work_orders(text=" ".join(spellings), limit=POOL) if spellings else ()
    if not ranked:
        return ()
    query = narrowed.query().model_copy(
        update={"anywhere": (), "among": tuple(order.number for order in ranked), "limit": POOL}
    )
    allowed = set(ctx.work_orders.query_work_orders(query).numbers)
    return [order for order in ranked if order.number in allowed][:NEAREST]
