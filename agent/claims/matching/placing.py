"""Where the evidence says what a clause says: the place that holds its facts, in its words, for the machine in question."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.facts.fact import Fact
from agent.claims.matching.applying import excluded, says_a_value
from agent.claims.matching.holding import holds, parts_rows, says
from agent.claims.matching.naming import column_is_told, has_its_own, in_named, named_among
from agent.claims.matching.world import World
from agent.claims.reading.claim import Clause, Said
from agent.claims.wording.stems import stems_of
from language.words import fold

GOES_ON, SHARP = 0.3, {"cell": 0.05, "row": -0.05}
"""What it counts that the clause before was said there, and that a place is a cell or the row that holds it."""
FEW = 20
"""Records or parts that a sentence counts."""
NEAR = 24
"""Characters on either side of a number in which what it counts is named."""


class Placing:
    """Finds the places of one sentence."""

    def __init__(self, said: Said, ground: Ground, world: World) -> None:
        self._said, self._ground, self._world = said, ground, world
        self.hits = ground.hits(said.stems)
        self.cited = [spot for spot in ground.spots if spot.n in world.cites]
        self._before: set[tuple[int, int]] = set()

    @cached_property
    def _elsewhere(self) -> list[Spot]:
        """All places but those whose like is cited: the cells of tables under the same head, and the lines of records of one kind that the sentence does not name."""
        heads = {spot.cut.tables[0][0] for spot in self.cited if spot.cut.tables}
        kinds = {spot.cut.nouns for spot in self.cited if spot.cut.record and spot.cut.nouns}

        def is_free(spot: Spot) -> bool:
            if spot.n in self._world.cites:
                return True
            if spot.cut.record and spot.cut.nouns in kinds:
                named = (one.heads for one in self._ground.block(spot))
                return any(fact.held_by(head) for head in named if head for fact in self._said.facts)
            return not spot.cut.tables or spot.cut.tables[0][0] not in heads

        return [spot for spot in self._ground.spots if is_free(spot)]

    def go_on_from(self, spots: Sequence[Spot]) -> None:
        """What the next clause says is likely said where the one before was ("it replaces ...")."""
        self._before |= {spot.at for spot in spots}

    def of(self, clause: Clause, needed: Sequence[Fact]) -> list[Spot]:
        """The places that say the facts together; what is only listed may stand in several."""
        return self.together(needed, clause) or self._listed(needed, clause)

    def likeliest(self, stems: Sequence[str]) -> list[Spot]:
        """The place that says most of some words."""
        hit = [self._ground.spots[number] for number in self.hits]
        best = self._best(stems, [spot for spot in hit if spot.n in self._world.cites] or hit)
        return [best] if best else []

    def together(self, needed: Sequence[Fact], clause: Clause) -> list[Spot]:
        """The place that holds all the facts, or the places of one step, row or record that do; cited ones before others."""
        if not needed:
            return []
        for pool in (self.cited, self._elsewhere):
            holding = [spot for spot in pool if all(self._has(spot, fact) for fact in needed)]
            holding = [
                spot
                for spot in holding
                if not self._in_a_cell(spot, holding) and says_a_value([spot], needed, self._said)
            ]
            if holding:
                for_us = [spot for spot in holding if not excluded(spot, self._world.serials, self._said.facts)]
                naming = self._naming(clause)
                whole, subject = self._said.text, self._world.subject
                for_us = [
                    spot
                    for spot in for_us
                    if in_named(spot, naming, whole, subject)
                    or column_is_told(spot, needed, self._said, naming, self._ground)
                    or self._goes_on(spot, needed, clause)
                ]
                best = self._best(clause.stems, for_us)
                return [best] if best else []
            across = self._across(needed, clause, pool)
            if across or (self.cited and self._flipped(needed)):
                return across
        return []

    def _goes_on(self, spot: Spot, needed: Sequence[Fact], clause: Clause) -> bool:
        """Whether a row of a list of properties follows one that an earlier clause names with its value, and that has no value like these: "2 persons and 4 h"."""
        if spot.place.form != "cell" or not spot.cut.lists_properties or not self._world.same_language:
            return False
        names = spot.cut.row_names
        before = named_among(self._said.text, names) - named_among(clause.text, names) - {spot.place.name}
        told = [one for one in self.cited if one.n == spot.n and one.place.form == "cell" and one.place.name in before]
        return bool(told) and all(has_its_own(self._said.facts, needed, one) for one in told)

    def _has(self, spot: Spot, fact: Fact) -> bool:
        """Whether a place says a fact, of what stands beside it: "Hours: 3" is none of "three orders"."""
        if not holds(spot, fact) or self._is_label(spot, fact):
            return False
        if fact.kind != "number" or fact.values[0] > FEW or not (spot.place.bare and self._world.same_language):
            return True
        around = self._said.spelt[max(fact.start - NEAR, 0) : fact.end + NEAR]
        label = frozenset(stems_of(spot.place.name, spot.cut.language))
        return not self._said.counted(fact) or bool(said_in(stems_of(around, self._said.language), label))

    def _is_label(self, spot: Spot, fact: Fact) -> bool:
        """Whether a number only stands in the label of a field, and not in the sentence behind the same word: "four are left" is not said by "Van 4: 1"."""
        held = spot.holding(fact)
        if fact.kind != "number" or not held or not spot.labels(held) or spot.heads or spot.valuing(fact):
            return False
        before = (
            fold(text[:at]).split()[-1:] for text, at in ((self._said.spelt, fact.start), (spot.place.own, held.start))
        )
        return len({*map(tuple, before)}) > 1

    def _naming(self, clause: Clause) -> tuple[str, str, str]:
        """What names the row and the column of a clause's value: the clause, else the rest of the sentence that has no fact of its own, else what has no value."""
        bare = not clause.facts
        free = [one.text for one in self._said.clauses if one is clause or bare or not one.facts]
        others = [
            one.text
            for one in self._said.clauses
            if one is clause or bare or not any(fact.numeric for fact in one.facts)
        ]
        return clause.text, " ; ".join(free), " ; ".join(others)

    def is_of_others(self, fact: Fact) -> bool:
        """Whether a cited table has the value in cells of other rows and columns than the sentence names: then it is theirs, and worked out of nothing."""
        cells = [spot for spot in self.cited if spot.place.form == "cell"]
        return any(fact.held_by(own) and own.unit == fact.unit for spot in cells for own in spot.place.facts)

    def _in_a_cell(self, spot: Spot, holding: Sequence[Spot]) -> bool:
        """Whether a row says what one of its cells says by itself: that one has a column."""
        return spot.place.form == "row" and any(one.at == spot.at and one.place.form == "cell" for one in holding)

    def _flipped(self, needed: Sequence[Fact]) -> bool:
        """Whether the cited evidence has a value, but as a limit on the other side."""
        return any(
            fact.numeric
            and any(says(spot, fact) for spot in self.cited)
            and not any(spot.holding(fact) for spot in self.cited)
            for fact in needed
        )

    def _across(self, needed: Sequence[Fact], clause: Clause, pool: Sequence[Spot]) -> list[Spot]:
        """The places of one block that hold the facts between them."""
        holding = [spot for spot in pool if any(self._has(spot, fact) for fact in needed)]
        blocks = {self._ground.block(spot) for spot in holding}
        whole = [block for block in blocks if self._sound(block, needed)]
        if not whole:
            return []
        block = max(whole, key=lambda one: max(self._weight(spot, clause.stems) for spot in one))
        chosen = [self._best(clause.stems, [one for one in block if self._has(one, fact)]) for fact in needed]
        return list(dict.fromkeys(spot for spot in chosen if spot))

    def _sound(self, block: Sequence[Spot], needed: Sequence[Fact]) -> bool:
        """Whether a block holds all the facts, and putting them together mixes no cases and no differently named rows."""
        if any(one.place.case for one in block) or not all(
            any(self._has(one, fact) for one in block) for fact in needed
        ):
            return False
        return not parts_rows(needed, block) and says_a_value(block, needed, self._said)

    def _listed(self, needed: Sequence[Fact], clause: Clause) -> list[Spot]:
        """Facts that are only listed may stand in several places: "2 people and 3 hours"; "W-2, W-4 and W-7, four each"."""
        groups = [
            kept
            for group in clause.groups(self._said.spelt, self._said.language)
            if (kept := tuple(fact for fact in group if fact in needed))
        ]
        names = [fact for fact in needed if fact.kind == "identifier"]
        rest = [fact for fact in needed if fact.kind != "identifier"]
        # "Two orders are open: A and B": how many are listed stands in none of them.
        rest = [fact for fact in rest if fact.kind != "number" or Decimal(len(names)) not in fact.values]
        if len(names) > 1:
            groups = [(name, *rest) for name in names]
        if len(groups) < 2:
            return []
        found = [self.together(group, clause) for group in groups]
        return list(dict.fromkeys(spot for spots in found for spot in spots)) if all(found) else []

    def _best(self, stems: Sequence[str], spots: Sequence[Spot]) -> Spot | None:
        """The place that says most of the words; among equals the shorter one."""

        def rank(spot: Spot) -> tuple[float, int]:
            sharp = SHARP.get(spot.place.form, 0.0) + GOES_ON * (spot.at in self._before)
            return self._weight(spot, stems) + sharp, -len(spot.place.own)

        return max(spots, key=rank, default=None)

    def _weight(self, spot: Spot, stems: Sequence[str]) -> float:
        """What the words count that a place says."""
        return self._ground.weigh(self.hits.get(spot.number, set()) & set(stems))
