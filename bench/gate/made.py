"""Sentences made of the rows of tables and the fields of work orders: what is true of them needs no person to say.

Of a row the value of a column under the row's name, in some ways of saying it; made wrong with another row's value of the same column.
`python -m bench gate --made [libraries]` reads those of the home.
"""

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from agent.claims.evidence.meaning import Embedder
from bench.gate.judged import Case, judged
from domain.answers import Evidence
from domain.documents import Document, Passage, Section
from domain.records import WorkOrder
from language.detecting import detect
from stores.open_stores import Stores, open_stores
from tools.evidence import passage_evidence, work_order_evidence

MOST, BESIDE, ELSEWHERE = 300, 6, 5
"""Rows of one library; passages of the section, and tables of the document, that stand beside a row's own."""
LONGEST_NAME, LONGEST_VALUE = 60, 40
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
OF_ORDERS = (
    "{name} took {hours:g} hours and was done by {who}", "{name} on {asset} took {hours:g} hours", "{who} needed {hours:g} hours for {name}",
    "{name} was opened on {opened:%-d %B %Y} and took {hours:g} hours",
)  # fmt: skip


class Row(NamedTuple):
    """A row of a table with values, its passage first among those of its document."""

    passages: Sequence[tuple[Passage, Document, Section]]
    header: Sequence[str]
    cells: Sequence[str]
    rows: Sequence[Sequence[str]]
    columns: Sequence[int]


def made_cases(libraries: Sequence[str], meaning: Embedder | None) -> dict[str, list[Case]]:
    """By library, and of the work orders of the home, always the same ones."""
    with open_stores() as stores:
        chance = random.Random(1)
        found = {
            library: list(_of_tables(_rows(stores, library), meaning, chance))
            for library in libraries or stores.passages.libraries()
        }
        return found | {"work orders": list(_of_orders(stores, meaning, chance))}


def _rows(stores: Stores, library: str) -> Iterator[Row]:
    for document in stores.passages.documents(library):
        sections = {section.id: section for section in stores.passages.sections(document.id)}
        known = [
            (passage, document, sections[passage.section_id])
            for passage in stores.passages.passages_of_document(document.id)
            if passage.section_id in sections
        ]
        for own in (one for one in known if len(one[0].table) > 2):
            near = [one for one in known if one[0].section_id == own[0].section_id][:BESIDE]
            apart = [one for one in known if one[0].table and one not in near][:ELSEWHERE]
            header, *rows = own[0].table
            for cells in rows:
                columns = [
                    at for at in range(1, len(header)) if len(cells) == len(header) and _tells(header[at], cells[at])
                ]
                if columns and _names(cells[0]):
                    yield Row((own, *near, *apart), header, cells, rows, columns)


def _tells(column: str, cell: str) -> bool:
    """Whether a cell has a value under a column that can be said in a sentence."""
    return (
        bool(re.search(r"[^\W\d_]{3}", column))
        and ". " not in column
        and bool(re.search(r"\d", cell))
        and len(cell) < LONGEST_VALUE
    )


def _names(cell: str) -> bool:
    return (
        len(cell) < LONGEST_NAME
        and bool(re.search(r"[^\W\d_]", cell))
        and not re.match(r"\d+[-.]", cell)
        and not cell.endswith("?")
    )


def _of_tables(rows: Iterator[Row], meaning: Embedder | None, chance: random.Random) -> Iterator[Case]:
    every = list(rows)
    for row in chance.sample(every, min(MOST, len(every))):
        passages = {one[0].id: one for one in row.passages}.values()
        evidence = {n: passage_evidence(*one) for n, one in enumerate(passages, start=1)}
        at = chance.choice(row.columns)
        others = [column for column in row.columns if column != at]
        ways = [way for way in WAYS.get(detect(evidence[1].text), WAYS["en"]) if others or "{other}" not in way]
        other = chance.choice(others or [at])
        said = {
            "name": row.cells[0],
            "column": _low(row.header[at]),
            "other": _low(row.header[other]),
            "beside": row.cells[other],
        }
        way = chance.choice(ways)
        yield _case(True, way.format(value=row.cells[at], **said), evidence, meaning)
        wrong = [cells[at] for cells in row.rows if len(cells) == len(row.cells) and _is_wrong(cells, row.cells, at)]
        if wrong:
            yield _case(False, way.format(value=chance.choice(wrong), **said), evidence, meaning)


def _is_wrong(cells: Sequence[str], own: Sequence[str], at: int) -> bool:
    """Whether a row of another name has a value that the own one has nowhere."""
    return (
        _tells("abc", cells[at])
        and cells[at] not in " ".join(own)
        and own[0] not in cells[0]
        and cells[0] not in own[0]
    )


def _low(column: str) -> str:
    return column[:1].lower() + column[1:] if column[1:2].islower() else column


def _of_orders(stores: Stores, meaning: Embedder | None, chance: random.Random) -> Iterator[Case]:
    orders = [
        order
        for order in stores.records.find_work_orders(limit=MOST)
        if order.hours and order.assigned_to and order.asset and order.opened
    ]
    for order in orders:
        other = chance.choice(orders)
        beside = [one for one in chance.sample(orders, min(ELSEWHERE, len(orders))) if one.number != order.number]
        evidence = {n: work_order_evidence(one) for n, one in enumerate([order, *beside], start=1)}
        way = chance.choice(OF_ORDERS)
        yield _case(True, way.format(**_of(order)), evidence, meaning)
        if other.hours not in {order.hours, None}:
            yield _case(False, way.format(**_of(order) | {"hours": other.hours}), evidence, meaning)


def _of(order: WorkOrder) -> dict[str, Any]:
    return {
        "name": order.number,
        "asset": order.asset,
        "who": order.assigned_to,
        "hours": order.hours,
        "opened": order.opened,
    }


def _case(truth: bool, text: str, evidence: dict[int, Evidence], meaning: Embedder | None) -> Case:
    return judged({"truth": truth, "kind": "made"}, f"{text} [1].", evidence, meaning)
