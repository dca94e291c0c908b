"""Whether some evidence says a sentence: its facts of the same thing, its words, and nothing turned round."""

from collections.abc import Mapping, Sequence

from agent.claims.evidence.ground import Ground, Spot
from agent.claims.facts.fact import Fact
from agent.claims.matching.amounts import Amounts, is_asked_about
from agent.claims.matching.counting import counts_there
from agent.claims.matching.finding import FAIR, Finding, in_other_words, shares
from agent.claims.matching.holding import in_one_sentence, in_one_text, says, tells
from agent.claims.matching.piecewise import of_cells, of_column, without_its_unit
from agent.claims.matching.placing import Placing
from agent.claims.matching.rivals import of_another
from agent.claims.matching.states import state_beside
from agent.claims.matching.world import World
from agent.claims.pairing.ranking import most_or_least
from agent.claims.pairing.records import RECORDED, STATE
from agent.claims.pairing.several import several
from agent.claims.reading.claim import Clause, Said
from agent.claims.turning.negation import says_none
from agent.claims.turning.permission import ALLOWS, allows_amounts
from agent.claims.turning.trouble import doubt_between, trouble_between
from agent.claims.wording.polarity import turned

FEW = 60
MIRRORED = "says as a condition what the evidence says as a limit"
ASKED = "holds a value of the question against the evidence"
ARTICLE = "code cannot tell an article from the number one"
UNIT = "the evidence does not say the unit"
NOT_TOGETHER = "not said together"
TWO_PLACES = "says together what the evidence says in two places"
COINCIDING, WHOLE = ("counted", "put together", "the difference", "days between"), {RECORDED, STATE}
"""How a plain number may follow that also stands elsewhere, of something else; what is worked out of all the words of a sentence."""


def check(said: Said, ground: Ground, world: World) -> Finding:
    """Check a sentence against evidence."""
    return _Check(said, ground, world).run()


