"""Whether a place tells a value of a sentence, and no name."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Spot
from agent.claims.facts.fact import Fact
from agent.claims.matching.applying import covered


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
