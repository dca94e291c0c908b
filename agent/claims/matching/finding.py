"""What checking a sentence came to, and what is said in other words or another language: that has to be near its place in meaning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.matching.world import World
from agent.claims.reading.claim import Clause, Said
from language.vocabulary import all_languages


@dataclass
class Finding:
    """What checking came to: `trouble` contradicts or invents, `doubt` is what code cannot tell; `spots` are where it is said."""

    trouble: str = ""
    doubt: str = ""
    derived: str = ""
    spots: list[Spot] = field(default_factory=list[Spot])
    share: float = 1.0
    own: float = 1.0
    """The shares of its words that its places explain with what stands around them, and that they say themselves or are named by."""
    hard: bool = False
    """Whether a place holds a value or date of the sentence."""

    def amiss(self, trouble: str) -> None:
        """Note what is wrong; the first is told."""
        self.trouble = self.trouble or trouble

    def add(self, spots: Iterable[Spot]) -> None:
        """Places that say a part of it."""
        self.spots += [spot for spot in spots if spot not in self.spots]


NEIGHBOUR = 0.5
"""What a word counts that the same step or record says in another sentence."""
THIN = 0.34
FAIR = 0.6
"""Shares of a clause's words that its place explains: under the first it is invented, from the second on it is said."""
MEANT = 0.42
"""How near in meaning a clause in other words must be to its place, half of its sentence's nearness added; learned on sentences of several manuals."""
ABROAD = 0.12
"""The same in another language: unlike figures, names and negations, which are compared exactly, its words tell little."""
HARDLY = 2
"""Words of a clause that invents nothing where its place says one of them ("whichever is sooner", for "whichever comes first")."""
HALF = 0.5
"""The share of its words that a record must have."""


def shares(clause: Clause, spots: Sequence[Spot], ground: Ground, world: World, *, held: bool) -> tuple[float, float]:
    """The shares of a clause's words as in `Finding`; `held`: its places have a value of it."""
    stems = set(clause.stems)
    own = explained(clause.stems, spots)
    named = frozenset[str]().union(*(one.place.around_stems | one.cut.frame_stems for one in spots))
    framed = said_in(stems - own, named | (world.stems if own or held else frozenset[str]()))
    blocks = [one for spot in spots for one in ground.block(spot)]
    beside = said_in(stems - own - framed, frozenset[str]().union(*(one.place.stems for one in blocks)))
    said = len(own | framed)
    return (said + NEIGHBOUR * len(beside)) / len(stems), said / len(stems)


def in_other_words(
    clause: Clause, share: float, said: Said, world: World, out: Finding, *, record: bool, held: bool
) -> None:
    """What is said in other words has to be near a cited place in meaning, by itself and with its sentence; a record is hardly reworded. `held`: its places have a value of the sentence."""
    meaning, text = world.meaning, clause.text.strip()
    abroad = not world.same_language and said.language in all_languages()
    whole, place = meaning.nearest(said.text) if meaning else (0.0, None)
    # A short clause of another language is near to anything: the sentence tells its place.
    near, spot = (whole, place) if abroad or not meaning else meaning.nearest(text)
    if abroad:
        far = whole < (0.0 if held and meaning else ABROAD)
    else:
        far = (near + whole / 2 < MEANT if meaning else share < THIN) or (record and share < HALF)
        far = far and (not share or len(set(clause.stems)) > HARDLY)
    if far:
        out.amiss(f"not in the evidence: {text[:80]}")
        return
    out.add([spot] if spot else [])
    out.doubt = out.doubt or f"in other words than the evidence: {text[:80]}"