class _Check:
    def __init__(self, said: Said, ground: Ground, world: World) -> None:
        self.said, self.ground, self.world = said, ground, world
        self.placing = Placing(said, ground, world)
        one = self.several = several(said, ground, world)
        self.out = Finding(one.trouble, one.doubt, one.derived, list(one.spots))
        self.amounts = Amounts(said, ground, world, self.placing, self.out, one.worked_out)

    def run(self) -> Finding:
        told: list[tuple[float, float, int]] = []
        for clause in self.said.clauses:
            spots = self._facts(clause)
            if self.world.same_language:
                spots = [*spots, *state_beside(clause, spots, self.ground)] or self.placing.likeliest(clause.stems)
            self.out.add(spots)
            self.placing.go_on_from(spots)
            told.append(self._words(clause, spots))
        if weight := sum(many for *_, many in told):
            self.out.share = sum(share * many for share, _, many in told) / weight
            self.out.own = sum(own * many for _, own, many in told) / weight
        self.out.hard = bool(self.several.spans) or any(
            tells(spot, fact) for spot in self.out.spots for fact in self.said.facts
        )
        if not self.out.derived and not self.out.spots:
            self.out.amiss("not in the evidence")
        side = "" if self.several.derived else self.several.outermost
        ranked = most_or_least(side, self.said, self.out.spots, self.ground)
        self.out.amiss(ranked.trouble)
        self.out.doubt = self.out.doubt or ranked.doubt
        self.out.derived = self.out.derived or ranked.derived
        if not self.out.derived and self._none():
            self.out.derived = "none"
        if not self.out.trouble and self.out.spots and self.several.derived not in WHOLE:
            left, one = self.said.less(self.amounts.worked_out), self.several
            how = {"paired": bool(one.spans) and all(fact in one.places for fact in left.facts), "named": one.named}
            left = left.unnamed(one.names) if how["paired"] else left
            why = trouble_between(left, self.out.spots, self.ground, self.world, **how)
            if why == ALLOWS and allows_amounts(self.said, self.amounts.worked_out):
                self.out.doubt = self.out.doubt or why
            else:
                self.out.amiss(why)
            self.out.doubt = self.out.doubt or doubt_between(self.said, self.out.spots, self.ground, self.world)
        self.out.doubt = self.out.doubt or ("answers with yes or no" if self.said.answers else "")
        return self.out

    def _facts(self, clause: Clause) -> list[Spot]:
        """The places that hold the clause's facts; what is amiss is noted."""
        settled = {fact: self.several.places[fact] for fact in clause.facts if fact in self.several.places}
        needed = [fact for fact in clause.facts if fact not in {*settled, *self.several.worked_out}]
        if settled and not needed:
            return list(dict.fromkeys(settled.values()))
        needed = [fact for fact in needed if not self.amounts.is_between(fact) and not self.amounts.is_of_records(fact)]
        spots = self.placing.of(clause, needed)
        if not spots and any(fact.upper is not None or fact.is_of_days for fact in needed):
            needed = [end for fact in needed for end in fact.ends()]
            spots = self.placing.of(clause, needed)
        if not spots:
            needed = [fact for fact in needed if not self.world.names(fact)]
            spots = self.placing.of(clause, needed)
        if spots:
            pairs = [(fact, held) for spot in spots for fact in needed if (held := spot.holding(fact))]
            converted = any(fact.converted(held) for fact, held in pairs)
            self.out.derived = self.out.derived or ("converted" if converted else "")
            mirrored = any(fact.mirrors(held) for fact, held in pairs)
            self.out.doubt = self.out.doubt or (MIRRORED if mirrored else "" if in_one_sentence(spots) else TWO_PLACES)
            compared = self.amounts.worked_out.intersection(clause.facts)  # then it has the names of two things
            for fact in (one for one in needed if not self.world.names(one) and not (compared and not one.numeric)):
                why = of_another(fact, clause, spots, self.said, self.ground, self.world)
                if why and (fact.kind != "number" or not self.amounts.derived(fact, spots, *COINCIDING)):
                    self.out.amiss(why)
            return spots
        if cells := of_column(needed, clause, self.said, self.placing):
            self.out.doubt = self.out.doubt or TWO_PLACES
        return cells or self._apart(needed, clause)

    def _apart(self, needed: Sequence[Fact], clause: Clause) -> list[Spot]:
        """Where no place holds all the facts: each by itself, or worked out; else something is amiss."""
        alone = {fact: self.placing.together([fact], clause) for fact in needed}
        uncited = [one for one, at in alone.items() if self.world.cites.isdisjoint(spot.n for spot in at)]
        for fact in (one for one in uncited if self.world.cites and one.kind == "quantity"):
            alone[fact] = [] if self.amounts.derived(fact, self.placing.cited[:FEW]) else alone[fact]
        found = [spot for spots in alone.values() for spot in spots]
        missing = [fact for fact, spots in alone.items() if not spots]
        near = [*found, *self.out.spots] or self.placing.cited[:FEW] or self.placing.likeliest(self.said.stems)
        for fact in missing:
            if is_asked_about(fact, self.said, self.placing.cited, self.world):
                self.out.doubt = self.out.doubt or ASKED
            elif fact.said_as_article(self.said.text, self.said.language):
                self.out.doubt = self.out.doubt or ARTICLE
            elif bare := without_its_unit(fact, self.placing.cited):
                self.out.add([bare])
                self.out.doubt = self.out.doubt or UNIT
            elif not self.amounts.follows(fact, near):
                self.out.amiss(f"not in the evidence: {fact.written}")
        if not missing and len(needed) > 1 and not self.amounts.worked_out.intersection(clause.facts):
            if rest := self._counted_beside(needed, alone, clause):
                return rest
            cells = of_cells(needed, clause, self.said, self.placing, self.world)
            if cells or in_one_text(needed, self.placing.cited):
                found += cells
                self.out.doubt = self.out.doubt or TWO_PLACES
            else:
                self.out.amiss(f"{NOT_TOGETHER}: {', '.join(fact.written for fact in needed)}")
        return list(dict.fromkeys(found))

    def _counted_beside(
        self, needed: Sequence[Fact], alone: Mapping[Fact, Sequence[Spot]], clause: Clause
    ) -> list[Spot]:
        """The place of a clause of which only how many things there are stands elsewhere: "tighten the four bolts to 48 Nm"."""
        rest = [fact for fact in needed if fact.kind != "number"]
        spots = self.placing.together(rest, clause) if len(rest) < len(needed) else []
        counts = [fact for fact in needed if fact.kind == "number"] if self.world.same_language else []
        if not spots or not all(counts_there(fact, self.said, alone[fact], spots) for fact in counts):
            return []
        self.out.doubt = self.out.doubt or TWO_PLACES
        return spots

    def _words(self, clause: Clause, spots: Sequence[Spot]) -> tuple[float, float, int]:
        """The shares of the clause's words as in `Finding`, and how many they are; a clause without any support is invented."""
        stems = set(clause.stems)
        if not stems:
            return 1.0, 1.0, 0
        settled = self.several.covers(clause, self.said)
        held = (
            settled
            or self._held(clause, spots)
            or (bool(self.out.derived) and any(fact.numeric for fact in clause.facts))
            or not self.amounts.worked_out.isdisjoint(clause.facts)
        )
        share, own = (
            shares(clause, spots, self.ground, self.world, held=held) if self.world.same_language else (0.0, 0.0)
        )
        if not held and share < FAIR and (len(stems) > 1 or len(self.said.clauses) == 1):
            record = bool(spots) and all(spot.cut.record for spot in spots)
            values = [fact for fact in self.said.facts if fact.numeric]
            there = any(says(spot, fact) for spot in self.placing.cited for fact in values)
            in_other_words(clause, share, self.said, self.world, self.out, record=record, held=there)
        return (share, own, len(stems)) if self.world.same_language else (1.0, 0.0, 0)

    def _held(self, clause: Clause, spots: Sequence[Spot]) -> bool:
        return any(
            tells(spot, fact, any_kind=True) for spot in spots for fact in clause.facts if not self.world.names(fact)
        )

    def _none(self) -> bool:
        """Whether the sentence says that there is none, of the thing that its record says 0 of."""
        records = [spot for spot in self.out.spots if spot.cut.record]
        blocks = [one for spot in records for one in self.ground.block(spot)]
        denied = bool(turned(self.said.cues, self.said.language)) and len(self.said.clauses) == 1
        return bool(blocks) and denied and says_none(self.said, records, blocks)
