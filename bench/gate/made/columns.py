"""Two rows of a column, and what can be said of all of its rows: only one, the most, how many."""

import random
from collections.abc import Mapping
from typing import NamedTuple

from bench.gate.made.saying import number, word
from bench.gate.made.sources import Table, names

FEWEST = 3
"""Rows of which one has the most."""
MOST_LISTED = 6
Said = tuple[dict[str, str], dict[str, str]] | None
"""What is filled in of a true sentence and of its wrong twin; None where a pair does not lend itself."""


class Pair(NamedTuple):
    """Two rows of a column; `all` are its cells by the names of their rows."""

    table: Table
    column: str
    unit: str
    first: tuple[str, str]
    second: tuple[str, str]
    all: Mapping[str, str]


def with_unit(cell: str, unit: str) -> str:
    """A cell with the unit that stands elsewhere."""
    own = number(cell)
    return f"{cell} {unit}" if own and unit and not own.unit else cell


def only(pair: Pair, language: str, chance: random.Random) -> Said:
    """Wrong of one that shares its value."""
    del language, chance
    values = [number(cell) for cell in pair.all.values()]
    alone = [name for name, cell in pair.all.items() if names(name) and sum(number(cell) == one for one in values) == 1]
    shared = [name for name, cell in pair.all.items() if names(name) and sum(number(cell) == one for one in values) > 1]
    if None in values or not alone or not shared:
        return None
    return tuple({"A": name, "x": with_unit(pair.all[name], pair.unit)} for name in (alone[0], shared[0]))  # type: ignore[return-value]


def extreme(pair: Pair, language: str, chance: random.Random) -> Said:
    """Wrong of another row, with its own value."""
    values = {name: number(cell) for name, cell in pair.all.items()}
    held = {name: one for name, one in values.items() if one and (pair.unit or one.unit or not one.value % 1)}
    if len(held) < max(len(values), FEWEST) or len({one.unit for one in held.values()}) > 1:
        return None
    side = chance.choice(["most", "least"])
    order = sorted(held, key=lambda name: held[name].value, reverse=side == "most")
    if held[order[0]].value == held[order[1]].value or not names(order[0]):
        return None
    other = chance.choice([name for name in order[1:] if names(name)] or order[1:])
    said = {"most": word(side, language)}
    return tuple(said | {"A": name, "x": with_unit(pair.all[name], pair.unit)} for name in (order[0], other))  # type: ignore[return-value]


def counted(pair: Pair, language: str, chance: random.Random) -> Said:
    """One too many or too few."""
    value = pair.first[1]
    having = [name for name, cell in pair.all.items() if names(name) and with_unit(cell, pair.unit) == value]
    near = [
        name
        for name, cell in pair.all.items()
        if with_unit(cell, pair.unit) != value and (value in cell or not names(name))
    ]
    if len(having) < 2 or near or len(having) > MOST_LISTED:
        return None
    said = {"x": value, "names": f" {word('and', language)} ".join([", ".join(having[:-1]), having[-1]])}
    many = len(having)
    return said | {"n": str(many)}, said | {"n": str(many + chance.choice([1, -1, 2]))}
