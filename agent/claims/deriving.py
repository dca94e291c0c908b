"""Values that code works out from the evidence: conversions, sums, differences, counts, averages, spans of days, the most and the least."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations

from agent.claims.claim import Said
from agent.claims.facts import TOLERANCE, Fact
from agent.claims.ground import Ground, Spot, said_in
from agent.claims.wording import compares, stems_of
from language.units import convert, dimension
from language.vocabulary import phrases, vocabulary
from language.words import fold

MOST_PAIRS = 400
NEVER_ADDED = frozenset(
    {"torque", "pressure", "temperature", "angle", "speed", "rotation", "voltage", "current", "resistance", "frequency"}
)
"""Settings of a machine: their sum over the rows of a table is nothing that anybody sets."""
ABOUT, ABOUT_REACH = Decimal("0.1"), 16
"""Of a value: what "about" may be off; and how many characters it may stand before it."""
_ROUNDED = Decimal("0.006")
"""Of the value itself: what "about" may be off."""


def derived(
    fact: Fact, said: Said, ground: Ground, near: Sequence[Spot], cites: frozenset[int], today: date | None
) -> str:
    """How a value that no source prints follows from those that they print; "" where it does not."""
    if not fact.numeric or fact.key == TOLERANCE:
        return ""
    for way, values in (
        ("converted", _converted(fact, near)),
        ("rounded", _rounded(fact, said, near)),
        ("counted", _counts(fact, said, cites)),
        ("added up", _sums(fact, ground, cites)),
        ("on average", _means(fact, ground, cites)),
        ("the difference", _differences(fact, said, near, ground, cites)),
        ("days between", _days(fact, near, today)),
    ):
        if any(_equal(fact, value) for value in values):
            return way
    return ""


def _equal(fact: Fact, value: Decimal) -> bool:
    """Whether a value is the fact's, rounded as the fact is written."""
    for own in fact.values:
        step = (
            Decimal(1).scaleb(int(own.as_tuple().exponent)) if isinstance(own.as_tuple().exponent, int) else Decimal(1)
        )
        if (
            own == value
            or abs(own - value) * 2 <= min(step, abs(value) * _ROUNDED * 2)
            or (step < 1 and abs(own - value) * 2 <= step)
        ):
            return True
    return False


def _converted(fact: Fact, near: Sequence[Spot]) -> Iterable[Decimal]:
    """Values of the places in the fact's unit."""
    if not fact.unit:
        return
    held = [own for spot in near for own in spot.place.facts]
    for other in held:
        if (
            other.unit
            and other.unit != fact.unit
            and other.dimension == fact.dimension
            and (not fact.limit or not other.limit or fact.limit == other.limit)
        ):
            for value in (*other.values, *([other.upper] if other.upper is not None else [])):
                try:
                    yield convert(value, other.unit, fact.unit)
                except ValueError:
                    continue


def _rounded(fact: Fact, said: Said, near: Sequence[Spot]) -> Iterable[Decimal]:
    """The fact's own length of time where the sentence says "about" and a place has one near it; settings are never rounded so."""
    if fact.dimension != dimension("h"):
        return
    about = vocabulary(said.language).limits["about"]
    if not phrases(about).search(fold(said.spelt[max(fact.start - ABOUT_REACH, 0) : fact.start])):
        return
    held = [
        Fact(own.kind, own.written, 0, 0, own.values, own.unit)
        for spot in near
        for own in spot.place.facts
        if own.numeric
    ]
    exact = [value for own in held if own.unit == fact.unit for value in own.values]
    for value in (*exact, *_converted(fact, near)):
        if abs(value - fact.values[0]) <= ABOUT * abs(value):
            yield fact.values[0]


def _counts(fact: Fact, said: Said, cites: frozenset[int]) -> Iterable[Decimal]:
    """How many pieces of evidence the sentence cites, or how many names it lists."""
    if fact.unit and fact.unit != "pcs":
        return
    if len(cites) > 1:
        yield Decimal(len(cites))
    yield from (Decimal(many) for many in listed(fact, said))


def listed(fact: Fact, said: Said) -> set[int]:
    """How many names, or values of one measure, the sentence itself lists beside a number."""
    kinds = Counter(
        (other.kind, other.dimension) for other in said.facts if other is not fact and other.kind != "number"
    )
    return {many for many in kinds.values() if many > 1}


