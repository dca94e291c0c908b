"""Values that code works out from the evidence: conversions, rounding, spans of days, and what columns give."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations

from agent.claims.deriving.columns import counts, differences, means, sums
from agent.claims.evidence.ground import Ground, Spot
from agent.claims.facts.fact import TOLERANCE, Fact
from agent.claims.reading.claim import Said
from language.units import convert, dimension
from language.vocabulary import phrases, vocabulary
from language.words import fold

ABOUT, ABOUT_REACH = Decimal("0.1"), 16
"""Of a value: what "about" may be off; and how many characters it may stand before it."""
_ROUNDED = Decimal("0.006")
"""Of the value itself: what "about" may be off."""


def derived(
    fact: Fact, said: Said, ground: Ground, near: Sequence[Spot], cites: frozenset[int], today: date | None
) -> str:
    """How a value that no source prints follows from those that they print; "" where it does not."""
    if not fact.numeric or fact.key == TOLERANCE:
        return ""
    for way, values in (
        ("converted", _converted(fact, near)),
        ("rounded", _rounded(fact, said, near)),
        ("counted", counts(fact, said, cites)),
        ("added up", sums(fact, ground, cites)),
        ("on average", means(fact, ground, cites)),
        ("the difference", differences(fact, said, near, ground, cites)),
        ("days between", _days(fact, near, today)),
    ):
        if any(_equal(fact, value) for value in values):
            return way
    return ""


def _equal(fact: Fact, value: Decimal) -> bool:
    """Whether a value is the fact's, rounded as the fact is written."""
    for own in fact.values:
        step = (
            Decimal(1).scaleb(int(own.as_tuple().exponent)) if isinstance(own.as_tuple().exponent, int) else Decimal(1)
        )
        if (
            own == value
            or abs(own - value) * 2 <= min(step, abs(value) * _ROUNDED * 2)
            or (step < 1 and abs(own - value) * 2 <= step)
        ):
            return True
    return False


def _converted(fact: Fact, near: Sequence[Spot]) -> Iterable[Decimal]:
    """Values of the places in the fact's unit."""
    if not fact.unit:
        return
    held = [own for spot in near for own in spot.place.facts]
    for other in held:
        if (
            other.unit
            and other.unit != fact.unit
            and other.dimension == fact.dimension
            and (not fact.limit or not other.limit or fact.limit == other.limit)
        ):
            for value in (*other.values, *([other.upper] if other.upper is not None else [])):
                try:
                    yield convert(value, other.unit, fact.unit)
                except ValueError:
                    continue


def _rounded(fact: Fact, said: Said, near: Sequence[Spot]) -> Iterable[Decimal]:
    """The fact's own length of time where the sentence says "about" and a place has one near it; settings are never rounded so."""
    if fact.dimension != dimension("h"):
        return
    about = vocabulary(said.language).limits["about"]
    if not phrases(about).search(fold(said.spelt[max(fact.start - ABOUT_REACH, 0) : fact.start])):
        return
    held = [
        Fact(own.kind, own.written, 0, 0, own.values, own.unit)
        for spot in near
        for own in spot.place.facts
        if own.numeric
    ]
    exact = [value for own in held if own.unit == fact.unit for value in own.values]
    for value in (*exact, *_converted(fact, near)):
        if abs(value - fact.values[0]) <= ABOUT * abs(value):
            yield fact.values[0]


def _days(fact: Fact, near: Sequence[Spot], today: date | None) -> Iterable[Decimal]:
    """Days, weeks, months or years between two dates of a record, or from one of them to today."""
    length = {"day": 1, "week": 7, "month": 30, "year": 365, "d": 1}.get(fact.unit)
    if not length:
        return
    days = {
        own.spans[0][0]
        for spot in near
        for own in spot.place.facts
        if own.kind == "date" and own.spans and own.spans[0][0] == own.spans[0][1]
    }
    pairs = [*combinations(sorted(days)[:20], 2), *((day, today) for day in days if today)]
    for first, last in pairs:
        yield Decimal(abs((last - first).days)) if length == 1 else Decimal(round(abs((last - first).days) / length))
