"""Counts, sums, averages and differences of the cited records and columns."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from agent.claims.evidence.cut import Cut
from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.facts.fact import TOLERANCE, Fact
from agent.claims.facts.finding import facts
from agent.claims.facts.spelling import without
from agent.claims.matching.naming import named_among
from agent.claims.reading.claim import Said
from agent.claims.wording.limits import compares, is_difference
from agent.claims.wording.stems import stems_of
from language.units import dimension

MOST_PAIRS = 400
FIGURES = 4
"""More numbers than these in a line of a record are no total with what it is of."""
_STOPS = re.compile(r"[:;,(]")
STATE = 3
"""Words of a line of a record that is a state or a name and no note."""
SETTINGS = frozenset(
    {"torque", "pressure", "temperature", "angle", "speed", "rotation", "voltage", "current", "resistance", "frequency"}
)
"""Of a machine: their sum over the rows of a table is nothing that anybody sets."""


def counts(fact: Fact, said: Said, ground: Ground, cites: frozenset[int]) -> Iterable[Decimal]:
    """How many pieces of evidence the sentence cites; of records each must have the states and names that are said of what is counted."""
    if (not fact.unit or fact.unit == "pcs") and len(cites) > 1 and of_each(fact, said, ground, cites):
        yield Decimal(len(cites))


def of_each(fact: Fact, said: Said, ground: Ground, cites: frozenset[int]) -> bool:
    """Whether what a sentence says of the records that it counts ("two open orders on CV-11") is so of each that it cites; True of other evidence."""
    lines = [spot for spot in ground.spots if spot.place.form == "field" and not spot.heads]
    if not lines or said.language != lines[0].cut.language:
        return True
    start = next(one.start for one in said.clauses if fact in one.facts)
    stops = _STOPS.search(said.spelt, fact.end)
    end = stops.start() if stops else len(said.spelt)
    names = [one for one in said.facts if one.kind == "identifier" and start <= one.start < end]
    names = [one for one in names if any(spot.holding(one) for spot in lines)]
    states = {spot: frozenset(stems_of(spot.place.value, spot.place.language)) for spot in lines}
    states = {spot: held for spot, held in states.items() if len(held) <= STATE}
    words = stems_of(without(said.spelt, said.facts)[start:end], said.language)
    words = said_in(words, frozenset[str]().union(*states.values()))
    for n in cites:
        own = [spot for spot in lines if spot.n == n]
        held = frozenset[str]().union(*(states.get(spot, frozenset()) for spot in own))
        if words - said_in(words, held) or not all(any(spot.holding(one) for spot in own) for one in names):
            return False
    return True


def columns(said: Said, ground: Ground, cites: frozenset[int], unit: str) -> list[list[Decimal]]:
    """The numbers behind the same label of the records that are cited, or in the same column of a table.

    Not of a table of which the sentence names one row: what it says is of that row, however the whole column may come to the same.
    """
    labelled: defaultdict[tuple[str, str], list[Decimal]] = defaultdict(list)
    whole = {n for n, cut in ground.sources if n in cites and cut.tables and not _names_one_row(said, cut)}
    for spot in ground.spots:
        place = spot.place
        behind = len(place.name) if place.form == "field" else 0
        own = [fact for fact in place.facts if fact.numeric and fact.upper is None and fact.start >= behind]
        if spot.n not in cites or not own:
            continue
        alone = spot.cut.labels[place.name] == 1  # no sentence of a longer note
        if place.form == "field" and place.name and len(own) == 1 and alone:
            labelled["field", place.name].append(own[0].values[0])
        if place.form == "field" and len(place.name.split()) > 1:
            # The places of one record: "Stock at A", "Stock at B".
            labelled[f"record {spot.n} {own[0].unit}", place.name.split()[0]].append(own[0].values[0])
        elif (
            spot.n in whole
            and place.form == "cell"
            and place.column
            and own[-1].unit in {unit, ""}
            and dimension(unit) not in SETTINGS
            and not stems_of(without(place.label, facts(place.label, place.language)), place.language)
        ):
            labelled[f"cell {spot.n}", place.column].append(own[-1].values[0])
    return [values for values in labelled.values() if len(values) > 1]


def _names_one_row(said: Said, cut: Cut) -> bool:
    return len(named_among(said.text, cut.row_names)) == 1


def sums(fact: Fact, said: Said, ground: Ground, cites: frozenset[int]) -> Iterable[Decimal]:
    """All of a column."""
    for values in columns(said, ground, cites, fact.unit):
        yield sum(values, Decimal(0))


def means(fact: Fact, said: Said, ground: Ground, cites: frozenset[int]) -> Iterable[Decimal]:
    """The average of a column; a total divided by the number that stands beside it."""
    for values in columns(said, ground, cites, fact.unit):
        yield sum(values, Decimal(0)) / len(values)
    for spot in (one for one in ground.spots if one.n in cites and one.place.form == "field"):
        numbers = [own for own in spot.place.facts if own.numeric and own.upper is None]
        if not 1 < len(numbers) <= FIGURES:
            continue
        total, *others = numbers
        if fact.unit in {total.unit, ""} or (not total.unit and fact.unit in spot.place.units):
            yield from (total.values[0] / other.values[0] for other in others if other.values[0] > 1)


def differences(
    fact: Fact, said: Said, near: Sequence[Spot], ground: Ground, cites: frozenset[int]
) -> Iterable[Decimal]:
    """Between two values of one measure of one record or row, where the sentence compares."""
    headers = [cut.tables[0][0][1:] for n, cut in ground.sources if n in cites and cut.tables]
    beside = any(len(named_among(said.text, tuple(header))) > 1 for header in headers)
    if not beside and not compares(said.cues, said.language):
        return
    side, end = is_difference(said.spelt, fact.end, said.language)
    first, second = _beside(said, 0, fact.start), _beside(said, end, len(said.spelt))
    for values in _comparable(fact, said, near, ground, cites):
        for (one, here), (other, there) in list(combinations(dict.fromkeys(values), 2))[:MOST_PAIRS]:
            straight = _fits(first - second, here, ground) * _fits(second - first, there, ground)
            crossed = _fits(first - second, there, ground) * _fits(second - first, here, ground)
            turned = straight != crossed and ((one > other) == (straight > crossed)) != (side == "more")
            if not (side and turned):
                yield abs(one - other)


def _comparable(
    fact: Fact, said: Said, near: Sequence[Spot], ground: Ground, cites: frozenset[int]
) -> Iterable[list[tuple[Decimal, Spot]]]:
    """The values of one record or row, of one column or of one label."""
    rows: defaultdict[tuple[int | str, int | str], list[tuple[Decimal, Spot]]] = defaultdict(list)
    named = [one for one in said.facts if one.kind == "identifier"]
    for spot in near:
        names = spot.place.names
        if not names or len(named) < 2 or any(one.held_by(own) for one in named for own in names):
            rows[spot.n, -1 if spot.cut.record else spot.place.row] += _values(spot, fact)
    for spot in (spot for spot in ground.spots if spot.n in cites):
        place = spot.place
        if place.form == "cell":
            rows[spot.n, place.row] += _values(spot, fact)
            # Of one column, the rows that the sentence names.
            name = stems_of(place.name, spot.cut.language)
            called = name and 2 * len(said_in(name, frozenset(said.stems))) >= len(set(name))
            if called or any(one.holding(own) for one in ground.block_of_row(spot) for own in named):
                rows[spot.n, place.column] += _values(spot, fact)
        elif place.form == "field" and len(cites) > 1:
            rows[place.name, 0] += _values(spot, fact)  # of one label, the records that the sentence cites
    return rows.values()


def _beside(said: Said, start: int, end: int) -> frozenset[str | Fact]:
    """The words, names and figures of a part of the sentence."""
    facts = (one for one in said.facts if start <= one.start < end)
    return frozenset([*stems_of(without(said.spelt, said.facts)[start:end], said.language), *facts])


def _fits(tokens: frozenset[str | Fact], spot: Spot, ground: Ground) -> int:
    """How many of some words, names and figures a place says, a line of a record with the name of its record."""
    names = [one for one in ground.block(spot) if one.heads] if spot.cut.record else []
    words = said_in([one for one in tokens if isinstance(one, str)], spot.place.stems)
    held = (one for one in tokens if isinstance(one, Fact) and any(place.holding(one) for place in (spot, *names)))
    return len(words) + len(list(held))


def _values(spot: Spot, fact: Fact) -> list[tuple[Decimal, Spot]]:
    """Of that measure, the ends of a range among them; a row has those of its cells, and a cell that lists several ("50 %, 100 %") has none."""
    place = spot.place
    units = {fact.unit, "", *({"°C"} if fact.unit == "K" else ())}  # between degrees lie kelvins
    own = [one for one in place.facts if one.numeric and one.unit in units]
    told = [one for one in own if one.key != TOLERANCE and one.written in place.label]
    listed = place.form == "cell" and len(told) > 1
    ends = ((one.values[0], one.upper) for one in ([] if place.form == "row" or listed else own))
    return [(value, spot) for pair in ends for value in pair if value is not None]
