"""Which machines have work orders that are so: the join that "never" asks for."""

from collections.abc import Mapping

from stores.records.identifiers import key_of
from tools.context import ToolContext
from tools.orders.where import narrowing

EVERY = 100_000


def machines_with(ctx: ToolContext, where: Mapping[str, str]) -> tuple[frozenset[str], str]:
    """The keys of the machines with such orders, and how these are said. Raises BadInput, NotFound."""
    narrowed = narrowing(ctx, ctx.work_orders.order_values(), where)
    query = narrowed.query().model_copy(update={"by": "asset", "limit": EVERY})
    groups = ctx.work_orders.query_work_orders(query).groups
    return frozenset(key_of(group.name.partition(" (")[0]) for group in groups), narrowed.said
