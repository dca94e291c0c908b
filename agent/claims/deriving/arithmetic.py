"""Whether a value that no source prints is the sum, difference, product, quotient or percentage of values of the lines that a sentence is about.

What the sentence means by it nobody has read: that figures come to the same is a reason to show it above these lines, and none to vouch for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from agent.claims.deriving.columns import SETTINGS
from agent.claims.evidence.ground import Spot
from agent.claims.facts.fact import TOLERANCE, Fact
from agent.claims.reading.claim import Said
from language.units import convert

MOST = 16
"""Values that are put together; a line with more is a list."""
SMALL = 13
"""A bare number below it comes out of nearly any others: one of these must be the sentence's own."""
PIECES = frozenset({"", "pcs"})


@dataclass(frozen=True)
class _Value:
    """A value in the measure that is sought, or a bare number; `spot`: the line that has it, None for the sentence's own."""

    value: Decimal
    spot: Spot | None


def follows(fact: Fact, said: Said, lines: Sequence[Spot]) -> tuple[Spot, ...] | None:
    """The lines whose values, and those of the sentence, come to a value of it; None where none do, and of what a machine is set to."""
    if not fact.numeric or fact.key == TOLERANCE or fact.upper is not None or fact.dimension in SETTINGS:
        return None
    held = [(own, spot) for spot in lines for own in spot.place.facts if own.numeric and own.key != TOLERANCE]
    own = [(one, None) for one in said.facts if one is not fact and one.numeric and one.key != TOLERANCE]
    told = [*own, *held][: 2 * MOST]
    if any(_is_theirs(one, fact) for one, _ in held):
        return None
    like = _distinct(_Value(value, spot) for one, spot in told for value in _in_unit(one, fact, spot))
    bare = _distinct(_Value(one.values[0], spot) for one, spot in told if one.unit in PIECES)
    shares = _distinct(_Value(one.values[0], spot) for one, spot in told if one.unit == "%")
    for value, used in (*_put_together(like), *_times(like, bare, shares), *_runs(fact, lines)):
        small = fact.unit in PIECES and fact.values[0] < SMALL and all(one.spot for one in used)
        if not small and any(fact.rounds(one, value) for one in fact.values):
            return tuple(dict.fromkeys(one.spot for one in used if one.spot))
    return None


def _is_theirs(one: Fact, fact: Fact) -> bool:
    """Whether a line has the value of something else, or the same figures in another unit of that measure (15.2 cm, of 15.2 mm)."""
    same = bool(set(one.values) & set(fact.values))
    return same and fact.kind == "quantity" and bool(one.unit) and one.dimension == fact.dimension


def _put_together(like: Sequence[_Value]) -> Iterator[tuple[Decimal, tuple[_Value, ...]]]:
    for one, other in combinations(like, 2):
        yield one.value + other.value, (one, other)
        yield abs(one.value - other.value), (one, other)
    for three in combinations(like, 3):
        yield sum((one.value for one in three), Decimal(0)), three


def _times(
    like: Sequence[_Value], bare: Sequence[_Value], shares: Sequence[_Value]
) -> Iterator[tuple[Decimal, tuple[_Value, ...]]]:
    for one in like:
        for many in bare:
            if many.value > 1 and one is not many:
                yield one.value * many.value, (one, many)
                yield one.value / many.value, (one, many)
        for share in shares:
            yield one.value * share.value / 100, (one, share)


def _runs(fact: Fact, lines: Sequence[Spot]) -> Iterator[tuple[Decimal, tuple[_Value, ...]]]:
    """What neighbouring cells of a row come to: the stores of a part."""
    for spot in lines if fact.unit in PIECES else ():
        row = [own.values[0] for own in spot.place.facts if own.kind == "number" and own.unit in PIECES]
        for first in range(len(row[:MOST])):
            for last in range(first + 3, len(row[:MOST]) + 1):
                yield sum(row[first:last], Decimal(0)), (_Value(row[first], spot),)


def _in_unit(one: Fact, fact: Fact, spot: Spot | None) -> Iterable[Decimal]:
    """The ends of a value in the unit of the one sought; none where it measures something else."""
    ends = [*one.values[:1], *([one.upper] if one.upper is not None else [])]
    if one.unit == fact.unit or {one.unit, fact.unit} <= PIECES or (not one.unit and spot and fact.unit in spot.units):
        return ends
    if one.unit and fact.unit and one.dimension == fact.dimension:
        return [convert(value, one.unit, fact.unit) for value in ends]
    return []


def _distinct(values: Iterable[_Value]) -> list[_Value]:
    seen: dict[Decimal, _Value] = {}
    for one in values:
        if one.value:
            seen.setdefault(one.value, one)
    return list(seen.values())[:MOST]
