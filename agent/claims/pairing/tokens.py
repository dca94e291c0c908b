"""What a sentence about several things consists of: the things, the properties that it names, the values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from agent.claims.evidence.ground import Spot
from agent.claims.facts.fact import TOLERANCE, Fact
from agent.claims.facts.finding import facts
from agent.claims.reading.claim import Said
from agent.claims.wording.stems import stems_of
from language.words import fold

MOST_COUNTED = 20


@dataclass(frozen=True, eq=False)
class Thing:
    """Something that the evidence says values of, where the sentence first names it; `spots` are those values' places."""

    name: str
    start: int
    end: int
    spots: tuple[Spot, ...]

    def property_of(self, spot: Spot) -> str:
        """What a place tells of it: the column of a row, the row of a column, the label of a record."""
        of_row = spot.place.form == "cell" and spot.place.column != self.name
        return spot.place.column if of_row else spot.place.name

    def number(self, name: str) -> Fact | None:
        """Its one number under a property."""
        cells = [spot for spot in self.spots if self.property_of(spot) == name]
        return number_of(cells[0]) if len(cells) == 1 else None


@dataclass(frozen=True, eq=False)
class Value:
    """A value of the sentence: one fact, a fact with its tolerance, or the whole text of a cell or field."""

    start: int
    end: int
    facts: tuple[Fact, ...]
    text: str = ""
    named: bool = False
    """Whether its text has words beside its facts."""
    whole: Fact | None = None
    """The fact that it is an end of, where the evidence has no such range."""

    def held(self, spot: Spot) -> bool:
        """Whether a place has it."""
        if self.text and self.text in forms(spot):
            return True
        return bool(self.facts) and not self.named and all(map(spot.valuing, self.facts))

    @property
    def counts(self) -> bool:
        """Whether it may be how many things there are."""
        return len(self.facts) == 1 and self.facts[0].kind == "number" and self.facts[0].values[0] <= MOST_COUNTED

    def comes_to(self, figure: Decimal) -> bool:
        """Whether it is a figure that was worked out."""
        return any(fact.rounds(own, figure) for fact in self.facts for own in fact.values)


@dataclass(frozen=True)
class Tokens:
    """All of them, each kind in the order of the sentence; `named` are the columns that it names."""

    things: tuple[Thing, ...] = ()
    named: tuple[Thing, ...] = ()
    values: tuple[Value, ...] = ()
    masked: frozenset[Fact] = field(default_factory=frozenset[Fact])
    """Facts that are a part of names ("M6", "20 °C")."""
    across: bool = False
    """Whether the things are columns of one row."""

    def listed(self) -> bool:
        """Whether several things stand beside each other."""
        between = (one for one in self.values if self.things[0].start < one.start < self.things[-1].start)
        return len(self.things) > 1 and not any(between)

    def plainly_listed(self, said: Said, languages: Sequence[str]) -> bool:
        """Whether between things without a value between them nothing is said."""
        ends = [value.start for value in self.values]
        beside = [pair for pair in pairwise(self.things) if not any(pair[0].end <= at < pair[1].start for at in ends)]
        between = [said.spelt[one.end : other.start] for one, other in beside]
        return any(not any(stems_of(text, language) for text in between) for language in languages)

    def columns_of(self, value: Value) -> frozenset[str]:
        """The names of the columns that may be meant of a value: of several the one before it, or behind it where none stands before the first value."""
        named = sorted(self.named, key=lambda one: one.start)
        if len({one.name for one in named}) < 2:
            return frozenset(one.name for one in named)
        if named[0].start < min(one.start for one in self.values):
            return frozenset([one.name for one in named if one.end <= value.start][-1:])
        return frozenset([one.name for one in named if one.start >= value.end][:1])


def number_of(spot: Spot) -> Fact | None:
    """The one number of a cell or field that has no other, in the unit that stands with it."""
    told = [fact for fact in facts(label(spot), spot.place.language) if fact.numeric and fact.key != TOLERANCE]
    return told[0] if len(told) == 1 and told[0].upper is None else None


def label(spot: Spot) -> str:
    """What a cell or a field says without its names."""
    return spot.place.label if spot.place.form == "cell" else spot.place.value.strip(" :")


def forms(spot: Spot) -> tuple[str, ...]:
    """The text of a cell or field, and what of it stands before brackets ("FRI-A (cooling group A)")."""
    whole = label(spot)
    return tuple(dict.fromkeys(filter(None, (plain(whole), plain(whole.partition(" (")[0])))))


def plain(text: str) -> str:
    return fold(text).strip(" .;:,")
