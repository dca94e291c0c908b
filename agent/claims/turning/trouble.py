"""Whether a sentence turns round what its places say."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot
from agent.claims.matching.world import World
from agent.claims.reading.claim import Said
from agent.claims.turning.condition import left_out, unconditional
from agent.claims.turning.contrast import opposite
from agent.claims.turning.exchange import beside_another, exchanged, reordered
from agent.claims.turning.joining import joined_otherwise
from agent.claims.turning.mixing import (
    crossed_rows,
    foreign,
    labelled_otherwise,
    mixed,
    of_another_model,
    renamed,
    shortened,
    under_another,
)
from agent.claims.turning.negation import denied_elsewhere, narrowed, negated, restricted
from agent.claims.turning.order import disordered, order_unknown, twisted
from agent.claims.turning.permission import demanded, demands_else, permitted
from agent.claims.wording.polarity import turned


def doubt_between(said: Said, spots: Sequence[Spot], ground: Ground, world: World) -> str:
    """What code cannot tell of a sentence and its places."""
    language = spots[0].cut.language
    told = narrowed(said, spots, language) or shortened(said, spots) or joined_otherwise(said, spots)
    if world.same_language:
        told = told or demands_else(said, spots) or labelled_otherwise(said, spots, ground)
        told = told or denied_elsewhere(said, spots, ground) or left_out(said, spots)
        told = told or foreign(said, spots, ground, world) or renamed(said, spots)
    return told or order_unknown(said, spots, ground, language) or beside_another(said, spots, ground, world)


def trouble_between(
    said: Said, spots: Sequence[Spot], ground: Ground, world: World, *, paired: bool = False, named: bool = False
) -> str:
    """What a sentence says against its places; "" where they agree. `paired`: each of its values was found under the thing that it is said of; `named`: in a column that the sentence names as it is printed."""
    text = " . ".join(dict.fromkeys(spot.place.cues for spot in spots))
    language = spots[0].cut.language
    blocks = list(dict.fromkeys(one for spot in spots for one in (*ground.block(spot), spot)))
    cells = paired and all(spot.place.form == "cell" for spot in spots) and not turned(said.cues, said.language)
    return (
        ("" if cells else negated(said, spots, blocks, language))
        or restricted(said, spots, language)
        or permitted(said, spots, ground, text, language)
        or demanded(said, spots, language)
        or unconditional(said, spots)
        or ("" if cells and named else opposite(said, spots, ground, language))
        or (not paired and (exchanged(said, spots, ground, world) or under_another(said, spots, ground, world)))
        or reordered(said, spots)
        or (not paired and (mixed(said, spots, ground) or crossed_rows(said, spots, ground)))
        or of_another_model(said, spots, ground)
        or twisted(said, spots, language)
        or disordered(said, spots, ground, language)
    )
