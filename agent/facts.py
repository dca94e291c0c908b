"""Hard facts in text: numbers with their units and signs, identifiers, dates, ratios. Pure functions."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from agent.dates import DATE, date_readings
from agent.numerals import (
    MIXED,
    NUMBER,
    PAIR,
    PHONE,
    RANGE,
    SIZE,
    Reading,
    fraction_of,
    is_quantity,
    pair_of,
    size_of,
    unit_of,
    values_of,
)
from agent.units import UNITS, canonical
from agent.writing import normalise, plain_numbers

__all__ = [
    "UNITS",
    "Fact",
    "Quantity",
    "Reading",
    "facts",
    "fold",
    "identifiers",
    "markers",
    "normalise",
    "quantities",
    "strip_markers",
]

NUMERIC = frozenset("nrtx")
Reader = Callable[["re.Match[str]"], "set[Reading]"]
_IDENTIFIER = re.compile(r"(?<![\w])(?=[\w./#-]*\d)(?=[\w./#-]*[^\W\d]|\d+[-/])\w+(?:[-/.#]\w+)*(?![\w])")
_BETWEEN = re.compile(r"[\W_]+")
_MARKER = re.compile(r"\s?\[(\d+(?:\s*,\s*\d+)*)\]")
_BEHIND_NUMBER = re.compile(r"\d\s?[°º]?$")
_SPACED_NAME = re.compile(r"(?<![\w-])([A-Z][A-Za-z]{0,5}) (\d{1,6}[A-Za-z]?)(?![\w.,-]\d|\w)")


@dataclass(frozen=True)
class Quantity:
    """A number and, where one stands directly behind it, its unit in canonical form."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True)
class Fact:
    """One hard fact of a text: any of its `readings` has to be held. `start` is its place in the normalised text.

    A reading is ("n", value, unit) for a number, "r" for an end of a range, "x" for one of "5-10", which may be a name,
    "t" for a tolerance, or
    ("id", key), ("date", day), ("pair", "9:12"), ("size", "m16x80"), ("phone", digits).
    """

    shown: str
    readings: frozenset[Reading]
    start: int
    end: int = 0

    @property
    def numeric(self) -> bool:
        """Whether it is a quantity rather than a name."""
        return any(reading[0] in NUMERIC for reading in self.readings)


def markers(text: str) -> tuple[int, ...]:
    """The evidence numbers cited in a sentence, in order, once each."""
    found = (int(n) for group in _MARKER.findall(text) for n in group.split(","))
    return tuple(dict.fromkeys(found))


def strip_markers(text: str) -> str:
    """The sentence without its `[n]` markers."""
    return _MARKER.sub("", text).strip()


@lru_cache(maxsize=32_768)
def fold(identifier: str) -> str:
    """Letters and digits only, lower case: how identifiers are looked up."""
    return _BETWEEN.sub("", identifier).casefold()


def key_of(identifier: str) -> str:
    """How identifiers are compared: dashes between digits stay, so that "5-10" is not 510."""
    joined = re.sub(r"(?<=\d)[./_](?=\d)", "-", identifier.casefold())
    return re.sub(r"(?<!\d)[\W_]+|[\W_]+(?!\d)", "", joined)


def identifiers(text: str) -> set[str]:
    """Part numbers, tags, codes: words with a digit and a letter or dash, folded to letters and digits."""
    return {fold(m.group()) for m in _IDENTIFIER.finditer(normalise(text)) if not is_quantity(m.group())}


def quantities(text: str, *, comma_decimals: bool = False) -> set[Quantity]:
    """All readings of all plain numbers."""
    found = [r for fact in facts(text, comma_decimals=comma_decimals) for r in fact.readings]
    return {Quantity(Decimal(r[1]), r[2]) for r in found if r[0] in NUMERIC}


def writes_decimal_commas(text: str) -> bool:
    """Whether a text writes decimals with a comma ("0,5 mm")."""
    return re.search(r"(?<![\d.,])\d+,\d{1,2}(?![\d,])", text) is not None


