"""The hard facts of a text: quantities and numbers with their limits, sizes, dates, identifiers. What has to stand in the evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from language.dates import Span, dates
from language.identifiers import identifiers, key
from language.numbers import digits, numbers
from language.units import canonical, dimension, quantities
from language.vocabulary import vocabulary
from language.words import fold
from agent.claims.wording import limits_at

Kind = Literal["quantity", "number", "identifier", "size", "date"]
LONGEST = 4_000
_SIZE = re.compile(r"(?<![\w.,])[A-Z]{0,2}\d+(?:[.,]\d+)?(?:\s?[x×]\s?\d+(?:[.,]\d+)?)+(?![\w])")
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_LIST_NUMBER = re.compile(r"^\s*(?:[-*•]\s+)?\(?\d{1,3}[.)]\s+")
_TIMES = re.compile(r"(?<=\d)\s?[x×](?![\w])")


@dataclass(frozen=True)
class Fact:
    """One hard fact. `values` are its readings, `upper` the other end of a range, `limit` the side on which it holds.

    `limit` is `up` (at least, above), `down` (at most, below) or "".
    """

    kind: Kind
    written: str
    start: int
    end: int
    values: tuple[Decimal, ...] = ()
    unit: str = ""
    upper: Decimal | None = None
    limit: str = ""
    key: str = ""
    spans: tuple[tuple[date, date], ...] = ()
    yearless: bool = False

    @property
    def numeric(self) -> bool:
        return self.kind in {"quantity", "number"}

    @property
    def dimension(self) -> str:
        """What is measured; "" for a bare number."""
        return (dimension(self.unit) or self.unit) if self.unit else ""

    def held_by(self, other: "Fact", units: frozenset[str] = frozenset()) -> bool:
        """Whether `other`, a fact of the evidence, is the same; `units` are those that frame a bare number there."""
        if self.kind in {"identifier", "size"} or other.kind in {"identifier", "size"}:
            return self.key == other.key and bool(self.key)
        if self.kind == "date" or other.kind == "date":
            return self.kind == other.kind and self._same_days(other)
        if not self._same_side(other):
            return False
        if self.unit == other.unit or not self.unit or (not other.unit and self.unit in units):
            return self._same_values(other)
        return False

    def _same_values(self, other: "Fact") -> bool:
        theirs = {*other.values, *([other.upper] if other.upper is not None else [])}
        if self.upper is not None:
            return self.upper in theirs and bool(theirs & set(self.values))
        return bool(theirs & set(self.values))

    def _same_side(self, other: "Fact") -> bool:
        if not self.limit or not other.limit:
            if self.limit and other.upper is not None and self.upper is None:
                # "20 or less" is not said by "20 to 60".
                return other.upper in self.values if self.limit == "down" else other.upper not in self.values
            return True
        return self.limit == other.limit

    def _same_days(self, other: "Fact") -> bool:
        for first, last in self.spans:
            for start, end in other.spans:
                if first <= start and end <= last:
                    return True
                if (self.yearless or other.yearless) and first == last and start == end and (first.month, first.day) == (start.month, start.day):
                    return True
        return False


@lru_cache(maxsize=32_768)
def facts(text: str, language: str = "en", today: date | None = None) -> tuple[Fact, ...]:
    """Every hard fact of a text in its order; positions are in `spelled(text, language)`."""
    plain = spelled(text, language)
    left = plain
    found: list[Fact] = []

    def take(fact: Fact) -> None:
        nonlocal left
        found.append(fact)
        left = left[: fact.start] + " " * (fact.end - fact.start) + left[fact.end :]

    for span in _days(left, today or date(2000, 1, 1), language):
        days = ((span.start, span.end), *span.alternatives)
        take(Fact("date", span.written, *span.at, spans=days, yearless=span.yearless))
    for match in list(_SIZE.finditer(left)):
        take(Fact("size", match.group(), *match.span(), key=re.sub(r"\s", "", match.group()).replace("×", "x").replace(",", ".").lower()))
    sides = limits_at(plain, language)
    measured = [q for q in quantities(left) if q.unit]
    covered = [(q.start, q.end) for q in measured]
    for name in identifiers(left):
        if not any(start < name.end and name.start < end for start, end in covered):
            take(Fact("identifier", name.written, name.start, name.end, key=key(name.written)))
    for q in measured:
        side = sides.get(_numeral(plain, q.start), "")
        take(Fact("quantity", q.written, q.start, q.end, tuple(q.values), q.unit, q.upper, "" if q.upper is not None else side))
    for n in numbers(left):
        if n.values:
            take(Fact("number", n.written, n.start, n.end, tuple(n.values), "", None, sides.get(_numeral(plain, n.start), "")))
    return tuple(sorted(found, key=lambda fact: fact.start))


@lru_cache(maxsize=32_768)
def spelled(text: str, language: str) -> str:
    """The text with number words as digits, without its list number."""
    clean = _LIST_NUMBER.sub("", text[:LONGEST])
    return digits(_TIMES.sub(" ", clean), language)


@lru_cache(maxsize=4_096)
def units_named(text: str, language: str = "en") -> frozenset[str]:
    """The units that a heading, caption or column names ("in bar"), and those of its quantities."""
    words = re.findall(r"[^\s()\[\],;:]+", text[:LONGEST])
    spelled_out = vocabulary(language).units
    named = {canonical(word) for word in words} | {spelled_out.get(fold(word), "") for word in words}
    return frozenset(filter(None, named | {q.unit for q in quantities(text[:LONGEST])}))


def without(text: str, taken: Sequence[Fact]) -> str:
    """A spelled text with its facts blotted out: the words around them."""
    for fact in taken:
        text = text[: fact.start] + " " * (fact.end - fact.start) + text[fact.end :]
    return text


def _numeral(text: str, start: int) -> int:
    """Which number of the text, counted from 0, stands at a place."""
    return len(_NUMERAL.findall(text[:start]))


def _days(text: str, today: date, language: str) -> list[Span]:
    return [span for span in dates(text, today, language) if _NUMERAL.search(span.written)]
