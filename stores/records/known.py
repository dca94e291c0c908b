"""Which of some records are there already, as they are stored."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import select

from domain.errors import BadInput
from domain.model import Noun
from domain.records import AlarmCode, Asset, Part, WorkOrder
from stores.records import inventory, rows
from stores.records.catalogue import Catalogue, FoundBy
from stores.records.tables import AlarmRow, AssetRow, PartRow, WorkOrderRow
from stores.records.writing import in_batches

SomeNoun = TypeVar("SomeNoun", bound=Noun)


def stored(catalogue: Catalogue, records: Sequence[SomeNoun]) -> dict[int, SomeNoun]:
    """The stored version of each of `records` that is there, by its place in `records`; all are of one kind.

    Raises:
        BadInput: a record without what identifies it, or of a kind that is not stored.
    """
    if not records:
        return {}
    noun = type(records[0])
    if noun not in _STORED:
        raise BadInput(f"{noun.__name__} is no record that is stored.")
    table, column, identity = _STORED[noun]
    places = {identity(record): place for place, record in enumerate(records)}
    found: dict[int, SomeNoun] = {}
    with catalogue.engine.connect() as connection:
        for batch in in_batches(places):
            held = connection.execute(select(table).where(column.in_(batch))).mappings().all()
            known = (
                inventory.with_stock(connection, held) if table is PartRow else [rows.noun_of(noun, r) for r in held]
            )
            found.update({places[row[column.key]]: cast("SomeNoun", k) for row, k in zip(held, known, strict=True)})
    return found


_STORED: dict[type[Noun], tuple[FoundBy, Any, Callable[[Any], str]]] = {
    Asset: (AssetRow, AssetRow.tag, lambda asset: rows.identifier(asset.tag, "tag")),
    AlarmCode: (AlarmRow, AlarmRow.id, lambda alarm: rows.alarm_row(alarm)["id"]),
    Part: (PartRow, PartRow.number, lambda part: rows.identifier(part.number, "number")),
    WorkOrder: (WorkOrderRow, WorkOrderRow.number, lambda order: rows.identifier(order.number, "number")),
}
