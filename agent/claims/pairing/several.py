"""Whether each value of a sentence about several things is a value of the thing that it is said of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.facts.fact import Fact
from agent.claims.matching.applying import excluded
from agent.claims.matching.world import World
from agent.claims.pairing.columns import rows_counted
from agent.claims.pairing.comparing import Cues
from agent.claims.pairing.mentions import tokens_of
from agent.claims.pairing.readings import Pairs, readings
from agent.claims.pairing.relations import related
from agent.claims.pairing.situation import Relation, Situation
from agent.claims.pairing.tokens import Thing, Tokens, Value
from agent.claims.reading.claim import Clause, Said
from agent.claims.wording.stems import stems_of

EACH = 2
"""Things of a sentence that says which value is whose."""
LISTED = {"counted", "put together"}
"""What a value is not, that a thing has under the column that the sentence names: "is 2 for both"."""
OF_ANOTHER = "says of one what the evidence says of another"


@dataclass(frozen=True)
class Placed:
    """Values in their places."""

    values: tuple[tuple[Value, Spot], ...] = ()
    doubt: str = ""


@dataclass
class Several:
    """What is settled of a sentence: its facts in their places, what follows from them, what is wrong."""

    places: dict[Fact, Spot] = field(default_factory=dict[Fact, Spot])
    spots: list[Spot] = field(default_factory=list[Spot])
    spans: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    names: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    named: bool = False
    """Whether the sentence names the columns of its values as they are printed."""
    worked_out: frozenset[Fact] = frozenset()
    derived: str = ""
    trouble: str = ""
    doubt: str = ""

    def covers(self, clause: Clause, said: Said) -> bool:
        """Whether a value that is settled stands in a part of the sentence, or nothing but names of things."""
        start, end = clause.start, clause.start + len(clause.text)
        if any(start <= one < end for one, _ in self.spans):
            return True
        left = said.spelt
        for first, last in self.names:
            left = left[:first] + " " * (last - first) + left[last:]
        return left[start:end] != clause.text and not stems_of(left[start:end], said.language)


def several(said: Said, ground: Ground, world: World) -> Several:
    """Pair the values of a sentence with its things and work out what it says of them together; empty where its order leaves that open."""
    tokens = tokens_of(said, ground, world.cites)
    cues = Cues(said, tokens)
    if not tokens.things:
        return _of_relation(tokens, Placed(), rows_counted(tokens, ground, world.cites))
    first: Several | None = None
    bound = next((value for value in tokens.values if cues.is_difference(value.end)), None)
    # What is worked out ("three orders") may happen to be a value of one of them, too.
    for dropped in (bound, None) if bound else (None, *(value for value in tokens.values if value.facts)):
        pairs, left = _paired(said, tokens, world, cues, dropped)
        relation = related(Situation(said, tokens, _told_properties(tokens, pairs), left, ground, cues))
        found = _settled(tokens, pairs, relation)
        first = first or found
        listed = relation.derived in LISTED and (bool(tokens.named) or len(tokens.values) == 1)
        if bound and dropped is None and len(tokens.values) < len(tokens.things):
            break  # "A is 7 mm longer than B", where A is 7 mm long
        if not found.trouble and (dropped is None or (relation.worked_out.issuperset(dropped.facts) and not listed)):
            return found
    return first or Several()


def _settled(tokens: Tokens, pairs: Placed | None, relation: Relation) -> Several:
    if pairs is None:
        return Several(trouble=OF_ANOTHER)
    whole = bool(pairs.values) and bool(tokens.named) and len(pairs.values) == len(tokens.values)
    if len(tokens.things) == 1 and not relation and not whole:
        return Several()
    return _of_relation(tokens, pairs, relation)


def _of_relation(tokens: Tokens, pairs: Placed, relation: Relation) -> Several:
    derived = "" if pairs.doubt else relation.derived
    out = Several(worked_out=relation.worked_out, derived=derived, trouble=relation.trouble)
    out.doubt = relation.doubt or pairs.doubt
    for value, spot in pairs.values:
        out.places |= dict.fromkeys([*value.facts, *([value.whole] if value.whole else [])], spot)
        out.spans.append((value.start, value.end))
    out.spots = list(dict.fromkeys([*(spot for _, spot in pairs.values), *relation.spots]))
    out.spans += relation.spans
    if relation.doubt and not out.spots:
        out.spots = [thing.spots[0] for thing in tokens.things]
    if out.spots:
        out.places |= dict.fromkeys(tokens.masked, out.spots[0])
        out.named = bool(tokens.named)
        out.names += [(one.start, one.end) for one in (*tokens.things, *tokens.named)]
    return out


def _paired(
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
    unclear = tokens.across and len(facts) != len(tokens.things)
    if len(tokens.things) < EACH or unclear or not own or not any(True for _ in readings(tokens, facts or own)):
        return Placed(), left
    if not tokens.plainly_listed(said, cues.languages):
        return Placed(), left
    names = any(len(value.text.split()) > 1 for value in own)
    return (None, left) if facts or names else (Placed(doubt=OF_ANOTHER), left)


def _holding(thing: Thing, value: Value, tokens: Tokens, world: World) -> list[Spot]:
    """The places of a thing that have a value, under the columns that the sentence names."""
    named = tokens.columns_of(value)
    fitting = [spot for spot in thing.spots if not named or spot.cut.record or thing.property_of(spot) in named]
    return [spot for spot in fitting or thing.spots if value.held(spot) and not excluded(spot, world.serials)]


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
    return any(value.facts[0].like(own, spot.units) for own in spot.place.facts)


def _told_properties(tokens: Tokens, pairs: Placed | None) -> frozenset[str]:
    """The properties whose values the sentence says."""
    spots = [spot for _, spot in pairs.values] if pairs else []
    return frozenset(thing.property_of(spot) for thing in tokens.things for spot in spots if spot in thing.spots)
