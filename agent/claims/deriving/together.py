"""What several things come to: the parts that a sentence states, the values of one line, the rows that it names."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.facts.fact import TOLERANCE, Fact
from agent.claims.matching.naming import named_among
from agent.claims.reading.claim import Said
from agent.claims.wording.stems import stems_of
from language.vocabulary import says, vocabulary

MOST_PARTS = 4
"""Values of one measure in a line that are parts of a whole; more are a list."""
PARTS = 2


def together(fact: Fact, said: Said, ground: Ground, cites: frozenset[int]) -> Iterator[Decimal]:
    """The sums and products that a sentence may mean that states the parts or says "altogether"."""
    stated = [own.values[0] for own in said.facts if own is not fact and own.numeric and own.unit == fact.unit]
    if len(stated) >= PARTS:
        yield sum(stated, Decimal(0))
    if not says(said.cues, vocabulary(said.language).altogether):
        return
    for spots in _lines(said, ground, cites):
        values = dict.fromkeys(own for spot in spots for own in spot.place.facts if own.numeric and own.upper is None)
        alike = [own.values[0] for own in values if own.unit == fact.unit]
        if PARTS <= len(alike) <= MOST_PARTS:
            yield sum(alike, Decimal(0))
        for one, other in combinations(list(values)[:MOST_PARTS], 2):
            if fact.unit in {one.unit, other.unit} and "" in {one.unit, other.unit}:
                yield one.values[0] * other.values[0]
    for values in _named_rows(fact, said, ground, cites):
        yield sum(values, Decimal(0))


def shares(fact: Fact, said: Said, ground: Ground, cites: frozenset[int]) -> Iterator[Decimal]:
    """The percentages that the sentence states, of the values of the rows that have them too: "1st pass: 1125 Nm (50 %)"."""
    stated = [own for own in said.facts if own is not fact and own.kind == "quantity" and own.unit == "%"]
    if not fact.unit or fact.unit == "%":
        return
    for n, cut in (source for source in ground.sources if source[0] in cites and stated and source[1].tables):
        named = named_among(said.text, cut.row_names)
        for spot in ground.spots:
            if spot.n == n and spot.place.form == "cell" and (not named or spot.place.name in named):
                row = ground.block(spot)
                parts = [own for own in stated if own.key != TOLERANCE and any(one.holding(own) for one in row)]
                yield from (value * own.values[0] / 100 for own in parts if (value := _own(spot, fact)) is not None)


def _lines(said: Said, ground: Ground, cites: frozenset[int]) -> Iterable[Sequence[Spot]]:
    """The cited sentences, as printed, that say a word of this one."""
    lines: dict[tuple[int, str], list[Spot]] = {}
    for spot in ground.spots:
        if spot.n in cites and spot.place.form == "sentence":
            lines.setdefault((spot.n, spot.place.text), []).append(spot)
    abroad = said.language not in ground.languages
    return [spots for spots in lines.values() if abroad or any(_shared(said, spot.place.stems) for spot in spots)]


def _named_rows(fact: Fact, said: Said, ground: Ground, cites: frozenset[int]) -> Iterator[list[Decimal]]:
    """In each column that the sentence names, the values of the rows whose names have the same words of it."""
    columns: dict[tuple[int, str], list[Spot]] = {}
    for spot in ground.spots:
        if spot.n in cites and spot.place.form == "cell":
            columns.setdefault((spot.n, spot.place.column), []).append(spot)
    for (_, column), cells in columns.items():
        if not (fact.unit or _shared(said, frozenset(stems_of(column, said.language)))):
            continue
        named = [(_shared(said, frozenset(stems_of(spot.place.name, said.language))), spot) for spot in cells]
        for words in {words for words, _ in named if words}:
            values = [_own(spot, fact) for mine, spot in named if words <= mine]
            if len(values) >= PARTS and all(value is not None for value in values):
                yield [value for value in values if value is not None]


def _own(spot: Spot, fact: Fact) -> Decimal | None:
    """The one number of a cell."""
    told = [one for one in spot.place.facts if one.numeric and one.written in spot.place.label]
    own = [one for one in told if one.key != TOLERANCE]
    return own[0].values[0] if len(own) == 1 and own[0].unit in {fact.unit, ""} else None


def _shared(said: Said, held: frozenset[str]) -> frozenset[str]:
    return said_in(held, frozenset(said.stems))
