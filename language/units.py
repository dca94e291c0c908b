"""Quantities: numbers with their units, in ranges and with tolerances."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from language.folding import INDIC, fold
from language.measuring.conversion import convert
from language.measuring.unit_names import canonical, dimension, unit_at, units_alone
from language.numbers import PLAIN, Number, numbers, values_of
from language.vocabulary import all_languages, vocabulary

__all__ = ["Quantity", "canonical", "convert", "dimension", "quantities", "same", "units_alone"]

CLOSE = Decimal("1e-9")
"""What two converted values may differ by and still be the same."""
_BY = re.compile(r"\s?[x×]\s?(?=\d)", re.IGNORECASE)
_DASH = re.compile(r"\s?(?:-|–|—|−|\.\.\.?|…|~)\s?(?=[-+−]?[\d.])")
_LETTERS = rf"(?:[^\W\d_]|[{INDIC}])+"
_WORD = re.compile(rf"\s({_LETTERS}(?:'{_LETTERS})?(?: {_LETTERS}){{0,2}}?)\s(?=[-+−]?\d)")
_SIGNED = re.compile(rf"(?P<sign>[-+−]?)(?P<size>{PLAIN})")
_ABOUT_EVEN = re.compile(r"\s?\(?\s?(?:±|\+\s?/\s?[-−–]|\+[-−])\s?(?P<above>\d++(?:[.,]\d++)?)")
_ABOUT = re.compile(
    r"\s?\(?\s?\+\s?(?P<above>\d++(?:[.,]\d++)?)\s?(?:[^\W\d_]{1,3}|%|°C)?\s?(?:[/,;]|(?<=\s))\s?[-−–]\s?(?P<below>\d++(?:[.,]\d++)?)"
)
_NAMED = re.compile(r"(?<![^\W_])(?!MAX|MIN)[A-Z]{2,3}\s$")
_TRAILING = 40
_PARTS = {("h", "min"): 60, ("min", "s"): 60}


class _Tolerance(NamedTuple):
    below: Decimal
    above: Decimal
    unit: str
    end: int


@dataclass(frozen=True)
class Quantity:
    """A value with its unit at `text[start:end]`; what it may mean, likeliest first, as the source wrote its separators.

    `upper` is the end of a range; `tolerance` is how far it may lie below and above, in `unit`, both not negative.
    """

    values: tuple[Decimal, ...]
    unit: str
    start: int
    end: int
    written: str
    upper: Decimal | None = None
    tolerance: tuple[Decimal, Decimal] | None = None

    @property
    def value(self) -> Decimal:
        """What it most likely means; the lower end of a range."""
        return self.values[0]


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order; "80 x 40 mm" is two, "65-70 °C" one range, "520 Nm ±3 %" one with its tolerance."""
    found: list[Quantity] = []
    waiting: list[Number] = []
    place = 0
    for number in numbers(text):
        if number.start < place:
            continue
        read = _quantity(text, number)
        if read is None:
            waiting = [*waiting[-2:], number] if _BY.match(text, number.end) else []
            continue
        if dimension(read.unit) == "length":
            found += [Quantity(one.values, read.unit, one.start, one.end, one.written) for one in waiting]
        whole = _with_rest(found[-1], read, text) if found else None
        found[-1:] = [whole] if whole else [*found[-1:], read]
        place = read.end
        waiting = []
    return found


def _with_rest(one: Quantity, rest: Quantity, text: str) -> Quantity | None:
    """A time in two units as one in the smaller: "3 h 30 min" is 210 min; None where the second goes on with nothing."""
    parts = _PARTS.get((one.unit, rest.unit))
    whole = parts and one.upper is rest.upper is None and one.values[0] == one.values[0].to_integral_value()
    if not parts or not whole or rest.values[0] >= parts or text[one.end : rest.start].strip():
        return None
    value = one.values[0] * parts + rest.values[0]
    return Quantity((value,), rest.unit, one.start, rest.end, text[one.start : rest.end])


def same(one: Quantity | str, other: Quantity | str) -> bool:
    """Whether two quantities have the same value (and upper end) in whatever unit; a text is read as its first quantity."""
    a, b = (_first(side) if isinstance(side, str) else side for side in (one, other))
    if a is None or b is None or (a.upper is None) != (b.upper is None):
        return False
    if not any(_equal(x, a.unit, y, b.unit) for x in a.values for y in b.values):
        return False
    return a.upper is None or b.upper is None or _equal(a.upper, a.unit, b.upper, b.unit)


