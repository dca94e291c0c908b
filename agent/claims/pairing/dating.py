"""Which of several things was earlier or later, the first or the last."""

from collections.abc import Iterable

from agent.claims.pairing.situation import TURNED, Relation, Situation
from agent.claims.pairing.tokens import Thing, Value


def earlier(at: Situation) -> Relation:
    """Of two things the first has the earlier, or later, date."""
    side = at.cues.dated(at.things[0].end, at.things[1].start) if len(at.things) == 2 else None
    if side is None:
        return Relation()
    days = [(name, *pair) for name in at.properties() if (pair := _two_days(at, name))]
    span = ((side.start, side.end),)
    if len(days) != 1:
        return Relation(doubt="tells an order of dates that code cannot tell", spans=span) if days else Relation()
    name, x, y = days[0]
    if x == y or (x > y) != side.more:
        return Relation(trouble=TURNED)
    return Relation("compared", spots=at.spots(name), spans=span)


def _two_days(at: Situation, name: str) -> tuple[str, str] | None:
    found = [_day(thing, name) for thing in at.things]
    return (found[0], found[1]) if all(found) else None


def _day(thing: Thing, name: str) -> str:
    told = [
        fact
        for spot in thing.spots
        if thing.property_of(spot) == name
        for fact in spot.place.facts
        if fact.kind == "date" and fact.spans
    ]
    return str(told[0].spans[0][0]) if len(told) == 1 else ""


def first_or_last(at: Situation) -> Relation:
    """Of several things with their dates the one that is called the first, or the last, is so."""
    if len(at.things) < 2 or len(at.told) != 1:
        return Relation()
    name = next(iter(at.told))
    days = {thing: _day(thing, name) for thing in at.things}
    ends = [(thing, end) for thing in at.things if (end := _end_of(at, thing))]
    if not ends or not all(days.values()):
        return Relation()
    right = all(days[thing] == (min if end == "first" else max)(days.values()) for thing, end in ends)
    return Relation("ranked", spots=at.spots(name)) if right else Relation(trouble=TURNED)


def _end_of(at: Situation, thing: Thing) -> str:
    """Whether the words between the thing or value before and a thing call it the first or the last."""
    tokens: Iterable[Thing | Value] = (*at.things, *at.tokens.values)
    start = max((one.end for one in tokens if one.end <= thing.start), default=0)
    return at.cues.end(start, thing.start)
