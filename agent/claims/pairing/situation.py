"""A sentence with its things, and what it says of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.facts.fact import Fact
from agent.claims.pairing.comparing import Cues
from agent.claims.pairing.tokens import Thing, Tokens, Value, number_of
from agent.claims.reading.claim import Said
from agent.claims.wording.stems import stems_of

TURNED = "says what the evidence says the other way round"


@dataclass(frozen=True)
class Relation:
    """What was worked out, or what is wrong; false where the sentence says nothing of the kind."""

    derived: str = ""
    trouble: str = ""
    doubt: str = ""
    worked_out: frozenset[Fact] = frozenset()
    spots: tuple[Spot, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.derived or self.trouble or self.doubt)


@dataclass(frozen=True)
class Situation:
    """A sentence with its things, the properties that it tells of them, and the values that none of them has."""

    said: Said
    tokens: Tokens
    told: frozenset[str]
    left: Sequence[Value]
    ground: Ground
    cues: Cues

    @property
    def things(self) -> Sequence[Thing]:
        return self.tokens.things

    def properties(self) -> list[str]:
        """The ones that are meant: whose values are said, that are named, else that have most of the words; all where nothing tells."""
        shared = [name for name in self._of(self.things[0]) if all(name in self._of(thing) for thing in self.things)]
        named = {one.name for one in self.tokens.named}
        for known in (self.told, named):
            if found := [name for name in shared if name in known]:
                return found
        stems = frozenset(self.said.stems)
        words = {name: len(said_in(stems_of(name, self.ground.language), stems)) for name in shared}
        most = max(words.values(), default=0)
        return [name for name in shared if words[name] == most]

    def _of(self, thing: Thing) -> list[str]:
        return list(dict.fromkeys(thing.property_of(spot) for spot in thing.spots if thing.property_of(spot)))

    def spots(self, name: str) -> tuple[Spot, ...]:
        """What the things have under a property."""
        return tuple(spot for thing in self.things for spot in thing.spots if thing.property_of(spot) == name)

    def column(self, name: str) -> Mapping[Spot, Fact | None]:
        """All values under a property, of other things too: of a table, or of the records that are cited."""
        thing = self.things[0]
        mine = next((spot for spot in thing.spots if thing.property_of(spot) == name), None)
        if mine is None:
            return {}
        rows = mine.place.form == "cell" and mine.place.column != thing.name
        beside = (one for one in self.ground.spots if one.n == mine.n and one.place.form == mine.place.form == "cell")
        same = (one for one in beside if (one.place.column if rows else one.place.name) == name)
        return {one: number_of(one) for one in same}
