"""Past and open jobs (protocol `WorkOrders`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from domain.records import WorkOrder
from stores.database.schema import in_utc
from stores.records.catalogue import Catalogue
from stores.records.identifiers import key_of
from stores.records.orders.states import OPEN, STATES
from stores.records.orders.words.ranked import best_first
from stores.records.rows import noun_of
from stores.records.tables import WorkOrderPartRow, WorkOrderRow

NEWEST = WorkOrderRow.opened_epoch.desc()


@dataclass(frozen=True)
class Wanted:
    """What work orders are narrowed by; an empty field does not narrow."""

    asset: str = ""
    status: str = ""
    kind: str = ""
    alarm_code: str = ""
    component: str = ""
    part: str = ""
    opened_from: datetime | None = None
    opened_to: datetime | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same as SQL. `opened_from` is included, `opened_to` is not."""
        found: list[ColumnElement[bool]] = []
        if self.asset:
            found.append(WorkOrderRow.asset_key == key_of(self.asset))
        if self.status:
            found.append(of_status(key_of(self.status)))
        if self.kind:
            found.append(WorkOrderRow.kind_key == key_of(self.kind))
        if self.alarm_code:
            found.append(WorkOrderRow.alarm_key == key_of(self.alarm_code))
        if self.component:
            found.append(WorkOrderRow.component_key.contains(key_of(self.component), autoescape=True))
        if self.part:
            using = select(WorkOrderPartRow.number).where(WorkOrderPartRow.part_key == key_of(self.part))
            found.append(WorkOrderRow.number.in_(using))
        if self.opened_from:
            found.append(WorkOrderRow.opened >= in_utc(self.opened_from))
        if self.opened_to:
            found.append(WorkOrderRow.opened < in_utc(self.opened_to))
        return found


_STATES = {key_of(state): state for state in STATES}


def of_status(status: str) -> ColumnElement[bool]:
    """A status by its key; one of `STATES` whatever the company calls it, where `open` is every job that is not done."""
    if status == OPEN:
        return WorkOrderRow.is_open.is_(True)
    if status in _STATES:
        return WorkOrderRow.state == _STATES[status]
    return WorkOrderRow.status_key == status


def work_order(catalogue: Catalogue, number: str) -> WorkOrder:
    """One job by its number. Raises NotFound."""
    with catalogue.engine.connect() as connection:
        return noun_of(WorkOrder, catalogue.look_up_one(connection, WorkOrderRow, number, "work order"))


def find_work_orders(catalogue: Catalogue, wanted: Wanted, text: str, limit: int) -> Sequence[WorkOrder]:
    """Newest first, or best first when `text` is given."""
    conditions = wanted.conditions()
    with catalogue.engine.connect() as connection:
        if text.strip():
            return _by_words(connection, text, conditions, limit)
        rows = connection.execute(
            select(WorkOrderRow).where(*conditions).order_by(NEWEST, WorkOrderRow.number.desc()).limit(limit)
        ).mappings()
        return [noun_of(WorkOrder, row) for row in rows]


def _by_words(
    connection: Connection, text: str, conditions: Sequence[ColumnElement[bool]], limit: int
) -> Sequence[WorkOrder]:
    best = best_first(connection, text, conditions, limit)
    rows = connection.execute(select(WorkOrderRow).where(WorkOrderRow.number.in_(best))).mappings()
    by_number = {row["number"]: row for row in rows}
    return [noun_of(WorkOrder, by_number[number]) for number in best]
