"""Whether a place tells a value of a sentence, and no name; whether one sentence or one text says several."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Spot
from agent.claims.facts.fact import Fact
from agent.claims.matching.applying import covered
from agent.claims.matching.placing import holds


def of_other_rows(spots: Sequence[Spot], others: Sequence[Spot]) -> bool:
    """Whether places are other rows of the same table ("lift 3000" lies in one row, the value stands in another)."""
    rows = {spot.at for spot in others}
    return bool(spots) and all(
        spot.cut.tables and spot.at not in rows and spot.n in {n for n, _ in rows} for spot in spots
    )


def tells(spot: Spot, fact: Fact, *, any_kind: bool = False) -> bool:
    """Whether a place holds a value or date of the sentence; a record's own number is none."""
    if not any_kind and not (fact.numeric or fact.kind == "date"):
        return False
    if spot.cut.tables and spot.place.name == fact.written:
        return False  # the name of the row
    return bool(spot.holding(fact) or covered(fact, spot)) and not (spot.cut.record and spot.framed(fact))


def in_one_text(needed: Sequence[Fact], cited: Sequence[Spot]) -> bool:
    """Whether sentences of one cited text say them, each one: a model that puts two of its sentences into one says what code cannot tell."""
    sentences = [spot for spot in cited if spot.place.form == "sentence"]
    return any(
        all(any(spot.n == n and holds(spot, fact) for spot in sentences) for fact in needed)
        for n in {spot.n for spot in sentences}
    )


def in_one_sentence(spots: Sequence[Spot]) -> bool:
    """Whether places are no sentences, or one."""
    return len({(spot.at, spot.place.text) for spot in spots if spot.place.form == "sentence"}) < 2
