"""The words of all work orders in memory, so that a count by words reads no row twice."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import JSON, ColumnElement, Connection, cast, func, literal, select

from stores.records.catalogue import Catalogue
from stores.records.orders.wording import saying, searchable
from stores.records.tables import WorkOrderRow

TEXTS = ("title", "description", "actions")
OTHERS = ("asset", "asset_name", "kind", "failure_mode", "component", "alarm_code", "assigned_to", "priority")
SENTENCE = 4
"""Words that the values of a company's own field have on average, where it is a text."""


@dataclass(frozen=True)
class OrderText:
    """One job: what somebody wrote, and what stands in its other fields, both to be searched."""

    number: str
    text: str
    others: str


def order_texts(catalogue: Catalogue, connection: Connection) -> Sequence[OrderText]:
    """All of them, read once and again after a write."""
    return catalogue.kept(connection, "order texts", (WorkOrderRow,), _read)


def _read(connection: Connection) -> Sequence[OrderText]:
    columns = [getattr(WorkOrderRow, name) for name in (*TEXTS, *OTHERS)]
    rows = connection.execute(select(WorkOrderRow.number, WorkOrderRow.fields, WorkOrderRow.parts_used, *columns)).all()
    told = _own_texts(fields for _, fields, *_ in rows)
    found: list[OrderText] = []
    for number, fields, parts, *values in rows:
        text = [*values[: len(TEXTS)], *(value for name, value in fields.items() if name in told)]
        others = [*values[len(TEXTS) :], *parts, *(value for name, value in fields.items() if name not in told)]
        found.append(OrderText(number, searchable("\n".join(text)), searchable("\n".join(others))))
    return found


def _own_texts(held: Iterable[dict[str, str]]) -> frozenset[str]:
    """The company's own fields whose values are sentences: a description in another language, a remark."""
    values: defaultdict[str, set[str]] = defaultdict(set)
    for fields in held:
        for name, value in fields.items():
            values[name].add(value)
    return frozenset(
        name for name, own in values.items() if sum(len(value.split()) for value in own) >= SENTENCE * len(own)
    )


def with_words(
    texts: Iterable[OrderText], words: Sequence[str], anywhere: Sequence[str], without: Sequence[str] = ()
) -> list[str]:
    """Numbers of the jobs whose text says all of `words`, and whose text or other fields say all of `anywhere` and none of `without`."""
    within, around, absent = ([saying(word) for word in each] for each in (words, anywhere, without))
    return [
        one.number
        for one in texts
        if all(p.search(one.text) for p in within)
        and all(p.search(one.text) or p.search(one.others) for p in around)
        and not any(p.search(one.text) or p.search(one.others) for p in absent)
    ]


def among(connection: Connection, numbers: Sequence[str]) -> ColumnElement[bool]:
    """Jobs with these numbers, however many: they travel as one JSON array, not as thousands of parameters."""
    array = json.dumps(list(numbers))
    if connection.dialect.name == "postgresql":
        each = func.json_array_elements_text(cast(literal(array), JSON)).table_valued("value")
    else:
        each = func.json_each(array).table_valued("value")
    return WorkOrderRow.number.in_(select(each.c.value))
