"""One hard fact: a quantity with its limit, a number, a size, a date, an identifier."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from language.units import convert, dimension
from language.vocabulary import vocabulary
from language.words import fold, words

Kind = Literal["quantity", "number", "identifier", "size", "date"]

TOLERANCE = "±"
ROUNDED = Decimal("0.012")
"""Of the value: what a rounded one may be off, twice."""
ABOUT, ABOUT_TIME = Decimal("0.02"), Decimal("0.1")
"""Of the value: what "about" may be off; a length of time may be further off, a setting never."""


_FIGURES = re.compile(r"\d+")


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
    turned: bool = False
    """Whether a negation made its limit of a comparison ("not above 5")."""
    when: bool = False
    """Whether its limit is a condition ("if it rises above 5")."""
    about: bool = False
    """Whether the text says that the value is only about so."""

    @property
    def numeric(self) -> bool:
        return self.kind in {"quantity", "number"}

    @property
    def dimension(self) -> str:
        """What is measured; "" for a bare number."""
        return (dimension(self.unit) or self.unit) if self.unit else ""

    def said_as_article(self, text: str, language: str) -> bool:
        """Whether a text may say it by an article: "un día", "ein Tag"; English "one" is none."""
        articles = vocabulary(language).articles
        one = self.values == (1,) and self.upper is None and "1" not in text
        return one and not articles.isdisjoint(words(fold(text)))

    def like(self, other: "Fact", units: frozenset[str] = frozenset()) -> bool:
        """Whether another fact could be taken for this one: of the same kind and measure; `units` are those of its bare numbers."""
        if self.numeric and other.numeric:
            return self.dimension == other.dimension or (not other.unit and self.unit in units)
        return self.kind == other.kind

    def held_by(self, other: "Fact", units: frozenset[str] = frozenset()) -> bool:
        """Whether `other`, a fact of the evidence, is the same; `units` are those that frame a bare number there."""
        if self.kind in {"identifier", "size"} or other.kind in {"identifier", "size"}:
            return self.key == other.key and bool(self.key)
        if self.kind == "date" or other.kind == "date":
            return self._same_days(other) if self.kind == other.kind else self._same_year(other)
        if not self._same_side(other):
            return False
        if self.unit == other.unit or not self.unit or (not other.unit and self.unit in units):
            return self._same_values(other)
        if not other.unit:
            other = replace(other, unit=next((one for one in units if dimension(one) == self.dimension), ""))
        return bool(self.dimension) and self.dimension == other.dimension and self._same_converted(other)

    @property
    def is_of_days(self) -> bool:
        """Whether it is a span of time that names its first and its last day."""
        first, last = self.spans[0] if len(self.spans) == 1 else (date.max, date.max)
        named = {int(figures) for figures in _FIGURES.findall(self.written)}
        return first < last and {first.day, last.day} <= named

    def ends(self) -> "tuple[Fact, ...]":
        """The two ends of a range as facts of their own ("from 7 to 4", "3-5 May"); any other fact as it is."""
        if self.is_of_days:
            return tuple(replace(self, spans=((day, day),)) for day in self.spans[0])
        if self.upper is None:
            return (self,)
        return replace(self, upper=None), replace(self, values=(self.upper,), upper=None)

    def converted(self, other: "Fact") -> bool:
        """Whether `other`, which is the same, is written in another unit or is the exact value of an approximate one."""
        if not self.numeric or not other.numeric or self.key == TOLERANCE:
            return False
        other_unit = bool(self.unit and other.unit and self.unit != other.unit)
        exact = set(self.values) & set(other.values) or self.upper is not None or other.upper is not None
        return other_unit or not exact

    def _same_converted(self, other: "Fact") -> bool:
        """Whether the values of `other` in this unit are these, rounded as these are written; a tolerance is never converted."""
        if TOLERANCE in {self.key, other.key}:
            return False
        ends = [*other.values, *([other.upper] if other.upper is not None else [])]
        theirs = [convert(value, other.unit, self.unit) for value in ends]
        mine = [*self.values[:1], *([self.upper] if self.upper is not None else [])]
        return all(any(self.rounds(own, value) for value in theirs) for own in mine)

    def rounds(self, own: Decimal, value: Decimal) -> bool:
        """Whether a worked out value is one of these, rounded as it is written, or about so."""
        exponent = own.as_tuple().exponent
        step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
        off = abs(own - value)
        if 2 * off <= min(step, abs(value) * ROUNDED) or (step < 1 and 2 * off <= step):
            return True
        return self.about and off <= abs(value) * (ABOUT_TIME if self.dimension == dimension("h") else ABOUT)

    def _same_values(self, other: "Fact") -> bool:
        if self.about and self.dimension == dimension("h") and self.upper is None and other.upper is None:
            return any(self.rounds(self.values[0], value) for value in other.values)
        theirs = {*other.values, *([other.upper] if other.upper is not None else [])}
        if self.upper is not None and other.upper is not None and (self._falls or other._falls):
            return self.upper == other.upper and bool(set(self.values) & set(other.values))
        if self.upper is not None:
            return self.upper in theirs and bool(theirs & set(self.values))
        return bool(theirs & set(self.values))

    @property
    def _falls(self) -> bool:
        """Whether a "range" goes down: then it is a change, which has a direction ("from 7.8 to 1.9")."""
        return self.upper is not None and all(value > self.upper for value in self.values)

    def _same_side(self, other: "Fact") -> bool:
        if not self.limit or not other.limit:
            if self.limit and other.upper is not None and self.upper is None:
                # "20 or less" is not said by "20 to 60".
                return other.upper in self.values if self.limit == "down" else other.upper not in self.values
            return True
        return self.limit == other.limit or self.mirrors(other)

    def mirrors(self, other: "Fact") -> bool:
        """Whether one is the limit that must not be crossed, and the other what is done where it is: "not above 5", "if above 5"."""
        crossed = self.limit and other.limit and self.limit != other.limit
        return bool(crossed) and self.when != other.when

    def _same_year(self, other: "Fact") -> bool:
        """A year may stand as a plain number."""
        day, number = (self, other) if self.kind == "date" else (other, self)
        years = {Decimal(first.year) for first, last in day.spans if (last - first).days >= 364}
        return number.kind == "number" and bool(years & set(number.values))

    def _same_days(self, other: "Fact") -> bool:
        if self.written.casefold() == other.written.casefold():
            return True  # "the last 12 months" of a manual, whatever day it is
        for first, last in self.spans:
            for start, end in other.spans:
                if first <= start and end <= last:
                    return True
                one_day = (self.yearless or other.yearless) and first == last and start == end
                if one_day and (first.month, first.day) == (start.month, start.day):
                    return True
        return False
