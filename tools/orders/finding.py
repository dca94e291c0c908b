"""Find work orders, newest first, and read one."""

from collections.abc import Sequence
from dataclasses import replace
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
from tools.findings import FOUND, absence, not_there, written_evidence
from tools.orders.ages import age_evidence
from tools.orders.figures import headline
from tools.orders.narrowed import Narrowing, Part, emptied_by, unsaid
from tools.orders.where import FIGURES, narrowing
from tools.phrases.saying import say, word

POOL = 200
"""Orders looked at by their words where none says all of them."""
NEAREST = 3


class GetWorkOrder(BaseModel):
    """One work order."""

    number: str
    ago: SkipJsonSchema[bool] = False


class FindWorkOrders(BaseModel):
    """Work orders, newest first. where, only as asked: asset, status, kind, component, failure_mode, alarm_code, assigned_to, priority, part, site, model, text (all its words), since, until, closed, due, cost, hours, days. x|y: either, not x, > or < a number, dates as 2025-03, 2025-Q3."""

    where: Flat = Field(default={})
    text: SkipJsonSchema[str] = ""
    since: SkipJsonSchema[str] = ""
    until: SkipJsonSchema[str] = ""
    limit: int = Field(default=5, ge=1, le=50)
    oldest_first: bool = False
    due_first: bool = False
    ago: SkipJsonSchema[bool] = False
    unused: SkipJsonSchema[tuple[str, ...]] = ()


def get_work_order(ctx: ToolContext, args: GetWorkOrder) -> ToolResult:
    """Find a work order by its number."""
    try:
        order = ctx.work_orders.work_order(args.number)
        ages = age_evidence(ctx, order) if args.ago else ()
        return ToolResult((*ages, work_order_evidence(order, ctx.language)))
    except NotFound as error:
        return ToolResult((not_there("work_order", error, ctx.language),), nearest=error.nearest)


def find_work_orders(ctx: ToolContext, args: FindWorkOrders) -> ToolResult:
    """How many match, then the first of them. Raises BadInput, NotFound."""
    known = ctx.work_orders.order_values()
    if not known.orders:
        return ToolResult((absence("work_order", say("no_orders", ctx.language), ctx.language),))
    narrowed = narrowing(ctx, known, args.where, args.text, args.since, args.until)
    query = narrowed.query().model_copy(
        update={"limit": args.limit, "oldest_first": args.oldest_first, "by_due": args.due_first}
    )
    figures = ctx.work_orders.query_work_orders(query)
    left, words = said_by_orders(ctx, narrowed, found=bool(figures.count))
    if words:
        figures = ctx.work_orders.query_work_orders(left.query().model_copy(update={"limit": args.limit}))
    if not figures.count and not args.unused:
        return _none(ctx, narrowed)
    if args.unused or any(part.excluded for part in words) or (words and not left.tells):
        return ToolResult((_not_the_list(left, figures.count, (*args.unused, *map(_word, words))),))
    found = [ctx.work_orders.work_order(number) for number in figures.numbers]
    orders = [work_order_evidence(order, ctx.language) for order in found]
    ages = age_evidence(ctx, found[0]) if args.ago else ()
    first = _first_line(args, left, figures.count, len(orders))
    return ToolResult((*([nobody_says(ctx, words)] if words else []), first, *ages, *orders))


def said_by_orders(ctx: ToolContext, narrowed: Narrowing, *, found: bool) -> tuple[Narrowing, tuple[Part, ...]]:
    """Without the words that no order says, where anything else narrows, and these words.

    A count needs `found`: of what no order says there are none, and that is the answer; only leaving out by such a word is told.
    """
    words = unsaid(narrowed, lambda query: ctx.work_orders.query_work_orders(query).count, found=found)
    left = replace(narrowed, parts=tuple(part for part in narrowed.parts if part not in words))
    return (left, words) if words and (left.tells or left.span.since or left.span.until or found) else (narrowed, ())


def nobody_says(ctx: ToolContext, words: Sequence[Part]) -> Evidence:
    """That no work order has these words: what is told without them stands behind it."""
    left_out = ", ".join(f"'{_word(part)}'" for part in words)
    return absence("work_order", say("unsaid", ctx.language, words=left_out), ctx.language, name=_word(words[0]))


def _word(part: Part) -> str:
    return part.words[0].split(OR)[0]


def _first_line(args: FindWorkOrders, narrowed: Narrowing, count: int, shown: int) -> Evidence:
    which = "due" if args.due_first else "oldest" if args.oldest_first else "newest"
    how = f"stated_{which}" if count > shown else "stated"
    line = headline(count, narrowed, how, count=shown)
    return written_evidence(
        "work_order", [line], narrowed.language, fields={FOUND: str(count), "filter": narrowed.said}
    )


def _not_the_list(narrowed: Narrowing, count: int, unused: Sequence[str]) -> Evidence:
    """A list that ignores a condition is no answer: only how many there are without it is told."""
    left_out = ", ".join(f"'{one}'" for one in unused)
    lines = [
        say("not_the_list", narrowed.language, words=left_out),
        headline(count, narrowed, "stated_without"),
    ]
    return written_evidence("work_order", lines, narrowed.language, fields={FOUND: str(count), "filter": narrowed.said})


def none_match(ctx: ToolContext, narrowed: Narrowing) -> Evidence:
    """That no order matches, with how many there are without each part of the filter."""

    def count(query: OrderQuery) -> int:
        return ctx.work_orders.query_work_orders(query).count

    bounded = {bound.of for part in narrowed.parts for bound in part.bounds}
    dated = {part.dated.field for part in narrowed.parts if part.dated}
    language = narrowed.language
    untold = [say(f"nobody_tells_{day}", language) for day in sorted(dated) if not _ever(ctx, day)]
    untold += [
        say("nobody_tells", language, of=word(of, language))
        for of in FIGURES
        if of in bounded and not _telling(ctx, of)
    ]
    among = ctx.work_orders.order_values().orders
    lines = [
        *(untold or [headline(0, narrowed, "stated_none", all=among) if among > 1 else headline(0, narrowed)]),
        *emptied_by(narrowed, count),
    ]
    fields = {FOUND: "0", "filter": narrowed.said}
    return written_evidence("work_order", lines, narrowed.language, fields=fields, as_of=ctx.now())


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
    return ToolResult((evidence, *(work_order_evidence(order, ctx.language) for order in near)), note=note)


def _nearest_by_words(ctx: ToolContext, narrowed: Narrowing) -> Sequence[WorkOrder]:
    spellings = [spelling for part in narrowed.parts for one in part.words for spelling in one.split(OR)]
    ranked = ctx.work_orders.find_work_orders(text=" ".join(spellings), limit=POOL) if spellings else ()
    if not ranked:
        return ()
    query = narrowed.query().model_copy(
        update={"anywhere": (), "among": tuple(order.number for order in ranked), "limit": POOL}
    )
    allowed = set(ctx.work_orders.query_work_orders(query).numbers)
    return [order for order in ranked if order.number in allowed][:NEAREST]