def _columns(ground: Ground, cites: frozenset[int], unit: str) -> list[list[Decimal]]:
    """The numbers behind the same label of the records that are cited, or in the same column of a table."""
    labelled: defaultdict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for spot in ground.spots:
        place = spot.place
        behind = len(place.name) if place.form == "field" else 0
        own = [fact for fact in place.facts if fact.numeric and fact.upper is None and fact.start >= behind]
        if spot.n not in cites or not own:
            continue
        if place.form == "field" and place.name and len(own) == 1:
            labelled["field", place.name].append(own[0].values[0])
        if place.form == "field" and len(place.name.split()) > 1:
            # The places of one record: "Stock at A", "Stock at B".
            labelled[f"record {spot.n} {own[0].unit}", place.name.split()[0]].append(own[0].values[0])
        elif (
            place.form == "cell" and place.column and own[-1].unit in {unit, ""} and dimension(unit) not in NEVER_ADDED
        ):
            labelled[f"cell {spot.n}", place.column].append(own[-1].values[0])
    return [values for values in labelled.values() if len(values) > 1]


def _sums(fact: Fact, ground: Ground, cites: frozenset[int]) -> Iterable[Decimal]:
    for values in _columns(ground, cites, fact.unit):
        yield sum(values, Decimal(0))


def _means(fact: Fact, ground: Ground, cites: frozenset[int]) -> Iterable[Decimal]:
    """The average of a column; a total divided by the number that stands beside it."""
    for values in _columns(ground, cites, fact.unit):
        yield sum(values, Decimal(0)) / len(values)
    for spot in ground.spots:
        numbers = [own.values[0] for own in spot.place.facts if own.numeric and own.upper is None]
        if spot.n in cites and spot.place.form == "field":
            yield from (numbers[0] / other for other in numbers[1:4] if other > 1)


def _differences(
    fact: Fact, said: Said, near: Sequence[Spot], ground: Ground, cites: frozenset[int]
) -> Iterable[Decimal]:
    """Between two values of one measure of one record or row, where the sentence compares."""
    if not compares(said.cues, said.language):
        return
    rows: defaultdict[tuple[int, int | str], list[Decimal]] = defaultdict(list)
    named = [one for one in said.facts if one.kind == "identifier"]
    for spot in near:
        if (
            spot.place.names
            and len(named) > 1
            and not any(one.held_by(own) for one in named for own in spot.place.names)
        ):
            continue
        rows[spot.n, -1 if spot.cut.record else spot.place.row] += _values(spot, fact)
    for spot in ground.spots:
        # Of one column, the rows that the sentence names.
        name = stems_of(spot.place.name, spot.cut.language)
        if (
            spot.place.form == "cell"
            and spot.n in cites
            and name
            and 2 * len(said_in(name, frozenset(said.stems))) >= len(set(name))
        ):
            rows[spot.n, spot.place.column] += _values(spot, fact)
    for values in rows.values():
        for one, other in list(combinations(dict.fromkeys(values), 2))[:MOST_PAIRS]:
            yield abs(one - other)


def _values(spot: Spot, fact: Fact) -> list[Decimal]:
    return [
        own.values[0] for own in spot.place.facts if own.numeric and own.upper is None and own.unit in {fact.unit, ""}
    ]


def _days(fact: Fact, near: Sequence[Spot], today: date | None) -> Iterable[Decimal]:
    """Days, weeks, months or years between two dates of a record, or from one of them to today."""
    length = {"day": 1, "week": 7, "month": 30, "year": 365, "d": 1}.get(fact.unit)
    if not length:
        return
    days = {
        own.spans[0][0]
        for spot in near
        for own in spot.place.facts
        if own.kind == "date" and own.spans and own.spans[0][0] == own.spans[0][1]
    }
    pairs = [*combinations(sorted(days)[:20], 2), *((day, today) for day in days if today)]
    for first, last in pairs:
        yield Decimal(abs((last - first).days)) if length == 1 else Decimal(round(abs((last - first).days) / length))


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
    form = spot.place.form
    return [
        one
        for one in ground.spots
        if one.n == spot.n
        and one.place.form == form in {"field", "cell"}
        and one.place.column == spot.place.column
        and one.place.name
    ]


def _own_value(spot: Spot) -> Fact | None:
    """The number of a cell, or the first one behind a label that is a name."""
    numbers = [fact for fact in spot.place.facts if fact.numeric and fact.upper is None]
    if spot.place.form == "cell":
        cell = [fact for fact in numbers if fact.written in spot.place.label]
        return cell[0] if cell else None
    behind = [fact for fact in numbers if fact.start >= len(spot.place.name)]
    return behind[0] if behind and spot.place.names else None
