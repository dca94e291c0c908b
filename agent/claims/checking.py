"""Whether some evidence says a sentence: its facts of the same thing, its words, and nothing turned round."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from agent.claims.applying import covered, excluded, parted
from agent.claims.claim import Clause, Said
from agent.claims.deriving import derived, tops
from agent.claims.facts import Fact
from agent.claims.ground import AROUND, FRAME, Ground, Spot, explained, said_in
from agent.claims.turning import trouble_between
from agent.claims.wording import stems_of, superlative, turned

MARGIN = 0.3
"""By how much more words another value's place must fit before a value is said to be that one's."""
FOREIGN = 0.5
"""The share of a clause's words that must stand elsewhere together before its value is said to be of something else."""
NOTE = 8
"""More words than these in a line of a record are a note."""
LISTED = 2
"""More numbers than these in one clause are a list."""
THIN = 0.34
FAIR = 0.6
"""Shares of a clause's words that its place explains: under the first it is invented, from the second on it is said."""
CITED = 0.5
"""What it counts that the sentence cites a place."""
NEIGHBOUR = 0.5
"""What a word counts that the same step or record says in another sentence."""


@dataclass(frozen=True)
class World:
    """What is known beside the evidence: the question's and the machine's names, the evidence cited, the machine's serial numbers, today."""

    known: tuple[Fact, ...] = ()
    cites: frozenset[int] = frozenset()
    stems: frozenset[str] = frozenset()
    serials: tuple[tuple[str, int], ...] = ()
    today: date | None = None
    same_language: bool = True


@dataclass
class Finding:
    """What checking came to: `trouble` contradicts or invents, `doubt` is what code cannot tell; `spots` are where it is said."""

    trouble: str = ""
    doubt: str = ""
    derived: str = ""
    spots: list[Spot] = field(default_factory=list[Spot])
    share: float = 0.0
    mixed: bool = False
    """Whether it puts words of one note of a record to a fact of another."""
    hard: bool = False
    """Whether a place holds a value or date of the sentence."""

    def amiss(self, trouble: str) -> None:
        """Note what is wrong; the first is told."""
        self.trouble = self.trouble or trouble

    def add(self, spots: Iterable[Spot]) -> None:
        """Places that say a part of it."""
        self.spots += [spot for spot in spots if spot not in self.spots]


def check(said: Said, ground: Ground, world: World) -> Finding:
    """Check a sentence against evidence."""
    return _Check(said, ground, world).run()


