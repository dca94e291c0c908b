"""The most and the least of a list."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.facts.fact import Fact
from agent.claims.reading.claim import Said
from agent.claims.wording.limits import superlative
from agent.claims.wording.stems import stems_of
from language.words import fold


def most_or_least(said: Said, spots: Sequence[Spot], ground: Ground) -> tuple[str, str]:
    """What is wrong with a superlative of a sentence, and "ranked" where its list bears it out."""
    side = superlative(said.cues, said.language)
    if not side or not spots:
        return "", ""
    cells = [*spots, *(one for spot in spots for one in ground.block_of_row(spot))]
    column = [spot for spot in cells if said_in(said.stems, frozenset(stems_of(spot.place.column, spot.cut.language)))]
    told = tops(side, said, column or spots, ground)
    if told is not False:
        return "", "ranked" if told else ""
    held = any(superlative(spot.place.cues, spot.cut.language) for spot in spots)
    return "" if held else "the evidence does not say that it is the most or the least", ""


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
