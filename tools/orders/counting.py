"""Count work orders, add up, average or rank their hours and cost: every figure is worked out by the store."""

from typing import Any, Literal

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from domain.answers import Evidence
from domain.queries import BETWEEN, Measure, OrderFigures, OrderQuery, OrderValues
from stores.records.identifiers import key_of
from tools.arguments import Flat
from tools.context import ToolContext, ToolResult
from tools.evidence import work_order_evidence
from tools.findings import absence
from tools.orders.fields import figure_of, group_of
from tools.orders.figures import field_untold, figures_evidence, share_evidence, unused_lines
from tools.orders.finding import nobody_says, none_match, said_by_orders
from tools.orders.narrowed import Narrowing, joined
from tools.orders.where import narrowing
from tools.phrases.saying import say

GROUPS = 30
RANKED = 3
"""Orders that are given whole with the highest or lowest figure."""
INSTEAD = {
    "part": ("component", "failure_mode", "alarm_code"),
    "alarm_code": ("failure_mode", "component"),
    "failure_mode": ("alarm_code", "component"),
}
"""A field that no order tells -> those that may tell the same."""


class CountWorkOrders(BaseModel):
    """Count, by, split: field, year, quarter, month. share, as where: per cent. Never count yourself."""

    where: Flat = Field(default={})
    share: Flat = Field(default={})
    text: SkipJsonSchema[str] = ""
    since: SkipJsonSchema[str] = ""
    until: SkipJsonSchema[str] = ""
    by: str = ""
    split: str = ""
    unused: SkipJsonSchema[tuple[str, ...]] = ()


class TotalWorkOrders(BaseModel):
    """of: hours, cost, days (to close), between (orders), own number."""

    of: str
    how: Literal["sum", "mean", "median", "highest", "lowest"] = "sum"
    where: Flat = Field(default={})
    text: SkipJsonSchema[str] = ""
    since: SkipJsonSchema[str] = ""
    until: SkipJsonSchema[str] = ""
    by: str = ""
    unused: SkipJsonSchema[tuple[str, ...]] = ()


def count_work_orders(ctx: ToolContext, args: CountWorkOrders) -> ToolResult:
    """A count as one piece of evidence that says what was counted. Raises BadInput, NotFound."""
    return _figures(ctx, args, "count")


def total_work_orders(ctx: ToolContext, args: TotalWorkOrders) -> ToolResult:
    """A figure as one piece of evidence; of the highest and lowest the orders themselves too. Raises BadInput, NotFound."""
    return _figures(ctx, args, args.how)


def _figures(ctx: ToolContext, args: CountWorkOrders | TotalWorkOrders, measure: Measure) -> ToolResult:
    known = ctx.work_orders.order_values()
    if not known.orders:
        return ToolResult((absence("work_order", say("no_orders", ctx.language), ctx.language),))
    narrowed = narrowing(ctx, known, args.where, args.text, args.since, args.until)
    by, notes = _by(ctx, args.by, known)
    split = group_of(args.split, known) if isinstance(args, CountWorkOrders) and by else ""
    update: dict[str, Any] = {"measure": measure, "by": by, "split": split, "limit": GROUPS}
    if isinstance(args, TotalWorkOrders):
        update["of"] = figure_of(args.of, known)
        if update["of"] == BETWEEN:
            update["measure"] = "mean"
    query = narrowed.query().model_copy(update=update)
    figures = ctx.work_orders.query_work_orders(query)
    left, words = said_by_orders(ctx, narrowed, found=True)
    if words:
        narrowed, query = left, left.query().model_copy(update=update)
        figures = ctx.work_orders.query_work_orders(query)
    if not figures.count:
        return ToolResult((none_match(ctx, narrowed),))
    if isinstance(args, CountWorkOrders) and args.share:
        return ToolResult((_share(ctx, args, known, narrowed, figures.count),))
    notes += unused_lines(args.unused, ctx.language)
    notes += _machines_without(ctx, query, figures, narrowed)
    evidence = figures_evidence(query, figures, narrowed, as_of=ctx.now(), notes=notes)
    missing = [nobody_says(ctx, words)] if words else []
    return ToolResult((*missing, evidence, *_ranked(ctx, query, figures)))


def _share(ctx: ToolContext, args: CountWorkOrders, known: OrderValues, whole: Narrowing, count: int) -> Evidence:
    """How many per cent of the orders are so as well."""
    wanted = narrowing(ctx, known, args.share)
    both = ctx.work_orders.query_work_orders(joined(whole, wanted).query())
    return share_evidence(both, count, whole, wanted.said, args.unused, as_of=ctx.now())


def _by(ctx: ToolContext, written: str, known: OrderValues) -> tuple[str, list[str]]:
    """What is grouped by; another field where no order tells it, which is said."""
    by = group_of(written, known)
    told = known.with_parts if by == "part" else bool(known.fields.get(by)) or by not in known.fields
    if told or by not in INSTEAD:
        return by, []
    other = next((field for field in INSTEAD[by] if known.fields.get(field)), "")
    return other or by, [field_untold("parts_used" if by == "part" else by, ctx.language)]


def _ranked(ctx: ToolContext, query: OrderQuery, figures: OrderFigures) -> list[Evidence]:
    if query.measure not in {"highest", "lowest"} or query.by:
        return []
    return [
        work_order_evidence(ctx.work_orders.work_order(number), ctx.language) for number in figures.numbers[:RANKED]
    ]


def _machines_without(ctx: ToolContext, query: OrderQuery, figures: OrderFigures, narrowed: Narrowing) -> list[str]:
    """Machines, of those asked about, that have no such order: the fewest is none."""
    if query.by != "asset" or figures.figure is None or figures.kinds_of_group > len(figures.groups):
        return []
    if query.measure != "count" and figures.measured < figures.count:  # some have orders that do not tell the figure
        figures = ctx.work_orders.query_work_orders(query.model_copy(update={"measure": "count", "of": ""}))
    having = {key_of(group.name.partition(" (")[0]) for group in figures.groups}
    without = [tag for tag in _machines_meant(ctx, narrowed) if key_of(tag) not in having]
    if not without or len(without) > GROUPS:
        return []
    said = narrowed.said
    none = say("no_order_with" if said else "no_order", ctx.language, said=said)
    return [f"{none[:1].upper()}{none[1:]}: {', '.join(without)}"]


def _machines_meant(ctx: ToolContext, narrowed: Narrowing) -> list[str]:
    """All of the fleet that the query does not leave out."""
    tags = [asset.tag for asset in ctx.fleet.assets()]
    for wanted in (part.filter for part in narrowed.parts if part.filter):
        if wanted.field == "asset":
            named = {key_of(value) for value in wanted.values}
            tags = [tag for tag in tags if (key_of(tag) in named) != wanted.excluded]
    return tags