def can_be_given_in(unit: str, other: str) -> bool:
    """Whether the other is another unit of the same kind of quantity."""
    return dimension(unit) == dimension(other) != "" and canonical(unit) != canonical(other)


def _quantity(text: str, number: Number) -> Quantity | None:
    unit, end = unit_at(text, number.end)
    if tolerance := _tolerance(text, end, unit, number.value):
        return _made(text, number, tolerance.unit, tolerance.end, None, tolerance) if tolerance.unit else None
    high, high_unit, high_end = _upper(text, end, number) or (None, "", end)
    if high is None or not high_unit or (unit and unit != high_unit):
        return _made(text, number, unit, end, None, None) if unit else None
    tolerance = _tolerance(text, high_end, high_unit, high)
    return _made(text, number, high_unit, tolerance.end if tolerance else high_end, high, tolerance)


def _made(
    text: str, number: Number, unit: str, end: int, upper: Decimal | None, tolerance: _Tolerance | None
) -> Quantity:
    within = (tolerance.below, tolerance.above) if tolerance else None
    return Quantity(number.values, unit, number.start, end, text[number.start : end], upper, within)


def _upper(text: str, end: int, number: Number) -> tuple[Decimal, str, int] | None:
    """The upper end of a range whose lower end stops at `end`, its unit and where that ends."""
    joint = _DASH.match(text, end)
    if joint is None:
        word = _WORD.match(text, end, end + _TRAILING)
        said = fold(word.group(1)) if word else ""
        if _NAMED.search(text, max(0, number.start - 8), number.start):
            return None  # "FX 25 to 172 bar": of a thing and its value
        if said not in _to() and not (said in _and() and _opens_range(text, number.start)):
            return None
        joint = word
    match = _SIGNED.match(text, joint.end()) if joint else None
    values = values_of(match["size"]) if match else ()
    if match is None or not values:
        return None
    unit, after = unit_at(text, match.end())
    return (-values[0] if match["sign"] in {"-", "−"} else values[0]), unit, after


def _opens_range(text: str, start: int) -> bool:
    word = re.search(r"([^\W\d_]+)\s+$", text[max(0, start - 24) : start])
    return word is not None and fold(word.group(1)) in _between()


def _tolerance(text: str, end: int, unit: str, value: Decimal) -> _Tolerance | None:
    """How far a value, whose unit ends at `end`, may lie below and above."""
    found = _ABOUT_EVEN.match(text, end, end + _TRAILING) or _ABOUT.match(text, end, end + _TRAILING)
    if found is None:
        return None
    own, after = unit_at(text, found.end())
    after += text[after : after + 1] == ")" and "(" in found.group()
    unit = unit or ("" if own == "%" else own)
    above = _sized(found["above"], own, unit, value)
    below = _sized(found["below"], own, unit, value) if found.re is _ABOUT else above
    return _Tolerance(below, above, unit, after)


def _sized(written: str, own: str, unit: str, value: Decimal) -> Decimal:
    """A tolerance in the unit of its value."""
    size = values_of(written)[0]
    if own == "%" and unit not in {"", "%"}:
        return abs(value) * size / 100
    if own and unit and own != unit and dimension(own) == dimension(unit) != "temperature":
        return convert(size, own, unit)
    return size


def _equal(a: Decimal, unit: str, b: Decimal, other: str) -> bool:
    if unit == other:
        return a == b
    if dimension(unit) != dimension(other):
        return False
    there = convert(a, unit, other)
    return abs(there - b) <= CLOSE * max(abs(b), Decimal(1))


@lru_cache(4_096)
def _first(text: str) -> Quantity | None:
    return next(iter(quantities(text)), None)


def _words(name: str) -> Iterator[str]:
    for language in all_languages():
        yield from getattr(vocabulary(language).dates, name)


@cache
def _to() -> frozenset[str]:
    return frozenset(_words("to"))


@cache
def _and() -> frozenset[str]:
    return frozenset(_words("joining"))


@cache
def _between() -> frozenset[str]:
    return frozenset(_words("between"))
