"""The most and the least of a list."""

from collections.abc import Iterator, Sequence

from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.facts.fact import Fact
from agent.claims.pairing.situation import Relation
from agent.claims.reading.claim import Said
from agent.claims.wording.limits import superlative
from agent.claims.wording.stems import stems_of
from language.words import fold

NOT_THE_MOST = "the evidence does not say that it is the most or the least"
OF_WHAT = "code cannot tell of which list it is the most or the least"


def most_or_least(side: str, said: Said, spots: Sequence[Spot], ground: Ground) -> Relation:
    """Whether the list of what a sentence names bears it out that it has the "most" or "least" (`side`)."""
    if not side or not spots:
        return Relation()
    cells = [*spots, *(one for spot in spots for one in ground.block_of_row(spot))]
    column = [spot for spot in cells if said_in(said.stems, frozenset(stems_of(spot.place.column, spot.cut.language)))]
    told = _tops(side, said, column or spots, ground)
    if told == {True}:
        return Relation("ranked")
    if not told or any(_says_so(side, said, spot) for spot in spots):
        return Relation()
    return Relation(doubt=OF_WHAT) if True in told else Relation(trouble=NOT_THE_MOST)


def _says_so(side: str, said: Said, spot: Spot) -> bool:
    """Whether a place says itself that it is the most, or the least, of what the sentence names."""
    parts = [part for part in spot.place.parts if superlative(part.cues, spot.cut.language) == side]
    names = [fact for fact in said.facts if fact.kind == "identifier"]
    return any(all(any(name.held_by(own) for own in part.facts) for name in names) for part in parts)


def _tops(side: str, said: Said, near: Sequence[Spot], ground: Ground) -> set[bool]:
    """Whether what a sentence names holds the most or the least, in each list that holds it beside others of its measure."""
    told: set[bool] = set()
    ids = [fact for fact in said.facts if fact.kind == "identifier"]
    for spot in near:
        for beside in _lists_of(spot, ground):
            values = [(name, one, value) for name, one in beside if (value := _own_value(one))]
            mine = [
                value
                for name, one, value in values
                if fold(name) in fold(said.text) or any(one.holding(fact) for fact in ids)
            ]
            alike = [value.values[0] for *_, value in values if mine and value.unit == mine[0].unit]
            if len(mine) < len(alike):
                best = max(alike) if side == "most" else min(alike)
                told.add(all(value.values[0] == best for value in mine))
    return told


def _lists_of(spot: Spot, ground: Ground) -> Iterator[list[tuple[str, Spot]]]:
    """Each name with its value: the cells of a column under their rows, of a row under their columns, the labelled lines of a record."""
    form, place = spot.place.form, spot.place
    if form not in {"field", "cell"}:
        return
    beside = [one for one in ground.spots if one.n == spot.n and one.place.form == form and one.place.name]
    yield [(one.place.name, one) for one in beside if one.place.column == place.column]
    if form == "cell":
        yield [(one.place.column, one) for one in beside if one.place.row == place.row]


def _own_value(spot: Spot) -> Fact | None:
    """The number of a cell, or the first one behind a label that is a name."""
    numbers = [fact for fact in spot.place.facts if fact.numeric and fact.upper is None]
    if spot.place.form == "cell":
        cell = [fact for fact in numbers if fact.written in spot.place.label]
        return cell[0] if cell else None
    behind = [fact for fact in numbers if fact.start >= len(spot.place.name)]
    return behind[0] if behind and spot.place.names else None
