"""Sentences about one work order: its hours, people and dates, whether it is open, and what is not recorded of it."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.gate.made.saying import Made, day, families, language_for, ways
from domain.answers import Evidence
from domain.records import WorkOrder
from stores.records.orders.states import CANCELLED, CLOSED, OPEN, state_of
from tools.evidence import work_order_evidence

MOST, BESIDE = 300, 5
MOST_OF_A_FAMILY = 40
WAYS = (
    "{name} took {hours:g} hours and was done by {who}", "{name} on {asset} took {hours:g} hours", "{who} needed {hours:g} hours for {name}",
    "{name} was opened on {opened:%-d %B %Y} and took {hours:g} hours",
)  # fmt: skip
_EMPTY = {
    "no parts": "parts_used",
    "nobody": "assigned_to",
    "no hours": "hours",
    "no cost": "cost",
    "not closed": "closed",
}
"""A family to the field that is empty."""


def of_one_order(orders: Sequence[WorkOrder], chance: random.Random) -> Iterator[Made]:
    """Values of a record, wrong with another one's hours; states and what is empty, wrong of one that is otherwise."""
    known = [one for one in orders if one.hours and one.assigned_to and one.asset and one.opened][:MOST]
    for order in known:
        evidence = evidence_of([order], orders, "", chance)
        other, way = chance.choice(known), chance.choice(WAYS)
        yield Made("one order", True, f"{way.format(**_of(order))} [1].", evidence)
        if other.hours != order.hours:
            yield Made("one order", False, f"{way.format(**_of(order) | {'hours': other.hours})} [1].", evidence)
    for family in families("one order"):
        yield from _of_state(family, orders, chance)


def _of_state(family: str, orders: Sequence[WorkOrder], chance: random.Random) -> Iterator[Made]:
    right = [order for order in orders if _is(family, order) is True]
    wrong = [order for order in orders if _is(family, order) is False]
    for truth, held in ((True, right), (False, wrong)):
        for order in chance.sample(held, min(MOST_OF_A_FAMILY, len(held))):
            language = language_for("en", chance)
            moment = order.closed if truth else next((one.closed for one in orders if one.closed and order.closed and one.closed.date() not in {order.closed.date(), order.opened and order.opened.date()}), order.opened)  # fmt: skip
            told = {
                "A": order.number,
                "x": day(moment, language, chance) if moment else "",
                "o": day(order.opened, language, chance) if order.opened else "",
            }
            text = chance.choice(ways("one order", family, language)).format(**told)
            yield Made(family, truth, f"{text} [1].", evidence_of([order], orders, language, chance))


def _is(family: str, order: WorkOrder) -> bool | None:
    """Whether it is so; None where that cannot be told or said."""
    state = state_of(order.status)
    if family == "still open":
        return True if state == OPEN and not order.closed else False if state == CLOSED else None
    if family == "closed on":
        return (
            True
            if state == CLOSED and order.closed
            else False
            if not order.closed and order.opened and state == OPEN
            else None
        )
    if state == CANCELLED:
        return None
    return getattr(order, _EMPTY[family]) in {None, "", ()}


def evidence_of(
    cited: Sequence[WorkOrder], orders: Sequence[WorkOrder], language: str, chance: random.Random
) -> Mapping[int, Evidence]:
    """The cited ones first, then some others."""
    numbers = {one.number for one in cited}
    beside = [one for one in chance.sample(orders, min(BESIDE, len(orders))) if one.number not in numbers]
    return {n: work_order_evidence(one, language) for n, one in enumerate([*cited, *beside], start=1)}


def _of(order: WorkOrder) -> dict[str, Any]:
    return {
        "name": order.number,
        "asset": order.asset,
        "who": order.assigned_to,
        "hours": order.hours,
        "opened": order.opened,
    }
