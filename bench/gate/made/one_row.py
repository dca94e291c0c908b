"""Sentences that say values of one row of a table; wrong with another row's value of the same column."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

from bench.gate.made.saying import Made, low
from bench.gate.made.sources import Table, names, tells
from language.detecting import detect
from tools.evidence import passage_evidence

MOST = 300
WAYS = {
    "en": (
        "The {column} of {name} is {value}", "{name}: {column} {value}", "For {name}, the {column} is {value}",
        "{name} must have a {column} of {value}", "{name} has a {column} of {value} and a {other} of {beside}",
        "{name} ({other} {beside}) needs {value}, with {beside} as {other}", "For {name}, the {column} is {value}, with {beside} as {other}",
    ),
    "de": ("{column} von {name}: {value}", "Bei {name} beträgt {column} {value}", "{name} hat {column} {value} und {other} {beside}", "Bei {name} ist {column} {value}, mit {beside} als {other}"),
    "fr": ("{column} de {name} : {value}", "Pour {name}, {column} est de {value}"),
    "es": ("{column} de {name}: {value}", "Para {name}, {column} es de {value}"),
    "it": ("{column} di {name}: {value}", "Per {name}, {column} è {value}", "{name}: {column} {value}, con {beside} come {other}"),
    "nl": ("{column} van {name}: {value}", "Voor {name} is {column} {value}"),
}  # fmt: skip


def of_one_row(tables: Sequence[Table], chance: random.Random) -> Iterator[Made]:
    """At most MOST true ones, and the wrong twin of each that has one."""
    rows = [(table, row) for table in tables for row in table.rows if names(row[0]) and _columns(table, row)]
    for table, row in chance.sample(rows, min(MOST, len(rows))):
        evidence = {n: passage_evidence(*one) for n, one in enumerate(table.passages, start=1)}
        columns = _columns(table, row)
        at = chance.choice(columns)
        others = [column for column in columns if column != at]
        known = [way for way in WAYS.get(detect(evidence[1].text), WAYS["en"]) if others or "{other}" not in way]
        other = chance.choice(others or [at])
        said: dict[str, Any] = {
            "name": row[0], "column": low(table.header[at]), "other": low(table.header[other]), "beside": row[other],
        }  # fmt: skip
        way = chance.choice(known)
        yield Made("one row", True, f"{way.format(value=row[at], **said)} [1].", evidence)
        wrong = [cells[at] for cells in table.rows if _is_wrong(cells, row, at)]
        if wrong:
            yield Made("one row", False, f"{way.format(value=chance.choice(wrong), **said)} [1].", evidence)


def _columns(table: Table, row: Sequence[str]) -> list[int]:
    return [at for at in range(1, len(row)) if tells(table.header[at], row[at])]


def _is_wrong(cells: Sequence[str], own: Sequence[str], at: int) -> bool:
    """Whether a row of another name has a value that the own one has nowhere."""
    value = cells[at]
    return tells("abc", value) and value not in " ".join(own) and own[0] not in cells[0] and cells[0] not in own[0]
