"""A place of evidence: one thing that it says, with what frames it; all the places of one piece."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from agent.claims.facts.fact import Fact
from agent.claims.facts.finding import facts
from agent.claims.facts.spelling import spelled, units_named, without
from agent.claims.reading.claim import Clause, clauses_of
from agent.claims.wording.stems import stems_of

Form = str
"""`sentence`, `row`, `cell` or `field`."""
STEP = re.compile(r"^\s*(?:[-*•·–]\s+)?(?:(\d{1,3})[.)]|([a-z])\))\s+")
_BEHIND = re.compile(r"(?:,\s|\()([^\W\d][^,()]{0,8})\)?$")
"""What a name ends with behind a comma or in brackets, where its unit stands ("Relief valve, bar")."""
_TYPES = re.compile(r"[*_`|\\]+")


@dataclass(frozen=True)
class Place:
    """One thing that a source says.

    `text` is the source's own line, to be quoted; `own` what it says, a cell under its row name and column; `name` what it says it of;
    `around` what the same step, table or record says beside it. `row` counts what stands together. `field` is which of a record's it tells.
    """

    row: int
    form: Form
    text: str
    own: str
    name: str = ""
    column: str = ""
    around: str = ""
    label: str = ""
    language: str = "en"
    tainted: bool = False
    field: str = ""
    unit: str = ""
    """What the column of units says of its row."""

    @property
    def says(self) -> bool:
        """Whether it says anything to a technician: a question does not, nor what speaks to a model."""
        return not self.tainted and not self.own.rstrip().endswith("?")

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The hard facts that it says, those of its names among them."""
        return facts(self.own, self.language, loose=True)

    @property
    def value(self) -> str:
        """What a line of a record says behind its label."""
        return self.own[len(self.name) :] if self.form == "field" else self.own

    @cached_property
    def cues(self) -> str:
        """Its words without its dates: May is no permission."""
        return without(spelled(self.own, self.language), [fact for fact in self.facts if fact.kind == "date"])

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stems_of(without(spelled(self.own, self.language), self.facts), self.language))

    @cached_property
    def around_stems(self) -> frozenset[str]:
        return frozenset(stems_of(self.around, self.language)) - self.stems

    @cached_property
    def case(self) -> bool:
        """Whether the column of a cell is one of several cases (20 °C, from K7-20), and no property of its own."""
        return self.form == "cell" and bool(facts(self.column, self.language))

    @cached_property
    def names(self) -> tuple[Fact, ...]:
        """The identifiers in the name of its row or the label of its line, and the numbers in a label ("Stock at Van 2")."""
        kinds = {"identifier", "number"} if self.form == "field" else {"identifier"}
        return tuple(fact for fact in facts(self.name, self.language) if fact.kind in kinds)

    @cached_property
    def parts(self) -> tuple[Clause, ...]:
        """Its clauses, each with its words and facts."""
        return clauses_of(spelled(self.own, self.language), self.facts, self.language)

    @cached_property
    def units(self) -> frozenset[str]:
        """Of its quantities and of what names it; a column of cases (20 °C) names none."""
        named = "" if self.case else self.column if self.form == "cell" else self.name
        found = units_named(named, self.language) if self.form in {"cell", "field"} else frozenset[str]()
        ends = (self.name, self.column) if self.form == "cell" else ()
        behind = [unit for name in ends for unit in _BEHIND.findall(name)]
        found |= units_named(" ".join([self.unit, *behind]), self.language)
        if self.form == "row":  # what one cell is measured in another is not
            return found
        return found | {
            fact.unit for fact in self.facts if fact.unit and (self.form != "cell" or fact.written in self.label)
        }

    @cached_property
    def bare(self) -> bool:
        """Whether it is a field of a record with a number and no words: no other line tells its unit."""
        return (
            self.form == "field"
            and bool(self.name)
            and not stems_of(without(self.own, self.facts)[len(self.name) :], self.language)
        )


def plain(text: str) -> str:
    """Without markup, list mark and closing stop, white space collapsed, in lower case."""
    return " ".join(_TYPES.sub(" ", text).split()).strip(" .;:,!").casefold()


def forms(place: Place) -> Iterable[str]:
    """The ways in which a cell or a value is quoted with or without what names it."""
    if place.form == "cell":
        name, column, cell = place.name, place.column, place.label
        yield from (f"{name}: {cell}", f"{name} {cell}", f"{column}: {cell}")
        yield from (f"{name} {column}: {cell}", f"{name} {column} {cell}", f"{name}: {column} {cell}")
    elif place.form == "row":
        yield place.text
        yield place.text.replace(" | ", "; ")
        yield place.own.replace(" ; ", " ")
    elif place.form == "field":
        yield place.text
        yield place.text[len(place.name) + 1 :] if place.name else place.text
        yield place.own
    else:
        yield place.text
        yield place.own
