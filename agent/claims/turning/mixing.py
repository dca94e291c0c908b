"""What a sentence says of one thing that stands under another: another row, record, case or step of a scale."""

from collections.abc import Sequence
from itertools import permutations

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.evidence.meaning import Meaning
from agent.claims.facts.fact import Fact
from agent.claims.matching.world import World
from agent.claims.reading.claim import Said
from agent.claims.turning.segments import segments_of
from agent.claims.wording.stems import stems_of

NAMED = 0.5
"""The share of the words of a row's name that name it."""


def mixed(said: Said, spots: Sequence[Spot]) -> str:
    """Whether a part of the sentence stands in another case than the one that it names.

    "If no water is delivered, set the clearance" where that is another symptom's row; "below 81 bar change the bladder" where that is for 60 bar.
    """
    for one, other in permutations(spots, 2):
        if one.n == other.n and (_other_row(said, one, other) or _other_step(said, one, other)):
            return f"says of one case what stands under another: {other.place.own[:80]}"
    return ""


def _other_row(said: Said, one: Spot, other: Spot) -> bool:
    """Whether the sentence names the row of the one place, and not that of the other, which says the rest."""
    rows = one.cut.tables and one.place.row != other.place.row and one.place.name and other.place.name
    if not rows or not _names(said, one) or _names(said, other):
        return False
    return any(other.holding(fact) and not one.holding(fact) for fact in said.facts) or bool(
        explained(said.stems, [other]) - explained(said.stems, [one])
    )


def _names(said: Said, spot: Spot) -> bool:
    if spot.place.names:
        return any(fact.held_by(own) for fact in said.facts for own in spot.place.names)
    words = stems_of(spot.place.name, spot.cut.language)
    return len(said_in(words, frozenset(said.stems))) >= NAMED * len(set(words))


def _other_step(said: Said, one: Spot, other: Spot) -> bool:
    """Whether the one place has a value of the sentence, and the other only another of the same measure that the sentence has not."""
    if one.place.row != other.place.row or one.place.form != "sentence" or other.place.form != "sentence":
        return False
    limits = [fact for fact in other.place.facts if fact.kind == "quantity" and fact.limit]
    return any(
        one.holding(fact) and fact.unit and any(fact.like(own) for own in limits) for fact in said.facts
    ) and not any(other.holding(fact) for fact in said.facts)


NEARER = 0.35
"""By how much nearer in meaning another one must be than the one that is named; true sentences of several manuals stay above -0.17."""
MOST = 60


def under_another(said: Said, spots: Sequence[Spot], ground: Ground, world: World) -> str:
    """Whether a piece that names one row of a table, or one record, says what stands under another: "E21: motor blocked", where that is E33."""
    if world.meaning is None:
        return ""
    for piece in segments_of(said.spelt, said.facts, said.language):
        names = [fact for fact in piece.facts if fact.kind == "identifier"]
        if len(names) == 1 and piece.stems and (why := _elsewhere(piece.text, names[0], spots, ground, world.meaning)):
            return why
    return ""


def _elsewhere(text: str, name: Fact, spots: Sequence[Spot], ground: Ground, meaning: Meaning) -> str:
    for n in {spot.n for spot in spots if spot.cut.tables}:
        cells = [one for one in ground.spots if one.n == n and one.place.form == "cell" and one.place.names][:MOST]
        own = [one.place.label for one in cells if any(name.held_by(held) for held in one.place.names)]
        others = [one.place.label for one in cells if not any(name.held_by(held) for held in one.place.names)]
        if own and others:
            near = meaning.near(text, [*own, *others])
            if max(near[: len(own)]) + NEARER < max(near[len(own) :]):
                return f"says of {name.written} what stands under another one"
    return ""