def facts(text: str, *, comma_decimals: bool = False) -> list[Fact]:
    """Every hard fact of a text in its order. `comma_decimals` reads "1,050" as 1.050 too."""
    clean = _Rest(plain_numbers(text))
    out: list[Fact] = []
    out += clean.take(PHONE, lambda m: {("phone", re.sub(r"\D", "", m.group()))})
    out += clean.take(DATE, lambda m: {("date", day) for day in date_readings(m.group())})
    out += clean.take(PAIR, lambda m: {("pair", pair_of(m.group()))})
    out += clean.take(SIZE, size_of)
    out += clean.take(MIXED, fraction_of)
    for match in clean.matches(RANGE):
        out += _range(match, comma_decimals)
    out += clean.take(_IDENTIFIER, lambda m: set() if is_quantity(m.group()) else {("id", key_of(m.group()))})
    out += clean.take(_SPACED_NAME, lambda m: _spaced(m, comma_decimals))
    for match in clean.matches(NUMBER):
        out += _number(match, clean.text, comma_decimals)
    return sorted(out, key=lambda fact: fact.start)


class _Rest:
    """A text from which facts are taken one kind after the other, each character once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._left = text

    def matches(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        found = list(pattern.finditer(self._left))
        for match in found:
            self._left = (
                self._left[: match.start()] + "\x00" * (match.end() - match.start()) + self._left[match.end() :]
            )
        return found

    def take(self, pattern: re.Pattern[str], read: "Reader") -> list[Fact]:
        out: list[Fact] = []
        for match in pattern.finditer(self._left):
            readings = read(match)
            if readings:
                out.append(Fact(match.group(), frozenset(readings), *match.span()))
        for fact in out:
            self._left = self._left[: fact.start] + "\x00" * (fact.end - fact.start) + self._left[fact.end :]
        return out


def _spaced(match: re.Match[str], comma: bool) -> set[Reading]:
    """The readings of "WTG 07": the tag WTG-07, or a word before a number."""
    numbers = {("n", str(value), "") for value in values_of(match.group(2), comma)}
    if canonical(match.group(1)) and _BEHIND_NUMBER.search(match.string[: match.start()]):
        return set()  # "20 °C 90 bar", "16 A 300 V": the letter is the unit of the number before it.
    return {("id", key_of(match.group(1) + match.group(2))), *numbers} if numbers else set()


def _range(match: re.Match[str], comma: bool) -> list[Fact]:
    """Both ends of "5 to 10 mm"; what might be a part number ("29-1182") is read as one too."""
    unit = unit_of(match)
    joined = match.group()
    compact = re.fullmatch(r"\d+-\d+", joined) is not None
    name = {("id", key_of(joined))} if compact else set[Reading]()
    kind = "x" if compact else "r"
    own = canonical(match.group("own") or "") or unit
    ends = ((match.group("low"), own, "low"), (match.group("high"), unit, "high"))
    return [
        Fact(
            joined if compact else f"{number} {side}".strip(),
            frozenset({(kind, str(value), side) for value in values_of(number, comma)} | name),
            *match.span(group),
        )
        for number, side, group in ends
    ]


def _number(match: re.Match[str], text: str, comma: bool) -> list[Fact]:
    unit, number = unit_of(match), match.group("number")
    before = text[: match.start()]
    kind = "t" if re.search(r"±\s?$", before) else "n"
    sign = "-" if re.search(r"(?:^|[\s(\[/:=;,])-$", before) else ""
    values = values_of(sign + number, comma)
    if values:
        shown = " ".join(filter(None, ("±" * (kind == "t") + f"{min(values):f}", unit)))
        return [Fact(shown, frozenset((kind, str(v), unit) for v in values), *match.span())]
    # "2.4.1" and "10^3" are no plain numbers: they are held as they stand.
    return [Fact(number, frozenset({("id", key_of(number))}), *match.span())]
