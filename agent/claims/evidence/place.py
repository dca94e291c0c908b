"""A place of evidence: one thing that it says, with what frames it; all the places of one piece."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from agent.claims.facts.fact import Fact
from agent.claims.facts.finding import facts
from agent.claims.facts.spelling import spelled, units_named, without
from agent.claims.reading.claim import Clause, clauses_of
from agent.claims.wording.stems import stems_of
from language.sentences import sentences

Form = str
"""`sentence`, `row`, `cell` or `field`."""
STEP = re.compile(r"^\s*(?:[-*•·–]\s+)?(?:(\d{1,3})[.)]|([a-z])\))\s+")
_BEHIND = re.compile(r"(?:,\s|\()([^\W\d][^,()]{0,8})\)?$")
"""What a name ends with behind a comma or in brackets, where its unit stands ("Relief valve, bar")."""
PROPERTIES = 2
"""Columns of a list of properties."""
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


@dataclass(frozen=True, eq=False)
class Cut:
    """All that one piece of evidence says, told from others by being the same object.

    `frame`: its title, heading, caption and machines; `nouns`: what a record is called, `now`: "still", which any says of itself; `marks`: its page and section's number.
    """

    places: tuple[Place, ...]
    frame: str
    headings: frozenset[str]
    language: str
    record: bool
    lines: tuple[str, ...] = field(repr=False)
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    nouns: str = ""
    now: str = ""
    marks: tuple[str, ...] = ()

    @cached_property
    def frame_stems(self) -> frozenset[str]:
        """Of the words in title, heading and caption, and of those that a record need not say."""
        return frozenset(stems_of(f"{self.frame} {self.nouns} {self.now}", self.language))

    @cached_property
    def frame_facts(self) -> tuple[Fact, ...]:
        """The names in title, heading and caption."""
        return facts(self.frame, self.language)

    @cached_property
    def units(self) -> frozenset[str]:
        """What its bare numbers may be measured in where nothing nearer says it: the units of its frame and of a record's lines; "Hours: 4" lends none."""
        lines = dict.fromkeys(place.text for place in self.places if self.record and not place.bare)
        return units_named(" ; ".join([self.frame, *lines]), self.language)

    @cached_property
    def steps(self) -> frozenset[str]:
        """The numbers of its steps."""
        return frozenset(found[1] for line in self.lines if (found := STEP.match(line)) and found[1])

    @property
    def lists_properties(self) -> bool:
        """Whether its table is a list of properties, each with its value."""
        return bool(self.tables) and len(self.tables[0][0]) == PROPERTIES

    @cached_property
    def row_names(self) -> tuple[str, ...]:
        """What stands first in each row of its table."""
        return tuple(row[0] for row in self.tables[0][1:] if row) if self.tables else ()

    @cached_property
    def labels(self) -> Counter[str]:
        """How many places each label has."""
        return Counter(place.name for place in self.places)

    @cached_property
    def run(self) -> tuple[str, dict[int, int], frozenset[int]]:
        """Everything in plain form behind one another; where a sentence or line begins (to its row), and where one ends."""
        text, starts, ends = "", dict[int, int](), set[int]()
        rows = {plain(place.text): place.row for place in reversed(self.places)}
        for number, line in enumerate(self.lines):
            body = STEP.sub("", line)
            begun = plain(body) or plain(line)
            for sentence in sentences(body) or [line]:
                piece = plain(sentence)
                starts[len(text)] = rows.get(piece, rows.get(begun, number))
                text += piece
                ends.add(len(text))
                text += " "
        return text, starts, frozenset(ends)

    @cached_property
    def said(self) -> dict[str, int]:
        """The plain form of each cell under its names and of each value behind its label, to its row."""
        out: dict[str, int] = {}
        for place in self.places:
            for form in forms(place):
                out.setdefault(plain(form), place.row)
        return out


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
