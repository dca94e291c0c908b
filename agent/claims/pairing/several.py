"""Whether each value of a sentence about several things is a value of the thing that it is said of."""

from dataclasses import dataclass, field, replace

from agent.claims.evidence.ground import Ground, Spot
from agent.claims.facts.fact import Fact
from agent.claims.matching.world import World
from agent.claims.pairing.assigning import OF_ANOTHER, Placed, is_of_others, paired, told_properties
from agent.claims.pairing.columns import rows_counted
from agent.claims.pairing.comparing import Cues
from agent.claims.pairing.mentions import tokens_of
from agent.claims.pairing.relations import related
from agent.claims.pairing.situation import Relation, Situation
from agent.claims.pairing.tokens import Tokens
from agent.claims.reading.claim import Clause, Said
from agent.claims.wording.stems import stems_of

LISTED = {"counted", "put together"}
"""What a value is not, that a thing has under the column that the sentence names: "is 2 for both"."""


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
    outermost: str = ""
    """Say "most" or "least" where the sentence says which of several has it."""

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
    return replace(_several(said, ground, world, tokens, cues), outermost=cues.outermost())


def _several(said: Said, ground: Ground, world: World, tokens: Tokens, cues: Cues) -> Several:
    if not tokens.things:
        return _of_relation(tokens, Placed(), rows_counted(tokens, ground, world.cites))
    first: Several | None = None
    apart = (
        len(tokens.values) == 1 and len(tokens.things) == 2 and cues.differs()
    )  # "the difference between A and B is 3"
    bound = next((value for value in tokens.values if apart or cues.is_difference(value.end)), None)
    # What is worked out ("three orders") may happen to be a value of one of them, too.
    for dropped in (bound, None) if bound else (None, *(value for value in tokens.values if value.facts)):
        pairs, left = paired(said, tokens, world, cues, dropped)
        relation = related(Situation(said, tokens, told_properties(tokens, pairs), left, ground, cues))
        over = [one for one in left if one is not dropped and not relation.worked_out.issuperset(one.facts)]
        found = _settled(tokens, None if is_of_others(tokens, over, ground) else pairs, relation)
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