class _Check:
    def __init__(self, said: Said, ground: Ground, world: World) -> None:
        self.said, self.ground, self.world = said, ground, world
        self.hits = ground.hits(said.stems)
        self.out = Finding()
        self.said_any = not said.stems or not world.same_language
        """Whether a place says any word of the sentence."""

    def run(self) -> Finding:
        shares: list[tuple[float, float]] = []
        for clause in self.said.clauses:
            spots = self._facts(clause)
            if not spots and clause.stems:
                best = self._best(clause.stems, [self.ground.spots[number] for number in self.hits])
                spots = [best] if best else []
            self.out.add(spots)
            shares.append(self._words(clause, spots))
        weight = sum(own for _, own in shares)
        self.out.share = sum(share * own for share, own in shares) / weight if weight else 1.0
        self.out.hard = any(spot.holding(fact) for spot in self.out.spots for fact in self.said.facts if fact.numeric or fact.kind == "date")
        if not self.out.derived and not (self.out.spots and (self.said_any or self.out.hard)):
            self.out.amiss("not in the evidence")
        self.out.amiss(self._superlative())
        if not self.out.derived and self._none():
            self.out.derived = "none"
        if not self.out.trouble and self.out.spots:
            self.out.amiss(trouble_between(self.said, self.out.spots, self.ground, derived=bool(self.out.derived)))
        return self.out

    def _facts(self, clause: Clause) -> list[Spot]:
        """The places that hold the clause's facts; what is amiss is noted."""
        needed = list(clause.facts)
        spots = self._placed(needed, clause)
        if not spots:
            needed = [fact for fact in needed if not self._known(fact)]
            spots = [spot for spot in self._placed(needed, clause) if not self._names_another(spot, clause)]
        if spots:
            for fact in needed:
                why = "" if fact.kind == "date" or self._known(fact) else self._of_another(fact, clause, spots)
                if why and not self._derived(fact, spots):
                    self.out.amiss(why)
            return spots
        return self._apart(needed, clause)

    def _placed(self, needed: Sequence[Fact], clause: Clause) -> list[Spot]:
        return self._together(needed, clause) or self._listed(needed, clause)

    def _apart(self, needed: Sequence[Fact], clause: Clause) -> list[Spot]:
        """Where no place holds all the facts: each by itself, or worked out; else something is amiss."""
        alone = {fact: self._together([fact], clause) for fact in needed}
        found = [spot for spots in alone.values() for spot in spots]
        missing = [fact for fact, spots in alone.items() if not spots]
        near = [*found, *self.out.spots] or list(filter(None, [self._best(self.said.stems, [self.ground.spots[n] for n in self.hits])]))
        for fact in missing:
            if not self._derived(fact, near):
                self.out.amiss(f"not in the evidence: {fact.written}")
        if not missing and len(needed) > 1:
            self.out.amiss(f"not said together: {', '.join(fact.written for fact in needed)}")
        return list(dict.fromkeys(found))

    def _derived(self, fact: Fact, near: Sequence[Spot]) -> bool:
        blocks = [one for spot in near for one in (*self.ground.block(spot), spot)]
        way = derived(fact, self.said, self.ground, blocks, self.world.cites, self.world.today)
        self.out.derived = self.out.derived or way
        return bool(way)

    def _known(self, fact: Fact) -> bool:
        """What the question and the machine's record name may be said again beside what another source says."""
        return any(fact.held_by(own) for own in self.world.known)

    def _names_another(self, spot: Spot, clause: Clause) -> bool:
        """Whether a record is of another thing of the kind that the clause names."""
        if not spot.cut.record:
            return False
        own = {part for fact in (*spot.cut.frame_facts, *spot.place.facts) if fact.kind == "identifier" and (part := parted(fact.written))}
        named = {part for fact in clause.facts if fact.kind == "identifier" and (part := parted(fact.written))}
        return any(stem == other and own_number != number for stem, number in named for other, own_number in own) and not named & own

    def _together(self, needed: Sequence[Fact], clause: Clause) -> list[Spot]:
        """The place that holds all the facts, or the places of one step, row or record that do; the best by the clause's words."""
        if not needed:
            return []
        holding = [spot for spot in self.ground.spots if all(_holds(spot, fact) for fact in needed) and not self._mixes(spot)]
        singles = [spot for spot in holding if spot.n in self.world.cites] or holding
        if singles is holding and self._flipped(needed):
            return []
        for_us = [spot for spot in singles if not excluded(spot, self.world.serials) or _names_serial(clause, spot)]
        if singles:
            best = self._best(clause.stems, for_us, clause.facts)
            return [best] if best else []
        return self._across(needed, clause)

    def _flipped(self, needed: Sequence[Fact]) -> bool:
        """Whether the cited evidence has the values, but as limits on the other side."""
        cited = [spot for spot in self.ground.spots if spot.n in self.world.cites]
        return any(fact.numeric and any(_says(spot, fact) and not spot.holding(fact) for spot in cited) and not any(spot.holding(fact) for spot in cited) for fact in needed)

    def _across(self, needed: Sequence[Fact], clause: Clause) -> list[Spot]:
        """The places of one block that hold the facts between them."""
        blocks = {self.ground.block(spot) for spot in self.ground.spots if any(_holds(spot, fact) for fact in needed)}
        held = [
            block
            for block in blocks
            if all(any(_holds(one, fact) for one in block) for fact in needed) and not any(one.place.case for one in block) and not _split(needed, block)
        ]
        whole = [block for block in held if block[0].n in self.world.cites] or held
        if not whole:
            return []
        block = max(whole, key=lambda one: max(self._score(clause.stems, spot) for spot in one))
        chosen = [self._best(clause.stems, [one for one in block if _holds(one, fact)], clause.facts) for fact in needed]
        return list(dict.fromkeys(spot for spot in chosen if spot))

    def _listed(self, needed: Sequence[Fact], clause: Clause) -> list[Spot]:
        """Facts that are only listed may stand in several places: "2 people and 3 hours"; "W-2, W-4 and W-7, four each"."""
        groups = [kept for group in clause.groups(self.said.spelt, self.said.language) if (kept := tuple(fact for fact in group if fact in needed))]
        names = [fact for fact in needed if fact.kind == "identifier"]
        rest = [fact for fact in needed if fact.kind != "identifier"]
        if len(names) > 1 and rest:
            groups = [(name, *rest) for name in names]
        if len(groups) < 2:
            return []
        found = [self._together(group, clause) for group in groups]
        return list(dict.fromkeys(spot for spots in found for spot in spots)) if all(found) else []

    def _mixes(self, spot: Spot) -> bool:
        """A whole row of cases says which value is of which case only cell by cell."""
        return spot.place.form == "row" and any(one.place.case for one in self.ground.block_of_row(spot))

    def _score(self, stems: Sequence[str], spot: Spot) -> float:
        own = self.hits.get(spot.number, set())
        here = own & set(stems)
        if spot.cut.record:
            here = here | explained(stems, [spot], self.said.language)
        cited = CITED if spot.n in self.world.cites else 0.0
        rest = set(stems) - here
        around = said_in(rest, spot.place.around_stems) if spot.place.around_stems else frozenset[str]()
        frame = said_in(rest - around, spot.cut.frame_stems)
        weigh = self.ground.weigh
        return weigh(here) + AROUND * weigh(around) + FRAME * weigh(frame) + 0.25 * weigh(own - here) + cited

    def _best(self, stems: Sequence[str], spots: Sequence[Spot], bonus: Sequence[Fact] = ()) -> Spot | None:
        """The place that says most of the words; among equals the shorter one."""

        def rank(spot: Spot) -> tuple[float, int]:
            sharp = {"cell": 0.05, "row": -0.05}.get(spot.place.form, 0.0)
            return self._score(stems, spot) + 0.5 * sum(_holds(spot, fact) for fact in bonus) + sharp, -len(spot.place.own)

        return max(spots, key=rank, default=None)

    def _of_another(self, fact: Fact, clause: Clause, spots: Sequence[Spot]) -> str:
        """Why a value is not of what the sentence says: another value of its kind, or another place, fits the words better."""
        own = [spot for spot in spots if _holds(spot, fact)]
        stems = set(clause.beside(fact, self.said.spelt, self.said.language) or clause.stems or self.said.stems)
        if not own or not self.world.same_language:
            return ""
        spot = own[0]
        why = f"{fact.written} is said of something else"
        mine = set(explained(tuple(stems), [spot], self.said.language))
        framed = said_in(stems - mine, spot.cut.frame_stems)
        around = said_in(stems - mine, spot.place.around_stems)
        whole, weigh = self.ground.weigh(stems), self.ground.weigh
        noun = fact.kind == "number" and _noun(fact, self.said)
        for number, hit in self.ground.hits(stems).items():
            rival = self.ground.spots[number]
            if (rival.place.form == "cell") != (spot.place.form == "cell") or rival is spot:
                continue
            if _says(rival, fact):
                if fact.limit and rival.n == spot.n and self._turns_limit(fact, spot, rival):
                    return f"turns the limit of {fact.written} round"
                continue
            # What the frame of another source says counts as said; within one source it tells no two places apart.
            said = hit if rival.n == spot.n else hit - framed
            gained, lost = weigh(said - mine), weigh(mine - said - set(said_in(mine - said, rival.cut.frame_stems)))
            same = any(fact.like(held, rival.cut.units) for held in rival.place.facts) and (not noun or noun in said)
            near = rival.n == spot.n or rival.n in self.world.cites
            if same and gained - lost > MARGIN and (near or len(said - mine - around) > 1) and not said - mine <= around:
                return why
            if same and fact.numeric and said == mine and len(said) > 1 and _nothing_else(rival, self.said) and not _nothing_else(spot, self.said):
                return why
            if rival.at != spot.at and len(said - mine - around) > 1 and gained > FOREIGN * whole and gained > lost:
                return why
        listed = sum(other.kind == fact.kind for other in clause.facts) > LISTED
        if not listed and _of_another_part(fact, stems, spot):
            return why
        return why if any(other.kind != fact.kind and not paired(other, fact, spot.place.facts) for other in clause.facts if fact.numeric) else ""

    def _turns_limit(self, fact: Fact, spot: Spot, rival: Spot) -> bool:
        """Whether a place that says the value as a limit on the other side says more of the sentence."""
        if not any(own.limit and own.limit != fact.limit and set(own.values) & set(fact.values) for own in rival.place.facts):
            return False
        mine, theirs = self.hits.get(spot.number, set()), self.hits.get(rival.number, set())
        return self.ground.weigh(theirs - mine) - self.ground.weigh(mine - theirs) > MARGIN

    def _words(self, clause: Clause, spots: Sequence[Spot]) -> tuple[float, float]:
        """The share of the clause's words that its places explain, and its weight; a clause without any support is invented."""
        stems = set(clause.stems)
        if not stems or not self.world.same_language:
            return 1.0, 0.0
        blocks = [one for spot in spots for one in self.ground.block(spot)]
        own = explained(clause.stems, spots, self.said.language)
        named = frozenset[str]().union(*(one.place.around_stems | one.cut.frame_stems for one in spots))
        framed = said_in(stems - own, named | (self.world.stems if own or self._held(clause, spots) else frozenset()))
        beside = said_in(stems - own - framed, frozenset[str]().union(*(one.place.stems for one in blocks)))
        if _free_text(spots) and any(_free_text([one]) and said_in(beside, one.place.stems) for one in blocks if one not in spots):
            self.out.mixed = True
        self.said_any = self.said_any or bool(own | said_in(framed, named))
        whole = len(stems)
        share = (len(own | framed) + NEIGHBOUR * len(beside)) / whole
        held = self._held(clause, spots) or (bool(self.out.derived) and any(fact.numeric for fact in clause.facts))
        if not held and share < THIN and (len(stems) > 1 or len(self.said.clauses) == 1):
            self.out.amiss(f"not in the evidence: {clause.text.strip()[:80]}")
        elif not held and share < FAIR:
            self.out.doubt = self.out.doubt or f"in other words than the evidence: {clause.text.strip()[:80]}"
        return share, whole

    def _held(self, clause: Clause, spots: Sequence[Spot]) -> bool:
        return any(spot.holding(fact) or covered(fact, spot) for spot in spots for fact in clause.facts if not self._known(fact))

    def _none(self) -> bool:
        """Whether the sentence says that there is none, of the thing that its record says 0 of."""
        records = [spot for spot in self.out.spots if spot.cut.record and not self._names_another(spot, Clause("", (), self.said.facts))]
        zero = any(fact.kind == "number" and 0 in fact.values for spot in records for one in self.ground.block(spot) for fact in one.place.facts)
        return zero and bool(turned(self.said.cues, self.said.language)) and len(self.said.clauses) == 1

    def _superlative(self) -> str:
        side = superlative(self.said.cues, self.said.language)
        named = [fact for fact in self.said.facts if fact.kind == "identifier"]
        if not side or not named or not self.out.spots:
            return ""
        if tops(side, named, self.out.spots, self.ground):
            self.out.derived = self.out.derived or "ranked"
            return ""
        held = any(superlative(spot.place.cues, spot.cut.language) for spot in self.out.spots)
        return "" if held else "the evidence does not say that it is the most or the least"


