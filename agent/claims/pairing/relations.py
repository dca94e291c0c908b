"""What a sentence says of several things together: which has more and by how much, their sum."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from agent.claims.deriving.columns import SETTINGS
from agent.claims.evidence.ground import Spot
from agent.claims.facts.fact import Fact
from agent.claims.pairing.columns import alone, counted, outermost
from agent.claims.pairing.dating import earlier, first_or_last
from agent.claims.pairing.records import state_said, unrecorded
from agent.claims.pairing.situation import TURNED, Relation, Situation
from agent.claims.pairing.tokens import Thing, Value
from language.units import dimension


def related(at: Situation) -> Relation:
    """What the sentence says of its things together: all that it says, else the first that is wrong."""
    found = list(
        filter(None, (way(at) for way in (_more, earlier, _differing, _sum, alone, outermost, first_or_last, counted)))
    )
    found = found or list(filter(None, (unrecorded(at) or state_said(at),)))
    wrong = next((one for one in found if one.trouble), None)
    if wrong or not found:
        return wrong or Relation()
    return Relation(
        found[0].derived,
        "",
        next((one.doubt for one in found if one.doubt), ""),
        frozenset[Fact]().union(*(one.worked_out for one in found)),
        tuple(spot for one in found for spot in one.spots),
        tuple(span for one in found for span in one.spans),
    )


def _more(at: Situation) -> Relation:
    """Of two things the first has more, or less, of one property, by so much where the sentence says so."""
    side = at.cues.compared(at.things[0].end, at.things[1].start) if len(at.things) == 2 else None
    tokens = [*at.tokens.values, *at.things]
    if side is None or not isinstance(
        min((one for one in tokens if one.start >= side.end), key=lambda one: one.start, default=None), Thing
    ):
        return Relation()
    by = next((value for value in at.left if side.start - 4 <= value.end <= side.start), None)
    span = ((side.start, side.end),)
    numbers = list(_numbers(at, by))
    if not numbers:
        return Relation(doubt="compares what code cannot compare", spans=span)
    known = len(numbers) == 1 or bool(at.told)
    for name, x, y in numbers:
        right = (x > y) == side.more and x != y
        if right and (by is None or by.comes_to(abs(x - y))):
            told = frozenset(by.facts) if by else frozenset[Fact]()
            spans = (*span, *([(by.start, by.end)] if by else []))
            derived = ("the difference" if by else "compared") if known else ""
            return Relation(derived, "", "" if known else "compares one of several values", told, at.spots(name), spans)
    if by or known:
        return Relation(trouble=f"no difference: {by.facts[0].written}" if by else TURNED)
    return Relation(doubt="compares what code cannot compare", spans=span)


def _numbers(at: Situation, by: Value | None = None) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Two things' numbers under each property that may be meant."""
    for name in at.properties():
        one, other = at.things[0].number(name), at.things[1].number(name)
        if one and other and one.unit == other.unit and (by is None or _measured(by.facts[0], one, at.spots(name))):
            yield name, one.values[0], other.values[0]


def _measured(fact: Fact, own: Fact, spots: Sequence[Spot]) -> bool:
    """Whether a figure is in the unit of some value."""
    return fact.unit in {own.unit, ""} or (not own.unit and any(fact.unit in spot.units for spot in spots))


def _differing(at: Situation) -> Relation:
    """Two things differ by so much."""
    if len(at.things) != 2 or len(at.left) != 1 or not at.cues.differs():
        return Relation()
    by = at.left[0]
    found = [(name, abs(x - y)) for name, x, y in _numbers(at, by)]
    right = next((name for name, off in found if by.comes_to(off)), "")
    if right:
        return Relation("the difference", "", "", frozenset(by.facts), at.spots(right), ((by.start, by.end),))
    return Relation(trouble=f"no difference: {by.facts[0].written}") if found else Relation()


def _sum(at: Situation) -> Relation:
    """Things come to so much together."""
    values = [value for value in at.left if value.facts and value.facts[0].numeric]
    values = [value for value in values if not (value.counts and value.comes_to(Decimal(len(at.things))))] or values
    if len(at.things) < 2 or len(values) != 1 or not at.cues.altogether():
        return Relation()
    by, found = values[0], dict[str, Decimal]()
    for name in at.properties():
        numbers = [thing.number(name) for thing in at.things]
        alike = [one for one in numbers if one and _measured(by.facts[0], one, at.spots(name))]
        if len(alike) == len(at.things) and dimension(by.facts[0].unit) not in SETTINGS:
            found[name] = sum((one.values[0] for one in alike), Decimal(0))
    right = next((name for name, whole in found.items() if by.comes_to(whole)), "")
    if right:
        return Relation("put together", "", "", frozenset(by.facts), at.spots(right), ((by.start, by.end),))
    return Relation(trouble=f"no sum: {by.facts[0].written}") if found and by.facts[0].unit else Relation()
