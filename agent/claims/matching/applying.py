"""For which machine a value holds: the serial numbers that a column, row or heading names, against the machine that is asked about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.claims.evidence.ground import Spot
from agent.claims.facts.fact import Fact
from agent.claims.facts.finding import facts
from agent.claims.facts.spelling import units_named
from agent.claims.reading.claim import Said
from language.identifiers import identifiers, key
from language.vocabulary import phrases, vocabulary
from language.words import fold

Serials = Sequence[tuple[str, int]]
"""The identifiers of a machine, each as letters and number."""
_BRACKETS = re.compile(r"\([^()]*\)")
MOST_ENDS = 2
_PARTED = re.compile(r"^(.*?)(\d+)(\D*)$")


@dataclass(frozen=True)
class Span:
    """Serial numbers with the same letters, from `first` to `last`; None is open."""

    stem: str
    first: int | None
    last: int | None

    def holds(self, stem: str, number: int) -> bool:
        begun, ended = self.first is None or number >= self.first, self.last is None or number <= self.last
        return stem == self.stem and begun and ended


def parted(identifier: str) -> tuple[str, int] | None:
    """An identifier as its letters and its last number."""
    found = _PARTED.match(key(identifier, zeros=False).replace("o", "0"))
    return (found.group(1), int(found.group(2))) if found and found.group(1) else None


def span_of(text: str, language: str) -> Span | None:
    """The serial numbers that a heading is for ("from K7-20", "to K7-19", "K7-1 to K7-19"); None where it names none."""
    names = [(one, part) for one in identifiers(text) if (part := parted(one.written))]
    if not names or len({part[0] for _, part in names}) > 1:
        return None
    numbers = sorted(part[1] for _, part in names)
    stem = names[0][1][0]
    if len(names) == 2:
        return Span(stem, numbers[0], numbers[1])
    known = vocabulary(language)
    before, after = fold(text[: names[0][0].start]), fold(text[names[0][0].end :])
    up = known.limits["least"] | known.dates.since
    down = known.limits["most"] | known.dates.until | known.dates.to
    if phrases(down).search(before[-14:]):
        return Span(stem, None, numbers[0])
    onward = known.limits["least"] | known.dates.since_after | _folded(known.serials["onward"])
    if phrases(up).search(before[-14:]) or phrases(onward).search(after[:16]):
        return Span(stem, numbers[0], None)
    return None


def covered(fact: Fact, spot: Spot) -> bool:
    """Whether a serial number or value that the sentence names lies within those that the place is for."""
    if fact.numeric:
        return _spanned(fact, spot)
    part = parted(fact.written) if fact.kind == "identifier" else None
    span = span_of(condition(spot), spot.cut.language) if part else None
    return bool(part and span and span.holds(*part))


def condition(spot: Spot) -> str:
    """What a cell is for: its column, or its row's name."""
    named = (spot.place.column, spot.place.name) if spot.place.form == "cell" else ()
    return next((text for text in named if span_of(text, spot.cut.language)), "")


def excluded(spot: Spot, serials: Serials, said: Sequence[Fact]) -> bool:
    """Whether a cell is for other serial numbers than the machine's, and a sentence does not name these itself ("up to K7-19 it is 5 Nm")."""
    named = condition(spot)
    if not is_for_others(named, spot.cut.language, serials):
        return False
    told = [own for own in facts(named, spot.cut.language) if own.kind == "identifier"]
    return not told or not all(any(one.held_by(own) for one in said) for own in told)


def is_for_others(text: str, language: str, serials: Serials) -> bool:
    """Whether a heading, or a cell that says what its row is for, names serial numbers that the machine's is none of."""
    span = span_of(text, language) if text and serials else None
    if span is None:
        return False
    own = [serial for serial in serials if serial[0] == span.stem]
    return bool(own) and not any(span.holds(*serial) for serial in own)


def serials_of(texts: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Every identifier of a machine's record or of the question's machine, as letters and number."""
    found = (parted(one.written) for text in texts for one in identifiers(text))
    return tuple(dict.fromkeys(part for part in found if part))


def _spanned(fact: Fact, spot: Spot) -> bool:
    """Whether a value lies in the span that a table's row is for: 20 kV in "over 1 to 30" of "Voltage kV".

    What stands in brackets is by itself: "wear limit (new 120 mm)" is no row for whatever is below 120 mm.
    """
    place = spot.place
    if fact.upper is not None or place.form in {"sentence", "field"}:
        return False
    head = f"{spot.cut.tables[0][0][0]} {place.name}"  # the other columns count something else
    ends = _numeric(_BRACKETS.sub(" ", place.name), place.language) or [
        own for inside in _BRACKETS.findall(place.name) for own in _numeric(inside, place.language)
    ]
    units = units_named(head, place.language) | {own.unit for own in ends if own.unit}
    if not ends or len(ends) > MOST_ENDS or (fact.unit and fact.unit not in units):
        return False
    onward = _folded(vocabulary(place.language).serials["onward"])
    low, high = _span(ends)
    if len(ends) == 1 and phrases(onward).search(fold(place.name)):
        high = Decimal("Infinity")
    value = fact.values[0]
    over = any(own.limit == "up" and own.values[0] == value for own in ends)
    return low <= value <= high and not over


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _numeric(text: str, language: str) -> list[Fact]:
    return [own for own in facts(text, language) if own.numeric]


def _span(ends: Sequence[Fact]) -> tuple[Decimal, Decimal]:
    """The least and the most that one or two numbers leave room for."""
    first, endless = ends[0], Decimal("Infinity")
    values = sorted({value for own in ends for value in (own.values[0], own.upper) if value is not None})
    if len(values) == MOST_ENDS:
        return values[0], values[1]
    return -endless if first.limit == "down" else values[0], endless if first.limit == "up" else values[0]


def says_a_value(spots: Sequence[Spot], needed: Sequence[Fact], said: Said) -> bool:
    """Whether of a bare number that only lies in the span of a row ("over 25 to 80") the sentence says a value of that row: by itself it may be meant as that."""
    bare = [fact for fact in needed if fact.numeric and not fact.unit and not any(spot.holding(fact) for spot in spots)]
    rows = [spot for spot in spots if spot.place.form in {"cell", "row"}]
    values = [(spot, own) for spot in rows for own in spot.place.facts if own.numeric and own.written in _value(spot)]
    others = [fact for fact in said.facts if fact not in bare]
    return not bare or not values or any(fact.held_by(own, spot.units) for fact in others for spot, own in values)


def _value(spot: Spot) -> str:
    """What a cell says, or a row behind its name."""
    return spot.place.label or spot.place.own.removeprefix(spot.place.name)
