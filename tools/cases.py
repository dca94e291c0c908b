"""Past jobs like this one, on any machine, and what fixed them."""

from pydantic import BaseModel, Field

from domain.errors import NotFound
from domain.records import WorkOrder
from stores.passages.question import in_english
from tools.context import ToolContext, ToolResult
from tools.evidence import work_order_evidence

NEAR = 0.35
"""Cosine below which two texts are about different problems (all-MiniLM-L6-v2; unrelated sentences lie near 0.1)."""
POOL = 24
BY_WORDS = 0.3
SAME_MACHINE, SAME_ALARM, SOLVED = 0.05, 0.15, 0.1


class FindSimilarCases(BaseModel):
    """Past work orders that describe a problem like this one, on any machine, with what was done about it."""

    text: str = Field(description="The problem: symptom, component, circumstances.")
    alarm_code: str = Field(default="", description="The alarm code, where there is one.")
    limit: int = Field(default=4, ge=1, le=20)


def find_similar_cases(ctx: ToolContext, args: FindSimilarCases) -> ToolResult:
    """By meaning and by words together, as asked and in English; those that say what was done come first."""
    scores: dict[str, float] = {}
    orders: dict[str, WorkOrder] = {}
    texts = tuple(dict.fromkeys((args.text, in_english(args.text, ctx.language))))
    for number, cosine in (near for text in texts if ctx.cases for near in ctx.cases.nearest(text, limit=POOL)):
        if cosine >= NEAR:
            scores[number] = max(scores.get(number, 0.0), cosine)
    worded = (ctx.work_orders.find_work_orders(text=text, limit=POOL) for text in texts)
    for place, order in enumerate(next(filter(None, worded), ())):
        orders[order.number] = order
        scores[order.number] = scores.get(order.number, 0.0) + BY_WORDS / (1 + 0.2 * place)
    if args.alarm_code:
        for order in ctx.work_orders.find_work_orders(alarm_code=args.alarm_code, limit=POOL):
            orders[order.number] = order
            scores[order.number] = scores.get(order.number, 0.0) + SAME_ALARM
    for number in scores:
        if number not in orders:
            try:
                orders[number] = ctx.work_orders.work_order(number)
            except NotFound:
                continue
    ranked = sorted((n for n in scores if n in orders), key=lambda n: (-(scores[n] + _worth(orders[n], ctx)), n))
    if not ranked:
        return ToolResult(note="No past work order describes such a problem.")
    return ToolResult(tuple(work_order_evidence(orders[number]) for number in ranked[: args.limit]))


def _worth(order: WorkOrder, ctx: ToolContext) -> float:
    own = SAME_MACHINE if ctx.asset and order.asset == ctx.asset.tag else 0.0
    return own + (SOLVED if order.actions and order.closed else 0.0)
