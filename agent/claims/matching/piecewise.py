"""Facts that no one place says as the sentence does: the cells of a row that a model wrote, a figure without its unit."""

import re
from collections.abc import Sequence

from agent.claims.evidence.ground import Spot, said_in
from agent.claims.facts.fact import Fact
from agent.claims.facts.finding import facts
from agent.claims.matching.holding import DISTINCT
from agent.claims.matching.naming import named_among
from agent.claims.matching.placing import Placing
from agent.claims.matching.world import World
from agent.claims.reading.claim import Clause, Said
from agent.claims.wording.stems import stems_of
from language.identifiers import identifiers

_FIGURE = re.compile(r"\d")


def of_cells(needed: Sequence[Fact], clause: Clause, said: Said, placing: Placing, world: World) -> list[Spot]:
    """The places of the cells of a row that a model wrote ("| Price | 5 EUR | 7 EUR |"), each said of what the row is about; none where a cell has none."""
    if not said.text.lstrip().startswith("|"):
        return []
    bars = [at for at, sign in enumerate(said.spelt) if sign == "|"]
    cells = [[fact for fact in needed if sum(at < fact.start for at in bars) == cell] for cell in range(len(bars) + 1)]
    told = [(at, placing.together(cell, clause)) for at, cell in enumerate(cells) if cell]
    found = [spots for _, spots in told]
    if any(_is_of_another_column(at - 1, spots, world.heads, said.language, placing) for at, spots in told):
        return []
    about = frozenset(stems_of(said.spelt[: bars[1]], said.language)) if len(bars) > 1 else frozenset[str]()
    if len(found) < 2 or not all(any(_is_about(one, about, world) for one in spots) for spots in found):
        return []
    return [spot for spots in found for spot in spots]


def _is_of_another_column(
    at: int, spots: Sequence[Spot], heads: Sequence[str], language: str, placing: Placing
) -> bool:
    """Whether the source of a cell says what another column is headed with, and nothing of its own column's head."""
    named = [frozenset([*stems_of(head, language), *(one.key for one in identifiers(head))]) for head in heads]
    if not spots or not 0 <= at < len(named):
        return False
    source = [one for one in placing.cited if one.n == spots[0].n and (one.cut.record or one in spots)]
    texts = [spots[0].cut.frame, *(one.place.own for one in source)]
    said = frozenset(
        one
        for text in texts
        for one in (*stems_of(text, spots[0].cut.language), *(name.key for name in identifiers(text)))
    )
    others = frozenset[str]().union(*named[1:at], *named[at + 1 :]) - named[at]
    return bool(others & said) and not named[at] & said


def of_column(needed: Sequence[Fact], clause: Clause, said: Said, placing: Placing) -> list[Spot]:
    """The cells of the one column that a sentence names which hold the facts between them, where its clause names no other row: what a table of properties says of one model."""
    cells = [spot for spot in placing.cited if spot.place.form == "cell"]
    for n in dict.fromkeys(spot.n for spot in cells):
        own = [spot for spot in cells if spot.n == n]
        names = named_among(said.text, own[0].cut.tables[0][0][1:])
        column = [spot for spot in own if len(names) == 1 and spot.place.column in names]
        values = [fact for fact in needed if not any(fact.held_by(one) for one in _named(column))]
        held = [next((spot for spot in column if spot.holding(fact)), None) for fact in values]
        found = list(dict.fromkeys(spot for spot in held if spot))
        others = named_among(clause.text, own[0].cut.row_names) - {spot.place.name for spot in found}
        if found and all(held) and not others and (len(found) > 1 or _is_labelled(found[0], clause)):
            return found
    return []


def _is_labelled(spot: Spot, clause: Clause) -> bool:
    """Whether a clause says a word of the name of a cell's row."""
    return bool(said_in(clause.stems, frozenset(stems_of(spot.place.name, spot.place.language))))


def _named(column: Sequence[Spot]) -> Sequence[Fact]:
    """What the name of a column says."""
    return facts(column[0].place.column, column[0].place.language) if column else ()


def _is_about(spot: Spot, stems: frozenset[str], world: World) -> bool:
    """Whether a place, its label or what frames it says one of some words; of another language code cannot tell."""
    place = spot.place
    return not world.same_language or bool(said_in(stems, place.stems | place.around_stems | spot.cut.frame_stems))


def without_its_unit(fact: Fact, cited: Sequence[Spot]) -> Spot | None:
    """The cited line in plain words that has the figures of a quantity, no few, and names no unit: "read 246 on blade 1"."""
    if fact.kind != "quantity" or fact.limit or len(_FIGURE.findall(fact.written)) < DISTINCT:
        return None
    lines = (spot for spot in cited if spot.place.form in {"sentence", "field"})
    return next((spot for spot in lines if any(_is_bare(own, fact, spot) for own in spot.place.facts)), None)


def _is_bare(own: Fact, fact: Fact, spot: Spot) -> bool:
    return own.kind == "number" and bool(set(own.values) & set(fact.values)) and not spot.labels(own)
