"""The most and the least of a list."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot
from agent.claims.facts.fact import Fact
from agent.claims.reading.claim import Said
from language.words import fold


def tops(side: str, said: Said, near: Sequence[Spot], ground: Ground) -> bool | None:
    """Whether the rows that a sentence names hold the most or the least of their list; None where it names none of a list."""
    told: bool | None = None
    names = [fact for fact in said.facts if fact.kind == "identifier"]
    for spot in near:
        rows = [(one, value) for one in _list_of(spot, ground) if (value := _own_value(one))]
        mine = [
            value
            for one, value in rows
            if fold(one.place.name) in fold(said.text) or any(one.holding(fact) for fact in names)
        ]
        if not mine or len(rows) < 2:
            continue
        others = [value.values[0] for _, value in rows if value.unit == mine[0].unit]
        best = max(others) if side == "most" else min(others)
        if all(value.values[0] == best for value in mine):
            return True
        told = False
    return told


def _list_of(spot: Spot, ground: Ground) -> list[Spot]:
    """The other rows of the column of a cell, or the labelled lines of a record."""
    form, column = spot.place.form, spot.place.column
    beside = [one for one in ground.spots if one.n == spot.n and one.place.form == form in {"field", "cell"}]
    return [one for one in beside if one.place.column == column and one.place.name]


def _own_value(spot: Spot) -> Fact | None:
    """The number of a cell, or the first one behind a label that is a name."""
    numbers = [fact for fact in spot.place.facts if fact.numeric and fact.upper is None]
    if spot.place.form == "cell":
        cell = [fact for fact in numbers if fact.written in spot.place.label]
        return cell[0] if cell else None
    behind = [fact for fact in numbers if fact.start >= len(spot.place.name)]
    return behind[0] if behind and spot.place.names else None
