"""What a sentence says of a row or record that it names, and what stands, in other words, under another one."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot
from agent.claims.evidence.meaning import Meaning
from agent.claims.facts.fact import Fact
from agent.claims.matching.world import World
from agent.claims.reading.claim import Said
from agent.claims.turning.segments import segments_of

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
