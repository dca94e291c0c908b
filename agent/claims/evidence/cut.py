"""All the places of one piece of evidence, and what frames them."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from agent.claims.evidence.place import STEP, Place, forms, plain
from agent.claims.facts.fact import Fact
from agent.claims.facts.finding import facts
from agent.claims.facts.spelling import units_named
from agent.claims.wording.stems import stems_of
from language.sentences import sentences

PROPERTIES = 2
"""Columns of a list of properties."""


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