def _holds(spot: Spot, fact: Fact) -> bool:
    if spot.holding(fact) is not None or covered(fact, spot):
        return True
    return fact.kind in {"identifier", "date"} and spot.framed(fact)


def _free_text(spots: Sequence[Spot]) -> bool:
    """Whether notes in a technician's own words are among the places, and no field of a word or two."""
    return any(spot.cut.record and len(spot.place.text.split()) > NOTE for spot in spots)


def _names_serial(clause: Clause, spot: Spot) -> bool:
    return any(fact.kind == "identifier" and _holds(spot, fact) for fact in clause.facts)


def _split(needed: Sequence[Fact], block: Sequence[Spot]) -> bool:
    """Whether facts of differently named rows are put together: "W-14: 57 h"."""
    for fact in needed:
        named = [spot for spot in block if any(fact.held_by(own) for own in spot.place.names)]
        if named and not all(any(_holds(spot, other) for spot in named) for other in needed):
            return True
    return False


def _says(spot: Spot, fact: Fact) -> bool:
    """Whether a place has the value, on whichever side it is a limit there."""
    if not fact.numeric:
        return any(fact.held_by(own) for own in spot.place.facts)
    ends = {*fact.values[:1], *([fact.upper] if fact.upper is not None else [])}
    return any(ends <= {*own.values, *([own.upper] if own.upper is not None else [])} for own in spot.place.facts if own.numeric)


