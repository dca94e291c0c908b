"""Whether a place has a fact, tells a value and no name; whether one sentence or one text says several."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Spot
from agent.claims.facts.fact import Fact
from agent.claims.matching.applying import covered

DISTINCT = 3
"""Figures of a value that is hardly there by chance."""


def holds(spot: Spot, fact: Fact) -> bool:
    """Whether a place, or what frames it, says a fact; a serial number is said by the range that it lies in."""
    if spot.holding(fact) is not None or covered(fact, spot):
        return True
    numbered = fact.kind == "number" and fact.written.isdecimal() and len(fact.written) >= DISTINCT  # "alarm 233"
    return (fact.kind in {"identifier", "date"} or numbered) and spot.framed(fact)


def says(spot: Spot, fact: Fact) -> bool:
    """Whether a place has the value, on whichever side it is a limit there."""
    if not fact.numeric:
        return any(fact.held_by(own) for own in spot.place.facts)
    ends = {*fact.values[:1], *([fact.upper] if fact.upper is not None else [])}
    return any(
        ends <= {*own.values, *([own.upper] if own.upper is not None else [])}
        for own in spot.place.facts
        if own.numeric
    )


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


def parts_rows(needed: Sequence[Fact], block: Sequence[Spot]) -> bool:
    """Whether facts of differently named rows are put together: "W-14: 57 h"."""
    for fact in needed:
        named = [spot for spot in block if not spot.heads and any(fact.held_by(own) for own in spot.place.names)]
        if named and not all(any(holds(spot, other) for spot in named) for other in needed):
            return True
    return False
