"""What a sentence says of a whole column: that one thing alone has a value, or the most; how many have it."""

from decimal import Decimal
from itertools import permutations

from agent.claims.evidence.ground import Ground
from agent.claims.pairing.ranking import NOT_THE_MOST
from agent.claims.pairing.situation import Relation, Situation
from agent.claims.pairing.tokens import MOST_COUNTED, Tokens

PAIR = 2
"""Values of a sentence that counts: how many there are, and what they have."""
NOT_ALONE = "says of one alone what others have too"


def alone(at: Situation) -> Relation:
    """No other thing of the table has the value."""
    thing = at.things[0]
    if len(at.things) != 1 or len(at.told) != 1 or not at.cues.only(thing.start, thing.end):
        return Relation()
    name = next(iter(at.told))
    mine = [spot for spot in thing.spots if thing.property_of(spot) == name]
    facts = [fact for value in at.tokens.values for fact in value.facts if mine and mine[0].holding(fact)]
    others = [spot for spot in at.column(name) if spot not in mine]
    if not facts or not others:
        return Relation()
    if any(all(spot.holding(fact) for fact in facts) for spot in others):
        return Relation(trouble=NOT_ALONE)
    return Relation("the only one", spots=tuple(mine))


def outermost(at: Situation) -> Relation:
    """A thing has the most or the least of its column."""
    side = at.cues.outermost()
    names = at.properties() if side and len(at.things) == 1 else []
    if len(names) != 1:
        return Relation()
    mine, column = at.things[0].number(names[0]), at.column(names[0])
    numbers = [one for one in column.values() if one and mine and one.unit == mine.unit]
    if mine is None or len(numbers) < 2 or len(numbers) < len(column):
        return Relation()
    values = [one.values[0] for one in numbers]
    best = max(values) if side == "most" else min(values)
    return Relation("ranked", spots=at.spots(names[0])) if mine.values[0] == best else Relation(trouble=NOT_THE_MOST)


def counted(at: Situation) -> Relation:
    """How many things the sentence lists, or have a value that it says."""
    values = [value for value in at.left if value.counts]
    if len(values) != 1 or not at.things:
        return Relation()
    by = values[0]
    each = len(at.tokens.values) - len(at.left) >= len(
        at.things
    )  # "two of them: 5 for A, 3 for B", and not "2 at A, 3 at B"
    counted = at.tokens.listed() or (each and by.start < at.things[0].start)
    many = {len(at.things)} if counted and len(at.things) > 1 else set[int]()
    if any(Decimal(one) in by.facts[0].values for one in many):
        return Relation("counted", "", "", frozenset(by.facts), (), ((by.start, by.end),))
    listed = at.tokens.listed() and by.start < at.things[0].start
    return Relation(trouble=f"not so many: {by.facts[0].written}") if listed and len(at.told) == 1 else Relation()


def rows_counted(tokens: Tokens, ground: Ground, cites: frozenset[int]) -> Relation:
    """How many rows have a value under the one column that a sentence names: "two of them have a limit of 80 °C"."""
    names = {one.name for one in tokens.named}
    if len(names) != 1 or len(tokens.values) != PAIR:
        return Relation()
    column = [one for one in ground.spots if one.n in cites and one.place.form == "cell" and one.place.column in names]
    found = False
    for count, value in permutations(tokens.values):
        having = [spot for spot in column if count.counts and value.held(spot)]
        found = found or bool(having)
        if having and Decimal(len(having)) in count.facts[0].values:
            spans = tuple((one.start, one.end) for one in (count, value))
            told = frozenset([*count.facts, *value.facts])
            return Relation("counted", "", "", told, tuple(having[:MOST_COUNTED]), spans)
    return Relation(doubt="counts what code does not count so") if found else Relation()
