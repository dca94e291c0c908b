"""The hard facts of a text: what has to stand in the evidence."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from agent.claims.facts.fact import TOLERANCE, Fact, Kind
from agent.claims.facts.spelling import key_of, spelled
from agent.claims.wording.limits import Limit, limits_at
from language.dates import Span, dates
from language.identifiers import identifiers
from language.measuring.unit_names import unit_at
from language.numbers import numbers, values_of
from language.units import dimension, quantities
from language.vocabulary import phrases, vocabulary
from language.words import fold

NO_LIMIT = Limit()
ABOUT_REACH = 16
"""Characters between "about" and its value."""
_SIZE = re.compile(r"(?<![\w.,])[A-Z]{0,2}\d+(?:[.,]\d+)?(?:\s?[x×]\s?\d+(?:[.,]\d+)?)+(?:\s?(?:mm|cm|m|in))?(?![\w])")
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_TAG = re.compile(r"[^\W\d]\d")
_DAY_MONTH = re.compile(r"(?<![\w/.])(\d{1,2})(?:/|\.(?=\d{1,2}\.))(\d{1,2})(?![\w/]|\.\d)")
_MONTH_YEAR = re.compile(r"[^\W\d]{3,10}\.? (\d{2})")
_EVEN = r"(?:±|\+\s?/\s?[-\u2212]|\+-)"
_TOLERANCE = re.compile(rf"{_EVEN}\s?(\d+(?:[.,]\d+)?)\s?(%)?")
_ALONE = re.compile(rf"(?:(?<=^)|(?<=[(;:,]\s)|(?<=[(])|(?<=[^\W\d_]\s)){_EVEN}\s?(\d+(?:[.,]\d+)?)(?![\d.,]*\s?[/-])")
_BEHIND_VALUE = re.compile(r"\d\s?[^\s\d]*\s*$")
_RATE = re.compile(r"\s?([^\W\d]{1,4}/[^\W\d]{1,3})(?!\w)")
_COMPOUND = re.compile(r"((?=[\w.]*\d)[\w.]+)-[^\W\d]{3,}")


@lru_cache(maxsize=32_768)
def facts(text: str, language: str = "en", today: date | None = None, *, loose: bool = False) -> tuple[Fact, ...]:
    """Every hard fact of a text in its order; positions are in `spelled(text, language)`.

    Args:
        text: What is read.
        language: Of its number words and dates.
        today: For what is told from the day of the conversation.
        loose: Also note what else a figure may mean ("Feb 25", "14/11", "12 in"): for what the evidence holds, never for what must be held.
    """
    rest = _Rest(spelled(text, language), phrases(vocabulary(language).limits["about"]))
    sides = limits_at(rest.plain, language)
    for span in _days(rest.left, today or date(2000, 1, 1), language):
        spans = (span.bound or (span.start, span.end), *span.alternatives)
        rest.take("date", span.written, span.at, spans=spans, yearless=span.yearless)
    for match in list(_SIZE.finditer(rest.left)):
        name = re.sub(r"\s|(?:mm|cm|m|in)$", "", match.group()).replace("×", "x").replace(",", ".").lower()
        rest.take("size", match.group(), match.span(), key=name)
    _take_tolerances(rest)
    # Of the whole text: with its date taken out "1380 in October" is a length.
    measured = [q for q in quantities(rest.plain) if q.unit and rest.left[q.start : q.end] == q.written]
    for name in identifiers(rest.left):
        if not any(q.start < name.end and name.start < q.end for q in measured):
            whole = _COMPOUND.fullmatch(name.written)
            key = key_of(whole.group(1) if whole else name.written)
            rest.take("identifier", name.written, (name.start, name.end), key=key)
    for q in measured:
        limit = NO_LIMIT if q.upper is not None else sides.get(rest.numeral(q.start), NO_LIMIT)
        held = {"limit": limit.side, "turned": limit.turned, "when": limit.when, "about": rest.only_about(q.start)}
        rest.take("quantity", q.written, (q.start, q.end), values=tuple(q.values), unit=q.unit, upper=q.upper, **held)
        if around := _TOLERANCE.search(q.written):
            # A tolerance is a fact of its own: the right torque with another one is another demand.
            own = unit_at(q.written, around.end(1))[0]  # kelvins are degrees here
            unit = "%" if around.group(2) else q.unit if dimension(own) in {"", "temperature"} else own
            at = q.start + around.start(), q.start + around.end()
            rest.found.append(Fact("quantity", around.group(), *at, values_of(around.group(1)), unit, key=TOLERANCE))
    for n in numbers(rest.left):
        side = sides.get(rest.numeral(n.start), NO_LIMIT).side
        if n.values and (rate := _RATE.match(rest.left, n.end)):
            written, unit = rest.left[n.start : rate.end()], rate.group(1).lower()
            rest.take("quantity", written, (n.start, rate.end()), values=tuple(n.values), unit=unit, limit=side)
        elif n.values:
            rest.take("number", n.written, (n.start, n.end), values=tuple(n.values), limit=side)
    also = _loosely(rest) if loose else _spans(rest.left, language)
    return tuple(sorted([*rest.found, *also], key=lambda fact: fact.start))


class _Rest:
    """A text from which facts are taken one kind after the other, each character once."""

    def __init__(self, plain: str, about: re.Pattern[str]) -> None:
        self.plain = self.left = plain
        self._about = about
        self.found: list[Fact] = []

    def take(self, kind: Kind, written: str, at: tuple[int, int], **more: Any) -> None:
        self.found.append(Fact(kind, written, *at, **more))
        self.left = self.left[: at[0]] + " " * (at[1] - at[0]) + self.left[at[1] :]

    def only_about(self, start: int) -> bool:
        """Whether the value at a place is only about so."""
        return self._about.search(fold(self.plain[max(start - ABOUT_REACH, 0) : start])) is not None

    def numeral(self, start: int) -> int:
        """Which number of the text, counted from 0, stands at a place."""
        return len(_NUMERAL.findall(self.plain[:start]))


def _take_tolerances(rest: _Rest) -> None:
    """Take those that stand alone, as in a column of their own ("+/-3 bar", "a tolerance of +/-3 bar")."""
    for match in _ALONE.finditer(rest.left):
        if _BEHIND_VALUE.search(rest.left, max(match.start() - ABOUT_REACH, 0), match.start()):
            continue  # "160 bar +/-3 bar" is read with its value
        unit, end = unit_at(rest.left, match.end())
        at = match.start(), end
        written = rest.left[slice(*at)]
        rest.take("quantity", written, at, values=values_of(match.group(1)), unit=unit, key=TOLERANCE)


def _spans(text: str, language: str) -> list[Fact]:
    """A span without a figure: "within the last year" is within one year."""
    known = vocabulary(language)
    last = "|".join(re.escape(word) for word in sorted(known.dates.last, key=len, reverse=True))
    most = "|".join(re.escape(word) for word in sorted(known.limits["most"], key=len, reverse=True))
    found = re.finditer(rf"(?i)\b(?:{most})\s+(?:\w{{1,4}}\s+)?(?:{last})\s+(\w+)", text) if last and most else ()
    return [
        Fact("quantity", match.group(), *match.span(), (Decimal(1),), unit, None, "down")
        for match in found
        if (unit := known.dates.units.get(fold(match.group(1)), ""))
    ]


def _loosely(rest: _Rest) -> list[Fact]:
    out: list[Fact] = []
    for match in _DAY_MONTH.finditer(rest.plain):
        one, other = int(match.group(1)), int(match.group(2))
        days = [
            date(2000, month, day)
            for day, month in ((one, other), (other, one))
            if 1 <= month <= 12 and 1 <= day <= 28 + 2 * (month != 2)
        ]
        if days:
            spans = tuple((day, day) for day in days)
            out.append(Fact("date", match.group(), *match.span(), spans=spans, yearless=True))
    for fact in rest.found:
        year = _MONTH_YEAR.fullmatch(fact.written) if fact.kind == "date" else None
        if year:
            first = fact.spans[0][0].replace(year=2000 + int(year.group(1)), day=1)
            last = first.replace(day=monthrange(first.year, first.month)[1])
            out.append(replace(fact, spans=((first, last),), yearless=False))
        if fact.kind == "quantity" and fact.unit == "in" and fact.upper is None:
            out.append(replace(fact, kind="number", unit=""))
    return out


def _days(text: str, today: date, language: str) -> list[Span]:
    """Days that are told by a figure; "Q4" alone is a switch."""
    return [
        span
        for span in dates(text, today, language)
        if _NUMERAL.search(span.written) and not _TAG.fullmatch(span.written)
    ]
