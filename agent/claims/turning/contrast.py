"""Opposites, and one thing in the place of another."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.reading.claim import Clause, Said
from agent.claims.wording.opposites import opposed
from agent.claims.wording.stems import stems_of
from language.vocabulary import says


def opposite(said: Said, spots: Sequence[Spot], ground: Ground, language: str) -> str:
    if said.language != language:
        return ""
    for clause in said.clauses:
        near = nearest(clause, spots)
        for spot in near:
            word = opposed(clause.cues, spot.place.cues, language, whole=said.cues)
            if word and said_in(clause.stems, spot.place.stems):
                return f"says '{word}', the evidence the opposite"
        for spot in (
            one for own in near if own.place.form == "sentence" for one in ground.block(own) if one not in near
        ):
            near_it = explained(clause.stems, [spot])
            word = opposed(clause.cues, spot.place.cues, language, strict=True) if near_it else ""
            here = says(" ; ".join(one.place.cues for one in near), frozenset({word})) if word else False
            if word and not here and not explained(stems_of(word, language), near):
                return f"says '{word}', the evidence the opposite"
    return ""


def nearest(clause: Clause, spots: Sequence[Spot]) -> list[Spot]:
    """Those of the places that say most of a clause."""
    shares = [len(explained(clause.stems, [spot])) for spot in spots]
    most = max(shares, default=0)
    return [spot for spot, share in zip(spots, shares, strict=True) if share == most]
