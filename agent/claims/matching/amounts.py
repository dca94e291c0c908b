"""The values of a sentence that no place has: what they are worked out of, and which ones so far."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from agent.claims.deriving.arithmetic import follows as come_to
from agent.claims.deriving.columns import of_each
from agent.claims.deriving.working_out import derived
from agent.claims.evidence.ground import Ground, Spot, alike
from agent.claims.facts.fact import Fact
from agent.claims.facts.spelling import spelled
from agent.claims.matching.counting import counts_records
from agent.claims.matching.finding import Finding
from agent.claims.matching.holding import says
from agent.claims.matching.naming import named_among
from agent.claims.matching.placing import Placing
from agent.claims.matching.world import World
from agent.claims.reading.claim import Said
from agent.claims.replacing import corresponding
from agent.claims.wording.limits import is_difference
from language.vocabulary import vocabulary
from language.words import fold, stem

WORKED_OUT = "figures of the evidence come to it"
MOST = 6
"""Lines that correspond to a sentence without being named in it; twice as many in all."""


class Amounts:
    """Works out the values of one sentence; what is wrong or in doubt is noted in its finding."""

    def __init__(
        self, said: Said, ground: Ground, world: World, placing: Placing, out: Finding, known: Iterable[Fact]
    ) -> None:
        self._said, self._ground, self._world, self._placing, self._out = said, ground, world, placing, out
        self._operands: list[Spot] | None = None
        self.worked_out = set(known)

    def is_of_records(self, fact: Fact) -> bool:
        """Whether a number says how many records there are, and as many are cited; where another number of them stands in a record it may be of something else."""
        if self._heads_a_list(fact):
            self._out.derived = self._out.derived or "counted"
            self.worked_out.add(fact)
            return True
        if not counts_records(fact, self._said, self._placing.cited):
            return False
        one = fact.values[0] == len(self._world.cites) == 1 and of_each(
            fact, self._said, self._ground, self._world.cites
        )
        right = one or self.derived(fact, (), "counted")
        self._out.derived = self._out.derived or ("counted" if right else "")
        self._out.doubt = self._out.doubt or ("" if right else f"not as many are cited: {fact.written}")
        return right

    def _heads_a_list(self, fact: Fact) -> bool:
        """Whether as many are named behind a number as it says: "one job: W-4 on P-2", of cited records; "3 passes of 5 Nm, 10 Nm and 20 Nm"."""
        behind = [one for one in self._said.facts if one.start >= fact.end]
        if fact.kind == "number" and self._counts_steps(fact):
            return True
        if fact.kind != "number" or not behind:
            return False
        listed = list(takewhile(behind[0].like, behind))
        if len(listed) > 1 and behind[0].kind == "quantity" and len(listed) == fact.values[0]:
            return True
        heads = [head for spot in self._placing.cited if (head := spot.heads)]
        named = [one for one in behind if any(one.held_by(head) for head in heads)]
        is_list = bool(named) and ":" in self._said.spelt[fact.end : named[0].start]
        return is_list and fact.values[0] == len({one.written for one in named})

    def _counts_steps(self, fact: Fact) -> bool:
        """Whether a number is how many numbered steps the cited evidence has."""
        noun = self._said.spelt[fact.end :].split()[:1]
        steps = {step for spot in self._placing.cited for step in spot.cut.steps}
        named = vocabulary(self._said.language).pointing["step"]
        return (
            bool(noun and steps)
            and fact.values[0] == max(map(int, steps)) == len(steps)
            and any(alike(stem(one, self._said.language), stem(fold(noun[0]), self._said.language)) for one in named)
        )

    def is_between(self, fact: Fact) -> bool:
        """Whether a value says by how much one thing is more than another, and is so much; one that is not so much is noted, unless a place says it so."""
        side, end = is_difference(self._said.spelt, fact.end, self._said.language) if fact.numeric else ("", 0)
        held = [(spot.place, own) for spot in self._placing.cited if side and (own := spot.holding(fact))]
        if not side or any(is_difference(spelled(at.own, at.language), own.end, at.language)[0] for at, own in held):
            return False
        if not self.derived(fact, self._placing.cited, "the difference"):
            self._out.amiss(f"no difference: {self._said.spelt[fact.start : end]}")
        return fact in self.worked_out

    def derived(self, fact: Fact, near: Sequence[Spot], *ways: str) -> bool:
        """Whether a value follows from the evidence; `ways`: only so."""
        blocks = [one for spot in near for one in (*self._ground.block(spot), spot)]
        way = derived(fact, self._said, self._ground, blocks, self._world.cites, self._world.today)
        if ways and way not in ways:
            return False
        self._out.derived = self._out.derived or way
        if way:
            self.worked_out.add(fact)
        return bool(way)

    def follows(self, fact: Fact, near: Sequence[Spot]) -> bool:
        """Whether a value that no place has follows from some; one that a cited table has of other rows and columns is theirs."""
        theirs = self._placing.is_of_others(fact)
        if not theirs and self.derived(fact, near):
            return True
        return not (theirs and fact.kind != "number") and self._comes_to(fact)

    def _comes_to(self, fact: Fact) -> bool:
        """Whether values of the lines that the sentence is about come to one of it, which code then does not vouch for."""
        if self._operands is None:
            self._operands = lines_of_operands(self._said, self._out.spots, self._ground, self._world)
        operands = come_to(fact, self._said, self._operands)
        if operands is None:
            return False
        self._out.doubt = self._out.doubt or WORKED_OUT
        self._out.add(operands)
        self.worked_out.add(fact)
        return True


def lines_of_operands(said: Said, found: Sequence[Spot], ground: Ground, world: World) -> list[Spot]:
    """The cited rows and records that a sentence names, and the lines that correspond to it, of a table that it names rows of no others."""
    named = [spot for spot in ground.spots if spot.n in world.cites and _is_named(spot, said)]
    tables = {spot.n for spot in named if spot.place.form == "row"}
    own = corresponding(said, found, ground, world.cites, world.serials)[:MOST]
    return list(dict.fromkeys([*named, *(spot for spot in own if spot.n not in tables)]))[: 2 * MOST]


def _is_named(spot: Spot, said: Said) -> bool:
    """Whether a sentence has the name of a row, or of a line of a record."""
    if spot.place.form == "cell":
        return False
    if any(fact.held_by(name) for fact in said.facts for name in spot.place.names):
        return True
    return spot.place.form == "row" and spot.place.name in named_among(said.text, spot.cut.row_names)


def is_asked_about(fact: Fact, said: Said, cited: Sequence[Spot], world: World) -> bool:
    """Whether a value is the person's own ("I read 72 °C"), held against one of that measure which the evidence gives."""
    if not any(fact.held_by(own) for own in world.asked):
        return False
    others = [one for one in said.facts if one is not fact and one.like(fact)]
    return any(says(spot, one) for one in others for spot in cited)
