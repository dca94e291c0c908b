"""Past jobs like this one, on any machine, and what fixed them."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from domain.errors import NotFound
from domain.records import WorkOrder
from stores.passages.wording.question import in_english
from tools.context import ToolContext, ToolResult
from tools.evidence import work_order_evidence
from tools.findings import absence
from tools.phrases.saying import say

NEAR = 0.2
"""Cosine below which two texts are about different problems, in whatever languages (see `Meaning`)."""
POOL = 24
BY_WORDS = 0.3
SAME_MACHINE, SAME_ALARM, SOLVED = 0.05, 0.15, 0.1


class FindSimilarCases(BaseModel):
    """Similar problems and what fixed them."""

    text: str
    alarm_code: SkipJsonSchema[str] = ""
    limit: SkipJsonSchema[int] = Field(default=4, ge=1, le=20)


def find_similar_cases(ctx: ToolContext, args: FindSimilarCases) -> ToolResult:
    """By meaning and by words together, as asked and in English; those that say what was done come first."""
    orders: dict[str, WorkOrder] = {}
    scores: defaultdict[str, float] = defaultdict(float)
    texts = tuple(dict.fromkeys((args.text, in_english(args.text, ctx.language))))
    for text in texts:
        for number, cosine in ctx.cases.nearest(text, limit=POOL) if ctx.cases else ():
            if cosine >= NEAR:
                scores[number] = max(scores[number], cosine)
    worded = (ctx.work_orders.find_work_orders(text=text, limit=POOL) for text in texts)
    for place, order in enumerate(next(filter(None, worded), ())):
        orders[order.number] = order
        scores[order.number] += BY_WORDS / (1 + 0.2 * place)
    for order in ctx.work_orders.find_work_orders(alarm_code=args.alarm_code, limit=POOL) if args.alarm_code else ():
        orders[order.number] = order
        scores[order.number] += SAME_ALARM
    _read_the_others(ctx, scores, orders)
    ranked = sorted(orders, key=lambda number: (-(scores[number] + _worth(orders[number], ctx)), number))
    if not ranked:
        sentence = say("none_alike", ctx.language, text=args.text)
        return ToolResult((absence("work_order", sentence, ctx.language),))
    return ToolResult(tuple(work_order_evidence(orders[number], ctx.language) for number in ranked[: args.limit]))


def _read_the_others(ctx: ToolContext, scores: Iterable[str], orders: dict[str, WorkOrder]) -> None:
    for number in scores:
        if number not in orders:
            with suppress(NotFound):
                orders[number] = ctx.work_orders.work_order(number)


def _worth(order: WorkOrder, ctx: ToolContext) -> float:
    own = SAME_MACHINE if ctx.asset and order.asset == ctx.asset.tag else 0.0
    return own + (SOLVED if order.actions and order.closed else 0.0)
