"""The records on SQLite or PostgreSQL: `Fleet`, `WorkOrders`, `Inventory` and `RecordWriter` in one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Engine

from domain.queries import OrderFigures, OrderQuery, OrderValues
from domain.records import AlarmCode, Asset, Part, Reservation, WorkOrder
from stores.records import changes, fleet, inventory, known, patterns, reservations, rows, writing
from stores.records.catalogue import Catalogue
from stores.records.orders import figures, finding, kept_values, notes, values
from stores.records.orders.keeping import keeping
from stores.records.tables import AlarmRow, AssetRow, PartRow, WorkOrderRow


class SqlRecords:
    """Only hands each question to the module of its subject; the protocols say what the methods do."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._catalogue = Catalogue(engine)

    def asset(self, tag: str) -> Asset:
        return fleet.asset(self._catalogue, tag)

    def assets(self, *, site: str = "", model: str = "") -> Sequence[Asset]:
        return fleet.assets(self._catalogue, site, model)

    def alarms(self, code: str, *, model: str = "") -> Sequence[AlarmCode]:
        return fleet.alarms(self._catalogue, code, model)

    def search_alarms(self, text: str, *, model: str = "", limit: int = 10) -> Sequence[AlarmCode]:
        return fleet.search_alarms(self._catalogue, text, model, limit)

    def alarm_codes(self) -> Sequence[str]:
        return fleet.alarm_codes(self._catalogue)

    def work_order(self, number: str) -> WorkOrder:
        return finding.work_order(self._catalogue, number)

    def find_work_orders(
        self,
        *,
        asset: str = "",
        status: str = "",
        kind: str = "",
        alarm_code: str = "",
        component: str = "",
        part: str = "",
        text: str = "",
        opened_from: datetime | None = None,
        opened_to: datetime | None = None,
        limit: int = 20,
    ) -> Sequence[WorkOrder]:
        wanted = finding.Wanted(asset, status, kind, alarm_code, component, part, opened_from, opened_to)
        return finding.find_work_orders(self._catalogue, wanted, text, limit)

    def query_work_orders(self, query: OrderQuery) -> OrderFigures:
        return figures.query_work_orders(self._catalogue, query)

    def order_values(self) -> OrderValues:
        return values.order_values(self._catalogue)

    def part(self, number: str) -> Part:
        return inventory.part(self._catalogue, number)

    def parts(self) -> Sequence[Part]:
        return inventory.parts(self._catalogue)

    def parts_for(self, text: str, *, limit: int = 10) -> Sequence[Part]:
        return inventory.parts_for(self._catalogue, text, limit)

    def find_parts(self, text: str, *, model: str = "", limit: int = 10, most: bool = False) -> Sequence[Part]:
        return inventory.find_parts(self._catalogue, text, model, limit, most=most)

    def work_order_statuses(self) -> Sequence[str]:
        with self._engine.connect() as connection:
            return changes.statuses(connection)

    def reservations(self, *, part: str = "", work_order: str = "") -> Sequence[Reservation]:
        with self._engine.connect() as connection:
            return reservations.active(connection, part=part, work_order=work_order)

    def put_assets(self, assets: Iterable[Asset]) -> int:
        return writing.put(self._engine, AssetRow, map(rows.asset_row, assets))

    def put_alarms(self, alarms: Iterable[AlarmCode]) -> int:
        return writing.put(self._engine, AlarmRow, map(rows.alarm_row, alarms))

    def put_work_orders(self, orders: Iterable[WorkOrder]) -> int:
        made = map(rows.work_order_row, orders)
        return writing.put(self._engine, WorkOrderRow, made, notes.write_parts_and_notes, keeping)

    def name_fields(self, labels: Sequence[tuple[str, str]]) -> None:
        with self._engine.begin() as connection:
            kept_values.keep_labels(connection, labels)

    def put_parts(self, parts: Iterable[Part]) -> int:
        return writing.put(self._engine, PartRow, map(rows.part_row, parts), writing.write_stock)

    def stored(self, records: Sequence[known.SomeNoun]) -> dict[int, known.SomeNoun]:
        return known.stored(self._catalogue, records)

    def entity_patterns(self) -> patterns.EntityPatterns:
        """The identifiers in use; read from memory until somebody writes."""
        return patterns.entity_patterns(self._catalogue)
