"""Counts, sums, averages and differences of the cited records and columns."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.evidence.place import Cut
from agent.claims.facts.fact import TOLERANCE, Fact
from agent.claims.facts.finding import facts
from agent.claims.facts.spelling import without
from agent.claims.matching.naming import named_among
from agent.claims.reading.claim import Said
from agent.claims.wording.limits import compares
from agent.claims.wording.stems import stems_of
from language.units import dimension

MOST_PAIRS = 400
FIGURES = 4
"""More numbers than these in a line of a record are no total with what it is of."""
NEVER_ADDED = frozenset(
    {"torque", "pressure", "temperature", "angle", "speed", "rotation", "voltage", "current", "resistance", "frequency"}
)
"""Settings of a machine: their sum over the rows of a table is nothing that anybody sets."""


def counts(fact: Fact, cites: frozenset[int]) -> Iterable[Decimal]:
    """How many pieces of evidence the sentence cites."""
    if fact.unit and fact.unit != "pcs":
        return
    if len(cites) > 1:
        yield Decimal(len(cites))


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
            and dimension(unit) not in NEVER_ADDED
            and not stems_of(without(place.label, facts(place.label, place.language)), place.language)
        ):
            labelled[f"cell {spot.n}", place.column].append(own[-1].values[0])
    return [values for values in labelled.values() if len(values) > 1]


def _names_one_row(said: Said, cut: Cut) -> bool:
    return len(named_among(said.text, tuple(row[0] for row in cut.tables[0][1:] if row))) == 1


def sums(fact: Fact, said: Said, ground: Ground, cites: frozenset[int]) -> Iterable[Decimal]:
    """All of a column."""
    for values in columns(said, ground, cites, fact.unit):
        yield sum(values, Decimal(0))


def means(fact: Fact, said: Said, ground: Ground, cites: frozenset[int]) -> Iterable[Decimal]:
    """The average of a column; a total divided by the number that stands beside it."""
    for values in columns(said, ground, cites, fact.unit):
        yield sum(values, Decimal(0)) / len(values)
    for spot in ground.spots:
        numbers = [own for own in spot.place.facts if own.numeric and own.upper is None]
        total = (
            numbers[0]
            if numbers and spot.n in cites and spot.place.form == "field" and len(numbers) <= FIGURES
            else None
        )
        if total and (fact.unit in {total.unit, ""} or (not total.unit and fact.unit in spot.place.units)):
            yield from (total.values[0] / other.values[0] for other in numbers[1:] if other.values[0] > 1)


def differences(
    fact: Fact, said: Said, near: Sequence[Spot], ground: Ground, cites: frozenset[int]
) -> Iterable[Decimal]:
    """Between two values of one measure of one record or row, where the sentence compares."""
    headers = [cut.tables[0][0][1:] for n, cut in ground.sources if n in cites and cut.tables]
    beside = any(len(named_among(said.text, tuple(header))) > 1 for header in headers)
    if not beside and not compares(said.cues, said.language):
        return
    rows: defaultdict[tuple[int | str, int | str], list[Decimal]] = defaultdict(list)
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
            if name and 2 * len(said_in(name, frozenset(said.stems))) >= len(set(name)):
                rows[spot.n, place.column] += _values(spot, fact)
        elif place.form == "field" and len(cites) > 1:
            rows[place.name, 0] += _values(spot, fact)  # of one label, the records that the sentence cites
    for values in rows.values():
        for one, other in list(combinations(dict.fromkeys(values), 2))[:MOST_PAIRS]:
            yield abs(one - other)


def _values(spot: Spot, fact: Fact) -> list[Decimal]:
    """Of that measure; a row has those of its cells, and a cell that lists several ("50 %, 100 %") has none."""
    place = spot.place
    own = [one for one in place.facts if one.numeric and one.upper is None and one.unit in {fact.unit, ""}]
    told = [one for one in own if one.key != TOLERANCE and one.written in place.label]
    listed = place.form == "cell" and len(told) > 1
    return [] if place.form == "row" or listed else [one.values[0] for one in own]
