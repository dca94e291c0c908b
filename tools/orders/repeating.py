"""Open jobs on the same machine that a new one would repeat: the same alarm, the same words, or the same said in another language."""

from collections.abc import Sequence

from domain.records import WorkOrder
from language.words import stems
from stores.protocols import SimilarCases, WorkOrders

LOOKED_THROUGH = 100
SAME = 0.21
"""How near in meaning two titles are that tell of one fault: of 38 pairs, most in two languages, 15 of 17 alike lie above and 19 of 21 unlike below."""


def open_alike(
    orders: WorkOrders, cases: SimilarCases | None, *, asset: str, title: str, alarm_code: str = ""
) -> tuple[WorkOrder, ...]:
    """The open jobs on `asset` (its tag) with this fault, newest first."""
    if not asset:
        return ()
    there = orders.find_work_orders(asset=asset, status="open", limit=LOOKED_THROUGH)
    near = _near(cases, title, there)
    return tuple(
        order for order, meant in zip(there, near, strict=True) if meant or _says_the_same(order, title, alarm_code)
    )


def _says_the_same(order: WorkOrder, title: str, alarm_code: str) -> bool:
    """The same alarm, or at least half of the shorter title's words."""
    if alarm_code and alarm_code.casefold() == order.alarm_code.casefold():
        return True
    mine, theirs = stems(title), stems(order.title)
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs)) > 0


def _near(cases: SimilarCases | None, title: str, orders: Sequence[WorkOrder]) -> Sequence[bool]:
    told = cases.alike(title, [order.title for order in orders]) if cases else ()
    return [cosine >= SAME for cosine in told] or [False] * len(orders)
