"""Opposites, and one thing in the place of another."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.facts.spelling import without
from agent.claims.reading.claim import Clause, Said
from agent.claims.wording.opposites import opposed
from agent.claims.wording.stems import neighbours, set_beside, stems_of


def swapped(said: Said, spots: Sequence[Spot], ground: Ground, language: str) -> str:
    """One thing in the place of another that the evidence sets beside it: what is said of aluminum, said of copper."""
    if said.language != language:
        return ""
    stems = frozenset(said.stems)
    held = frozenset[str]().union(*(spot.place.stems for spot in spots))
    new, left = stems - said_in(stems, held), held - said_in(held, stems)
    texts = [spot.place.own for spot in ground.spots if new & spot.place.stems] + [
        cut.frame for _, cut in ground.sources
    ]
    pairs = (
        frozenset[tuple[str, str]]().union(*(set_beside(text, language) for text in texts))
        if new
        else frozenset[tuple[str, str]]()
    )
    ours = neighbours(without(said.spelt, said.facts), language)
    for spot in spots:
        theirs = neighbours(spot.place.own, language)
        for one, other in pairs:
            if one in new and other in left and ours.get(one, frozenset()) & theirs.get(other, frozenset()):
                return f"says of '{one}' what the evidence says of '{other}'"
    return ""


def opposite(said: Said, spots: Sequence[Spot], ground: Ground, language: str) -> str:
    if said.language != language:
        return ""
    for clause in said.clauses:
        near = _nearest(clause, spots)
        for spot in near:
            word = opposed(clause.cues, spot.place.cues, language, whole=said.cues)
            if word and said_in(clause.stems, spot.place.stems):
                return f"says '{word}', the evidence the opposite"
        for spot in (
            one for own in near if own.place.form == "sentence" for one in ground.block(own) if one not in near
        ):
            word = (
                opposed(clause.cues, spot.place.cues, language, strict=True) if explained(clause.stems, [spot]) else ""
            )
            if word and not explained(stems_of(word, language), near):
                return f"says '{word}', the evidence the opposite"
    return ""


def _nearest(clause: Clause, spots: Sequence[Spot]) -> list[Spot]:
    """Those of the places that say most of a clause."""
    shares = [len(explained(clause.stems, [spot])) for spot in spots]
    most = max(shares, default=0)
    return [spot for spot, share in zip(spots, shares, strict=True) if share == most]
