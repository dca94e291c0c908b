"""Sentences about two work orders, each cited: the same field of both, sums, differences, which took longer, which came first."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import combinations

from bench.gate.made.one_order import evidence_of
from bench.gate.made.saying import Made, cite, day, families, language_for, ways, word, written
from domain.records import WorkOrder

MOST, PAIRS = 40, 4000
Said = tuple[Mapping[str, str] | None, Mapping[str, str] | None] | None
"""What is true of two orders and what is not; one of them where only that can be said."""
Way = Callable[[WorkOrder, WorkOrder, str, random.Random], Said]


def of_two_orders(orders: Sequence[WorkOrder], chance: random.Random) -> Iterator[Made]:
    """At most MOST of a family, each true one with its wrong twin."""
    whole = list(combinations(orders, 2))
    for family in families("orders"):
        found = Counter[bool]()
        for one, other in chance.sample(whole, min(PAIRS, len(whole))):
            language = language_for("en", chance)
            told = _SAYING[family](one, other, language, chance)
            if told is None or all(
                found[truth] >= MOST for truth, said in zip((True, False), told, strict=True) if said
            ):
                continue
            way = chance.choice(ways("orders", family, language))
            evidence = evidence_of([one, other], orders, language, chance)
            seed = chance.random()
            for truth, said in zip((True, False), told, strict=True):
                if said is None:
                    continue
                found[truth] += 1
                text = way.format(**{"A": one.number, "B": other.number, "who": one.assigned_to, **said})
                numbers = {one.number: 1, other.number: 2}
                yield Made(family, truth, cite(text, numbers, random.Random(seed)), evidence)
            if min(found[True], found[False]) >= MOST:
                break


def _exchanged(field: Callable[[WorkOrder], object], told: Callable[[object, str, random.Random], str]) -> Way:
    """Wrong with the values exchanged."""

    def saying(one: WorkOrder, other: WorkOrder, language: str, chance: random.Random) -> Said:
        mine, theirs = field(one), field(other)
        if not mine or not theirs or mine == theirs or not one.assigned_to:
            return None
        x, y = told(mine, language, chance), told(theirs, language, chance)
        return None if x in y or y in x else ({"x": x, "y": y}, {"x": y, "y": x})

    return saying


def _figure(value: object, language: str, chance: random.Random) -> str:
    del chance
    return written(_exact(value), language)


def _exact(value: object) -> Decimal:
    return Decimal(str(value))


def _day(value: object, language: str, chance: random.Random) -> str:
    return day(value.date(), language, chance) if isinstance(value, datetime) else ""


def _name(value: object, language: str, chance: random.Random) -> str:
    del language, chance
    return str(value)


def _sum(field: Callable[[WorkOrder], float | None]) -> Way:
    """Wrong by a little."""

    def saying(one: WorkOrder, other: WorkOrder, language: str, chance: random.Random) -> Said:
        mine, theirs = field(one), field(other)
        if not mine or not theirs:
            return None
        x, y = _exact(mine), _exact(theirs)
        off = chance.choice([Decimal("0.5"), Decimal(1), Decimal(2)])
        told = {"x": written(x, language), "y": written(y, language)}
        wrong = x + y + (off if x + y < 100 else 10 * off) * chance.choice([1, -1] if x + y > 2 else [1])
        return (
            None
            if wrong in {x, y}
            else ({**told, "d": written(x + y, language)}, {**told, "d": written(wrong, language)})
        )

    return saying


def _difference(one: WorkOrder, other: WorkOrder, language: str, chance: random.Random) -> Said:
    """Wrong by a little, or turned."""
    if not one.hours or not other.hours or one.hours == other.hours:
        return None
    x, y = _exact(one.hours), _exact(other.hours)
    side, turned = ("longer", "shorter") if x > y else ("shorter", "longer")
    told = {
        "x": written(x, language),
        "y": written(y, language),
        "d": written(abs(x - y), language),
        "more": word(side, language),
    }
    if chance.random() < 0.4:
        return told, {**told, "more": word(turned, language)}
    return told, {**told, "d": written(abs(x - y) + chance.choice([Decimal("0.5"), Decimal(1)]), language)}


def _longer(one: WorkOrder, other: WorkOrder, language: str, chance: random.Random) -> Said:
    told = _difference(one, other, language, chance)
    if told is None or told[0] is None or not one.hours or not other.hours:
        return None
    side = "shorter" if one.hours > other.hours else "longer"
    return told[0], {**told[0], "more": word(side, language)}


def _before(one: WorkOrder, other: WorkOrder, language: str, chance: random.Random) -> Said:
    if not one.opened or not other.opened or one.opened.date() == other.opened.date():
        return None
    side, turned = ("earlier", "later") if one.opened < other.opened else ("later", "earlier")
    told = {"x": _day(one.opened, language, chance), "y": _day(other.opened, language, chance)}
    return {**told, "when": word(side, language)}, {**told, "when": word(turned, language)}


def _first(one: WorkOrder, other: WorkOrder, language: str, chance: random.Random) -> Said:
    """Wrong the other way round, each with its own day."""
    if not one.opened or not other.opened or one.opened.date() == other.opened.date():
        return None
    first, last = sorted([one, other], key=lambda order: str(order.opened))
    told = {"A": first.number, "B": last.number, "x": _day(first.opened, language, chance), "y": _day(last.opened, language, chance)}  # fmt: skip
    return told, {"A": told["B"], "B": told["A"], "x": told["y"], "y": told["x"]}


def _shared(field: Callable[[WorkOrder], str]) -> Way:
    """Wrong of two that differ."""

    def saying(one: WorkOrder, other: WorkOrder, language: str, chance: random.Random) -> Said:
        del language, chance
        if not field(one) or not field(other):
            return None
        told = {"x": field(one)}
        return (told, None) if field(one) == field(other) else (None, told)

    return saying


_SAYING: Mapping[str, Way] = {
    "hours of each": _exchanged(lambda order: order.hours, _figure),
    "hours respectively": _exchanged(lambda order: order.hours, _figure),
    "who of each": _exchanged(lambda order: order.assigned_to, _name),
    "state of each": _exchanged(lambda order: order.status, _name),
    "opened": _exchanged(lambda order: order.opened, _day),
    "closed": _exchanged(lambda order: order.closed, _day),
    "machine of each": _exchanged(lambda order: order.asset, _name),
    "sum of hours": _sum(lambda order: order.hours),
    "sum of costs": _sum(lambda order: order.cost),
    "difference of hours": _difference,
    "longer": _longer,
    "before": _before,
    "first and last": _first,
    "same person": _shared(lambda order: order.assigned_to),
    "same machine": _shared(lambda order: order.asset),
}
