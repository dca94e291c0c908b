"""What a record says of itself in other lines than the one that a clause names it by: "WO-4 is still open"."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.reading.claim import Clause, Said


def state_beside(clause: Clause, spots: Sequence[Spot], ground: Ground) -> list[Spot]:
    """Of a clause that only names a record, the line of it that says most of the other words."""
    heads = [head for spot in spots if (head := spot.heads)]  # an alarm's may be a bare number
    names_only = all(one.kind == "identifier" or any(one.held_by(head) for head in heads) for one in clause.facts)
    if not spots or not names_only or not all(spot.cut.record for spot in spots):
        return []
    left = set(clause.stems) - explained(clause.stems, spots) - said_in(clause.stems, spots[0].cut.frame_stems)
    lines = [(ground.weigh(said_in(left, one.place.stems)), -len(one.place.own), one) for one in ground.block(spots[0])]
    best = max((one for one in lines if one[0] and one[2] not in spots), key=lambda one: one[:2], default=None)
    return [best[2]] if best else []


def has_the_words(spots: Sequence[Spot], said: Said, ground: Ground, share: float) -> bool:
    """Whether the record that a sentence is about has so many of its words, in whichever of its lines."""
    for spot in [one for one in spots if one.cut.record][:1]:
        held = explained(said.stems, ground.block(spot)) | said_in(said.stems, spot.cut.frame_stems)
        return len(held) >= share * len(set(said.stems))
    return False
