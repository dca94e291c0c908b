"""Sentences that say the values of two rows of a column, compare them, or say something of the whole column."""

import random
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from bench.gate.made.columns import Pair, Said, counted, extreme, only, with_unit
from bench.gate.made.saying import Made, Number, families, language_for, low, number, parted, ways, word, written
from bench.gate.made.sources import Table, names, tells
from language.detecting import detect
from tools.evidence import passage_evidence

MOST = 20
"""Of a family in a source."""
MOST_PAIRS = 60
"""Of two rows in a column."""
LONGEST = 25
"""Characters of a value."""


def of_two_rows(tables: Sequence[Table], chance: random.Random) -> Iterator[Made]:
    """At most MOST of a family, each true one with its wrong twin."""
    pairs = [pair for table in tables for pair in _pairs(table, chance)]
    for family in families("rows"):
        found = 0
        for pair in chance.sample(pairs, len(pairs)):
            made = _made(family, pair, chance)
            found += bool(made)
            yield from made
            if found == MOST:
                break


def _pairs(table: Table, chance: random.Random) -> Iterator[Pair]:
    for at in (at for at in range(1, len(table.header)) if list(table.header).count(table.header[at]) == 1):
        column, unit = parted(table.header[at])
        rows = [(row[0], row[at], told) for row, told in zip(table.rows, table.units, strict=True) if row[at].strip()]
        cells = {name: cell for name, cell, _ in rows}
        every = list(
            combinations([one for one in rows if names(one[0]) and tells(column, one[1]) and _is_short(one[1])], 2)
        )
        every = every if len(cells) == len(rows) else []
        for one, other in chance.sample(every, min(MOST_PAIRS, len(every))):
            if one[0] not in other[0] and other[0] not in one[0] and (unit or one[2] == other[2]):
                yield Pair(table, low(column), unit or one[2], (one[0], with_unit(one[1], unit or one[2])), (other[0], with_unit(other[1], unit or other[2])), cells)  # fmt: skip


def _is_short(cell: str) -> bool:
    """Whether a cell can stand in a list of values."""
    return len(cell) < LONGEST and not re.search(r",\s|;|\s(?:and|or|und|oder)\s", cell)


def _made(family: str, pair: Pair, chance: random.Random) -> list[Made]:
    """The true sentence and the wrong one; none where the pair does not lend itself."""
    evidence = {n: passage_evidence(*one) for n, one in enumerate(pair.table.passages, start=1)}
    own = detect(evidence[1].text)
    language = language_for(own, chance)
    told = _SAYING[family](pair, language, chance)
    if told is None:
        return []
    way = chance.choice(ways("rows", family, language))
    true, false = ({"column": pair.column, "A": pair.first[0], "B": pair.second[0], **said} for said in told)
    name = family if own == language else f"{family}, abroad"
    texts = [way.format(**said) for said in (true, false)]
    return [Made(name, truth, f"{text[:1].upper()}{text[1:]} [1].", evidence) for truth, text in zip((True, False), texts, strict=True)] if texts[0] != texts[1] else []  # fmt: skip


def _each(pair: Pair, language: str, chance: random.Random) -> Said:
    """Exchanged, or one of them a third row's."""
    del language
    x, y = pair.first[1], pair.second[1]
    if x == y or x in y or y in x:
        return None
    others = [with_unit(cell, pair.unit) for cell in pair.all.values() if tells("abc", cell)]
    others = [cell for cell in others if cell not in {x, y}]
    if others and chance.random() < 0.5:
        return {"x": x, "y": y}, {"x": x, "y": chance.choice(others)}
    return {"x": x, "y": y}, {"x": y, "y": x}


def _same(pair: Pair, language: str, chance: random.Random) -> Said:
    """Wrong of two that differ."""
    del language
    x, cells = pair.first[1], pair.all
    others = [name for name, cell in cells.items() if names(name) and tells("abc", cell) and with_unit(cell, pair.unit) != x and not {name} & {pair.first[0]}]  # fmt: skip
    others = [name for name in others if _differ(cells[name], cells[pair.first[0]])]
    if x != pair.second[1] or not others:
        return None
    return {"x": x}, {"x": x, "B": chance.choice(others)}


def _differ(one: str, other: str) -> bool:
    return one not in other and other not in one


def _compared(pair: Pair, language: str, chance: random.Random) -> Said:
    """Turned."""
    del chance
    x, y = _numbers(pair)
    if x is None or y is None or x.value == y.value:
        return None
    side, other = ("more", "less") if x.value > y.value else ("less", "more")
    values = {
        "x": pair.first[1],
        "y": pair.second[1],
        "d": written(abs(x.value - y.value), language, x.unit or pair.unit),
    }
    return values | {"more": word(side, language)}, values | {"more": word(other, language)}


def _difference(pair: Pair, language: str, chance: random.Random) -> Said:
    """By a little more or less."""
    told = _compared(pair, language, chance)
    x, y = _numbers(pair)
    if told is None or x is None or y is None:
        return None
    right, turned = told
    off = abs(x.value - y.value) * Decimal(chance.choice(["1.1", "0.8", "1.5"]))
    exponent = min(int(one.value.as_tuple().exponent) for one in (x, y))
    wrong = off.quantize(Decimal(1).scaleb(exponent))
    if wrong == abs(x.value - y.value) or not wrong or chance.random() < 0.3:
        return right, turned
    return right, {**right, "d": written(wrong, language, x.unit or pair.unit)}


def _numbers(pair: Pair) -> tuple[Number | None, Number | None]:
    one, other = number(pair.first[1]), number(pair.second[1])
    same = one and other and one.unit == other.unit and (one.unit or not (one.value % 1 or other.value % 1))
    return (one, other) if same else (None, None)  # "5.2" without a unit is a section


_SAYING = {
    "both": _each,
    "respectively": _each,
    "same": _same,
    "compared": _compared,
    "compared without values": _compared,
    "difference": _difference,
    "only": only,
    "extreme": extreme,
    "counted": counted,
}