def paired(name: Fact, value: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a name or date and a value belong together in a place where such take turns ("to K-19: 90 bar, from K-20 on: 105 bar").

    Where they do not take turns, or there is one of either, nothing can be told: then they do.
    """
    if name.kind not in {"identifier", "date", "size"}:
        return True
    runs: list[tuple[bool, list[Fact]]] = []
    for fact in facts:
        if fact.like(name) or fact.like(value) and fact.dimension == value.dimension:
            is_name = fact.like(name)
            if not runs or runs[-1][0] != is_name:
                runs.append((is_name, []))
            runs[-1][1].append(fact)
    if len(runs) < 4 or len(runs) % 2:
        return True
    pairs = [(runs[at][1] + runs[at + 1][1]) for at in range(0, len(runs), 2)]
    held = [pair for pair in pairs if any(name.held_by(fact) for fact in pair)]
    return not held or any(value.held_by(fact) or set(value.values) & set(fact.values) for pair in held for fact in pair if fact.numeric)


def _nothing_else(spot: Spot, said: Said) -> bool:
    """Whether a place says no word that the sentence has not."""
    return len(said_in(spot.place.stems, frozenset(said.stems))) == len(spot.place.stems)


def _noun(fact: Fact, said: Said) -> str:
    """The word that a bare number counts: the one behind it, else the one before."""
    behind = stems_of(said.spelt[fact.end :], said.language)
    return (behind or stems_of(said.spelt[: fact.start], said.language)[-1:] or ("",))[0]


def _of_another_part(fact: Fact, stems: Iterable[str], spot: Spot) -> bool:
    """Whether within one sentence another part fits better: "21-1032 has a punched end, 21-1031 a plain one"."""
    parts = spot.place.parts
    mine = [held for held, facts in parts if any(fact.held_by(own, spot.cut.units) for own in facts)]
    others = [
        held
        for held, facts in parts
        if held not in mine
        and any(fact.like(own, spot.cut.units) and not fact.held_by(own, spot.cut.units) for own in facts)
    ]
    if not mine or not others:
        return False
    best = max(len(said_in(stems, held)) for held in mine)
    return max(len(said_in(stems, held)) for held in others) > best
