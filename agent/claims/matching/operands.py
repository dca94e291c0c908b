"""The values that one of a sentence may come of: those of the lines that it is about, and the person's own."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot
from agent.claims.facts.fact import Fact
from agent.claims.matching.naming import named_among
from agent.claims.matching.placing import says
from agent.claims.matching.world import World
from agent.claims.reading.claim import Said
from agent.claims.replacing import corresponding

MOST = 6
"""Lines that correspond to a sentence without being named in it; twice as many in all."""


def lines_of_operands(said: Said, found: Sequence[Spot], ground: Ground, world: World) -> list[Spot]:
    """The cited rows and records that a sentence names, and the lines that correspond to it, of a table that it names rows of no others."""
    named = [spot for spot in ground.spots if spot.n in world.cites and _is_named(spot, said)]
    tables = {spot.n for spot in named if spot.place.form == "row"}
    own = corresponding(said, found, ground, world.cites, world.serials)[:MOST]
    return list(dict.fromkeys([*named, *(spot for spot in own if spot.n not in tables)]))[: 2 * MOST]


def _is_named(spot: Spot, said: Said) -> bool:
    """Whether a sentence has the name of a row, or of a line of a record."""
    if spot.place.form == "cell":
        return False
    if any(fact.held_by(name) for fact in said.facts for name in spot.place.names):
        return True
    return spot.place.form == "row" and spot.place.name in named_among(said.text, spot.cut.row_names)


def is_asked_about(fact: Fact, said: Said, cited: Sequence[Spot], world: World) -> bool:
    """Whether a value is the person's own ("I read 72 °C"), held against one of that measure which the evidence gives."""
    if not any(fact.held_by(own) for own in world.asked):
        return False
    others = [one for one in said.facts if one is not fact and one.like(fact)]
    return any(says(spot, one) for one in others for spot in cited)
