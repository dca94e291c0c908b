"""Comparisons with a figure: "longer than 4 hours", "über 500 Euro", "older than two weeks", "plus de 370 minutes d'arrêt"."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from language.measuring.unit_names import unit_at
from language.numbers import digits, values_of
from language.units import convert, dimension
from language.vocabulary import phrases, vocabulary
from language.words import fold, is_stop

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
"""Units in which the age of a job is told, or the time until it is closed; shorter ones are of the work itself."""
_MONEY = re.compile(r"\s*(?:€|\$|£|(?:eur|euros?|usd|dollars?|gbp|pounds?|chf|dkk|nok|sek|kr|kroner|kronen)(?!\w))")
_WORD = re.compile(r"[^\W_]+")
_BEYOND, _WITHIN = ("more", "least"), ("less", "most")


def names_money(text: str) -> bool:
    """Whether a text has a sign for money, or a figure with the name of a currency."""
    return re.search(r"[€$£]", text) is not None or re.search(rf"\d{_MONEY.pattern}", fold(text)) is not None


@dataclass(frozen=True)
class Comparison:
    """A sign, a value and the field that it is of: `hours`, `cost`, `days` (open to close), `age`, a column of numbers, or nothing where no word tells."""

    span: tuple[int, int]
    sign: str
    value: float
    field: str
    unit: str = ""
    days: float = 0.0


def comparisons(
    text: str,
    language: str,
    said: AbstractSet[str] = frozenset(),
    figures: Sequence[str] = (),
) -> Iterator[Comparison]:
    """The comparisons of a folded text.

    Args:
        text: What is left to read.
        language: Of the question: how it says "more than" and numbers.
        said: The nouns of the question: they tell what is meant where no unit does.
        figures: Columns of the company's own numbers that the question names.
    """
    limits, known = vocabulary(language).limits, vocabulary(language).dates
    every = frozenset[str]().union(*(limits[one] for one in (*_BEYOND, *_WITHIN)))
    # Of "no less than" and "less than" within it the longer is meant.
    for match in phrases(every).finditer(text):
        if (found := _figure_at(text, match.end(), language)) is None:
            continue
        value, end = found
        unit, end = _unit_at(text, end)
        words = " ".join(match.group().split())
        sign = ">" if any(words in limits[one] for one in _BEYOND) else "<"
        exact = "=" if words in limits["least"] | limits["most"] else ""
        aged = _age_behind(text, end, language) if unit in _DAYS else 0
        end = aged or end
        old = bool(aged) or phrases(known.age).search(words) is not None or words in known.within
        field = _field(unit, old, said, figures)
        length = value * _DAYS.get(unit, 0.0)
        shown = length or _as_told(value, unit, field)
        yield Comparison((match.start(), end), sign + exact, shown, field, unit, length)


def _age_behind(text: str, place: int, language: str) -> int:
    """Where a noun of age behind a length of time ends, a word of grammar passed over ("60 días de antigüedad"); 0 where none stands there."""
    aged = re.compile(rf"\s*(?:([^\W\d_]+)(?:\s+|'))??{phrases(vocabulary(language).dates.age).pattern}").match(
        text, place
    )
    return aged.end() if aged and (not aged[1] or is_stop(aged[1], language)) else 0


def length_in(text: str, place: int, language: str) -> tuple[float, int] | None:
    """The days of a length of time that stands here ("10 days", "zwei wochen"), and where it ends."""
    figure = _figure_at(text, place, language)
    unit, end = _unit_at(text, figure[1]) if figure else ("", place)
    return (figure[0] * _DAYS[unit], end) if figure and unit in _DAYS else None


def is_of_time(word: str, language: str) -> bool:
    """Whether a word is a unit of time in this language: Danish hours are English timers."""
    known = vocabulary(language)
    return word in known.dates.units or dimension(known.units.get(word, "")) == "time"


def _figure_at(text: str, place: int, language: str) -> tuple[float, int] | None:
    """The number behind a place, a word of grammar and a sign of money passed over; and where it ends."""
    grammar = re.match(r"\s+([^\W\d_]+)(?=\s)", text[place:])
    passed = grammar and is_stop(grammar[1], language) and _number_at(text, place + grammar.end(), language)
    return _number_at(text, place, language) or passed or None


def _number_at(text: str, place: int, language: str) -> tuple[float, int] | None:
    match = re.compile(r"\s*[€$£]?\s*(?:(\d[\d.,']*)|([^\W\d_]+)(?=\s))").match(text, place)
    if match is None:
        return None
    if match[1]:
        written = match[1].rstrip(".,'")
        values = values_of(written)
        grouped = next((one for one in values if one == one.to_integral_value()), None)
        value = grouped if re.fullmatch(r"\d{1,3}(?:[.,']\d{3})+", written) else (values[0] if values else None)
        return (float(value), match.end(1) - len(match[1]) + len(written)) if value is not None else None
    behind = _WORD.search(text, match.end())
    unit = behind.group() if behind else ""
    read = digits(f"{match[2]} {unit}", language).split()[:1]
    if read and read[0].isdecimal():
        return float(read[0]), match.end()
    return (1.0, match.end()) if is_of_time(unit, language) and is_stop(match[2], language) else None


def _unit_at(text: str, place: int) -> tuple[str, int]:
    if money := _MONEY.match(text, place):
        return "money", money.end()
    signed = re.search(r"[€$£]\s*[\d.,']+$", text[:place])
    unit, end = ("money", place) if signed else unit_at(text, place)
    return (unit, end) if unit == "money" or dimension(unit) == "time" else ("", place)


def _field(unit: str, old: bool, said: AbstractSet[str], figures: Sequence[str]) -> str:
    if figures:
        return figures[0]
    if unit in _DAYS:
        return "age" if old else "days"
    if unit:
        return "cost" if unit == "money" else "hours"
    return "cost" if "cost" in said else "hours" if "hours" in said else ""


def _as_told(value: float, unit: str, field: str) -> float:
    """In the unit in which orders tell it: hours, or the one that the name of a company's own column ends with."""
    if dimension(unit) != "time":
        return value
    words = _WORD.findall(field.replace("_", " "))
    told = "h" if field == "hours" else next((word for word in reversed(words) if dimension(word) == "time"), unit)
    return float(convert(Decimal(str(value)), unit, told))
