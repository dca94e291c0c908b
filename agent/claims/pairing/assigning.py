"""Each value of a sentence in a place of the thing that it is said of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.matching.applying import excluded
from agent.claims.matching.world import World
from agent.claims.pairing.comparing import Cues
from agent.claims.pairing.readings import Pairs, readings
from agent.claims.pairing.tokens import Thing, Tokens, Value
from agent.claims.reading.claim import Said
from agent.claims.wording.stems import stems_of

EACH = 2
"""Things of a sentence that says which value is whose."""
OF_ANOTHER = "says of one what the evidence says of another"


@dataclass(frozen=True)
class Placed:
    """Values in their places."""

    values: tuple[tuple[Value, Spot], ...] = ()
    doubt: str = ""


def paired(
    said: Said, tokens: Tokens, world: World, cues: Cues, dropped: Value | None
) -> tuple[Placed | None, list[Value]]:
    """The values that the things have, each in its place, and those that none has; None where the things have them, and not as they are said."""
    own = [value for value in tokens.values if any(_holding(thing, value, tokens, world) for thing in tokens.things)]
    own = [value for value in own if value is not dropped]
    left = [value for value in tokens.values if value not in own]
    facts = [value for value in own if value.facts]
    for values in ([*own], facts):
        common = [one for one in values if all(_holding(thing, one, tokens, world) for thing in tokens.things)]
        for reading in readings(tokens, values, common) if values else ():
            if placed := _placed(said, reading, values, tokens, world):
                return placed, left
    if len(facts) == 1 and _stands_between(facts[0], tokens) and not cues.differs():
        return None, left  # "A has 5, just like B": which is B's alone
    unclear = tokens.across and len(facts) != len(tokens.things)
    if len(tokens.things) < EACH or unclear or not own or not any(True for _ in readings(tokens, facts or own)):
        return Placed(), left
    if not tokens.plainly_listed(said, cues.languages):
        return Placed(), left
    names = any(len(value.text.split()) > 1 for value in own)
    return (None, left) if facts or names else (Placed(doubt=OF_ANOTHER), left)


def _stands_between(value: Value, tokens: Tokens) -> bool:
    """Whether a value follows the first of two things, and the second follows it."""
    return len(tokens.things) == EACH and tokens.things[0].end <= value.start < tokens.things[1].start


def is_of_others(tokens: Tokens, left: Sequence[Value], ground: Ground) -> bool:
    """Whether a value that stands in the place of a named cell, whose own is not said, is another one's of its row or column."""
    names = {one.name for one in tokens.named}
    meant = [spot for thing in tokens.things for spot in thing.spots if names and thing.property_of(spot) in names]
    for at in (spot for spot in meant if not any(value.held(spot) for value in tokens.values)):
        cells = (one for one in ground.spots if one.n == at.n and one.place.form == at.place.form == "cell")
        beside = [one for one in cells if one.place.name == at.place.name or one.place.column == at.place.column]
        if any(_like(at, value) and value.held(one) for value in left for one in beside if one not in meant):
            return True
    return False


def _holding(thing: Thing, value: Value, tokens: Tokens, world: World) -> list[Spot]:
    """The places of a thing that have a value, under the columns that the sentence names."""
    named = tokens.columns_of(value)
    fitting = [spot for spot in thing.spots if not named or spot.cut.record or thing.property_of(spot) in named]
    return [
        spot
        for spot in fitting or thing.spots
        if value.held(spot) and not excluded(spot, world.serials, tuple(tokens.masked))
    ]


def _placed(said: Said, reading: Pairs, values: Sequence[Value], tokens: Tokens, world: World) -> Placed | None:
    """Each value in its place, where every thing has what the reading says of it."""
    told = _told(said, values, tokens)
    places: list[tuple[Thing, Value, list[Spot]]] = []
    for thing, value in reading:
        held = [spot for spot in _holding(thing, value, tokens, world) if _is_meant(thing, spot, value, told[value])]
        if not held:
            return None
        places.append((thing, value, held))
    shared = set[str].intersection(*({thing.property_of(spot) for spot in held} for thing, _, held in places))
    chosen = (
        (value, next((s for s in held if thing.property_of(s) in shared), held[0])) for thing, value, held in places
    )
    return Placed(tuple(chosen))


def _told(said: Said, values: Sequence[Value], tokens: Tokens) -> Mapping[Value, frozenset[str]]:
    """The words that may say what each value is: those before it, or all behind it, whichever way the sentence goes."""
    hidden = said.spelt
    for thing in tokens.things:
        hidden = hidden[: thing.start] + " " * (thing.end - thing.start) + hidden[thing.end :]
    ends = [0, *(value.end for value in values)]
    starts = [*(value.start for value in values), len(hidden)]
    gaps = [frozenset(stems_of(hidden[end:start], said.language)) for end, start in zip(ends, starts, strict=True)]
    labels = frozenset(stem for thing in tokens.things for spot in thing.spots for stem in _words(thing, spot))
    hits = [said_in(gap, labels) for gap in gaps]
    if hits[0] and hits[-1]:
        whole = frozenset[str]().union(*hits)
        return dict.fromkeys(values, whole)
    order = hits[:-1] if not hits[-1] else hits[:0:-1]
    out, last = list[frozenset[str]](), frozenset[str]()
    for hit in order:
        last = hit or last
        out.append(last)
    return dict(zip(values if not hits[-1] else values[::-1], out, strict=True))


def _words(thing: Thing, spot: Spot) -> frozenset[str]:
    return frozenset(stems_of(thing.property_of(spot), spot.cut.language))


def _is_meant(thing: Thing, spot: Spot, value: Value, told: frozenset[str]) -> bool:
    """Whether no other property of the thing that has such a value has more of the words beside it."""
    if not value.facts:
        return True  # a name or a state is hardly said with its label
    mine = len(said_in(told, _words(thing, spot)))
    rivals = (one for one in thing.spots if one is not spot and _like(one, value))
    return all(len(said_in(told, _words(thing, one))) <= mine for one in rivals)


def _like(spot: Spot, value: Value) -> bool:
    return bool(value.facts) and any(value.facts[0].like(own, spot.units) for own in spot.place.facts)


def told_properties(tokens: Tokens, pairs: Placed | None) -> frozenset[str]:
    """The properties whose values the sentence says."""
    spots = [spot for _, spot in pairs.values] if pairs else []
    return frozenset(thing.property_of(spot) for thing in tokens.things for spot in spots if spot in thing.spots)
