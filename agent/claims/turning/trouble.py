"""Whether a sentence turns round what its places say."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot
from agent.claims.reading.claim import Said
from agent.claims.turning.contrast import opposite, swapped
from agent.claims.turning.mixing import mixed
from agent.claims.turning.negation import negated, permitted, restricted
from agent.claims.turning.order import disordered


def trouble_between(said: Said, spots: Sequence[Spot], ground: Ground) -> str:
    """What a sentence says against its places; "" where they agree."""
    text = " . ".join(dict.fromkeys(spot.place.cues for spot in spots))
    language = spots[0].cut.language
    blocks = list(dict.fromkeys(one for spot in spots for one in (*ground.block(spot), spot)))
    return (
        negated(said, spots, blocks, language)
        or restricted(said, spots, language)
        or permitted(said, spots, ground, text, language)
        or opposite(said, spots, ground, language)
        or swapped(said, spots, ground, language)
        or mixed(said, spots)
        or disordered(said, spots, ground, language)
    )
