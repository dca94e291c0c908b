"""Whether some evidence says a sentence: its facts of the same thing, its words, and nothing turned round."""

from collections.abc import Mapping, Sequence

from agent.claims.deriving.ranking import tops
from agent.claims.deriving.working_out import derived
from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.facts.fact import Fact
from agent.claims.matching.applying import covered
from agent.claims.matching.finding import FAIR, Finding, in_other_words
from agent.claims.matching.placing import Placing, says
from agent.claims.matching.rivals import of_another
from agent.claims.matching.world import World
from agent.claims.reading.claim import Clause, Said
from agent.claims.turning.negation import says_none
from agent.claims.turning.trouble import doubt_between, trouble_between
from agent.claims.wording.limits import superlative
from agent.claims.wording.polarity import turned
from agent.claims.wording.stems import stems_of

FEW = 60
COINCIDING = ("counted", "the difference", "days between")
"""How a plain number may follow that also stands elsewhere, of something else."""
COUNTED = 2
"""Words behind a number that say what it counts."""
NEIGHBOUR = 0.5
"""What a word counts that the same step or record says in another sentence."""


def check(said: Said, ground: Ground, world: World) -> Finding:
    """Check a sentence against evidence."""
    return _Check(said, ground, world).run()


class _Check:
    def __init__(self, said: Said, ground: Ground, world: World) -> None:
        self.said, self.ground, self.world = said, ground, world
        self.placing = Placing(said, ground, world)
        self.out = Finding()

    def run(self) -> Finding:
        shares: list[tuple[float, float, int]] = []
        for clause in self.said.clauses:
            spots = self._facts(clause)
            if not spots and clause.stems and self.world.same_language:
                spots = self.placing.likeliest(clause.stems)
            self.out.add(spots)
            self.placing.go_on_from(spots)
            shares.append(self._words(clause, spots))
        if weight := sum(many for *_, many in shares):
            self.out.share = sum(share * many for share, _, many in shares) / weight
            self.out.own = sum(own * many for _, own, many in shares) / weight
        self.out.hard = any(_tells(spot, fact) for spot in self.out.spots for fact in self.said.facts)
        if not self.out.derived and not self.out.spots:
            self.out.amiss("not in the evidence")
        self.out.amiss(self._superlative())
        if not self.out.derived and self._none():
            self.out.derived = "none"
        if not self.out.trouble and self.out.spots:
            self.out.amiss(trouble_between(self.said, self.out.spots, self.ground, self.world))
            self.out.doubt = self.out.doubt or doubt_between(self.said, self.out.spots, self.ground, self.world)
        return self.out

    def _facts(self, clause: Clause) -> list[Spot]:
        """The places that hold the clause's facts; what is amiss is noted."""
        needed: Sequence[Fact] = clause.facts
        spots = self.placing.of(clause, needed)
        if not spots and any(fact.upper is not None for fact in needed):
            needed = [end for fact in needed for end in fact.ends()]
            spots = self.placing.of(clause, needed)
        if not spots:
            needed = [fact for fact in needed if not self.world.names(fact)]
            spots = self.placing.of(clause, needed)
        if spots:
            pairs = [(fact, held) for spot in spots for fact in needed if (held := spot.holding(fact))]
            if any(fact.converted(held) for fact, held in pairs):
                self.out.derived = self.out.derived or "converted"
            if any(fact.mirrors(held) for fact, held in pairs):
                self.out.doubt = self.out.doubt or "says as a condition what the evidence says as a limit"
            for fact in (fact for fact in needed if not self.world.names(fact)):
                why = of_another(fact, clause, spots, self.said, self.ground, self.world)
                if why and (fact.kind != "number" or not self._derived(fact, spots, *COINCIDING)):
                    self.out.amiss(why)
            return spots
        return self._apart(needed, clause)

    def _apart(self, needed: Sequence[Fact], clause: Clause) -> list[Spot]:
        """Where no place holds all the facts: each by itself, or worked out; else something is amiss."""
        alone = {fact: self.placing.together([fact], clause) for fact in needed}
        found = [spot for spots in alone.values() for spot in spots]
        missing = [fact for fact, spots in alone.items() if not spots]
        near = [*found, *self.out.spots] or self.placing.cited[:FEW] or self.placing.likeliest(self.said.stems)
        for fact in missing:
            if self._of_other_rows(fact) or not self._derived(fact, near):
                self.out.amiss(f"not in the evidence: {fact.written}")
        if not missing and len(needed) > 1:
            if rest := self._counted_beside(needed, alone, clause):
                return rest
            self.out.amiss(f"not said together: {', '.join(fact.written for fact in needed)}")
        return list(dict.fromkeys(found))

    def _of_other_rows(self, fact: Fact) -> bool:
        """Whether a cited table has the value in cells of other rows and columns than the sentence names: then it is theirs, and worked out of nothing."""
        cells = [spot for spot in self.placing.cited if spot.place.form == "cell"]
        return any(fact.held_by(own) and own.unit == fact.unit for spot in cells for own in spot.place.facts)

    def _counted_beside(
        self, needed: Sequence[Fact], alone: Mapping[Fact, Sequence[Spot]], clause: Clause
    ) -> list[Spot]:
        """The place of a clause of which only how many things there are stands elsewhere: "tighten the four bolts to 48 Nm"."""
        rest = [fact for fact in needed if fact.kind != "number"]
        spots = self.placing.together(rest, clause) if len(rest) < len(needed) else []
        for fact in needed:
            if fact.kind == "number" and self.world.same_language:
                behind = stems_of(self.said.spelt[fact.end :], self.said.language)[:COUNTED]
                if not any(said_in(behind, spot.place.stems) for spot in alone[fact]):
                    return []
        if spots:
            self.out.doubt = self.out.doubt or "says together what the evidence says in two places"
        return spots

    def _derived(self, fact: Fact, near: Sequence[Spot], *ways: str) -> bool:
        """Whether a value follows from the evidence; `ways`: only so."""
        blocks = [one for spot in near for one in (*self.ground.block(spot), spot)]
        way = derived(fact, self.said, self.ground, blocks, self.world.cites, self.world.today)
        if ways and way not in ways:
            return False
        self.out.derived = self.out.derived or way
        return bool(way)

    def _words(self, clause: Clause, spots: Sequence[Spot]) -> tuple[float, float, int]:
        """The shares of the clause's words as in `Finding`, and how many they are; a clause without any support is invented."""
        stems = set(clause.stems)
        if not stems:
            return 1.0, 1.0, 0
        held = self._held(clause, spots) or (bool(self.out.derived) and any(fact.numeric for fact in clause.facts))
        share, own = self._shares(clause, spots, held=held) if self.world.same_language else (0.0, 0.0)
        if not held and share < FAIR and (len(stems) > 1 or len(self.said.clauses) == 1):
            record = bool(spots) and all(spot.cut.record for spot in spots)
            values = [fact for fact in self.said.facts if fact.numeric]
            there = any(says(spot, fact) for spot in self.placing.cited for fact in values)
            in_other_words(clause, share, self.said, self.world, self.out, record=record, held=there)
        return (share, own, len(stems)) if self.world.same_language else (1.0, 0.0, 0)

    def _shares(self, clause: Clause, spots: Sequence[Spot], *, held: bool) -> tuple[float, float]:
        stems = set(clause.stems)
        own = explained(clause.stems, spots)
        named = frozenset[str]().union(*(one.place.around_stems | one.cut.frame_stems for one in spots))
        framed = said_in(stems - own, named | (self.world.stems if own or held else frozenset[str]()))
        blocks = [one for spot in spots for one in self.ground.block(spot)]
        beside = said_in(stems - own - framed, frozenset[str]().union(*(one.place.stems for one in blocks)))
        said = len(own | framed)
        return (said + NEIGHBOUR * len(beside)) / len(stems), said / len(stems)

    def _held(self, clause: Clause, spots: Sequence[Spot]) -> bool:
        return any(
            _tells(spot, fact, any_kind=True) for spot in spots for fact in clause.facts if not self.world.names(fact)
        )

    def _none(self) -> bool:
        """Whether the sentence says that there is none, of the thing that its record says 0 of."""
        records = [spot for spot in self.out.spots if spot.cut.record]
        blocks = [one for spot in records for one in self.ground.block(spot)]
        denied = bool(turned(self.said.cues, self.said.language)) and len(self.said.clauses) == 1
        return bool(blocks) and denied and says_none(self.said, records, blocks)

    def _superlative(self) -> str:
        side = superlative(self.said.cues, self.said.language)
        if not side or not self.out.spots:
            return ""
        spots = [*self.out.spots, *(one for spot in self.out.spots for one in self.ground.block_of_row(spot))]
        column = [
            spot
            for spot in spots
            if said_in(self.said.stems, frozenset(stems_of(spot.place.column, spot.cut.language)))
        ]
        told = tops(side, self.said, column or self.out.spots, self.ground)
        if told is not False:
            self.out.derived = self.out.derived or ("ranked" if told else "")
            return ""
        held = any(superlative(spot.place.cues, spot.cut.language) for spot in self.out.spots)
        return "" if held else "the evidence does not say that it is the most or the least"


def _tells(spot: Spot, fact: Fact, *, any_kind: bool = False) -> bool:
    """Whether a place holds a value or date of the sentence; a record's own number is none."""
    if not any_kind and not (fact.numeric or fact.kind == "date"):
        return False
    if spot.cut.tables and spot.place.name == fact.written:
        return False  # the name of the row
    return bool(spot.holding(fact) or covered(fact, spot)) and not (spot.cut.record and spot.framed(fact))
