"""How long ago an order was opened and closed."""

from datetime import datetime

from domain.answers import Evidence
from domain.records import WorkOrder
from tools.context import ToolContext
from tools.findings import written_evidence
from tools.phrases.saying import say, word


def age_evidence(ctx: ToolContext, order: WorkOrder) -> tuple[Evidence, ...]:
    """The days since it was opened and closed; nothing where it tells neither day."""
    days: dict[str, datetime | None] = {"opened": order.opened, "closed": order.closed}
    lines = [_line(ctx, order.number, name, day) for name, day in days.items() if day]
    return (written_evidence("work_order", lines, ctx.language, as_of=ctx.now()),) if lines else ()


def _line(ctx: ToolContext, number: str, name: str, day: datetime) -> str:
    count = (ctx.now().date() - day.date()).days
    told = say("ago", ctx.language, day=f"{day:%Y-%m-%d}", count=count) if count >= 0 else f"{day:%Y-%m-%d}"
    return f"{number}, {word(name, ctx.language)}: {told}"
