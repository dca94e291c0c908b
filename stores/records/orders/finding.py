"""Past and open jobs (protocol `WorkOrders`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, select

from domain.records import WorkOrder
from stores.database.schema import in_utc
from stores.records.catalogue import Catalogue
from stores.records.identifiers import key_of
from stores.records.orders.states import OPEN, STATES
from stores.records.rows import noun_of
from stores.records.tables import WorkOrderPartRow, WorkOrderRow
from stores.records.writing import in_batches

WEIGHTS = (
    ("title", 3.0),
    ("component", 2.0),
    ("failure_mode", 2.0),
    ("description", 1.0),
    ("actions", 1.0),
    ("alarm_code", 1.0),
    ("number", 1.0),
    ("asset", 1.0),
    ("fields", 0.5),
)
NEWEST = WorkOrderRow.opened_epoch.desc()
FEW = 500


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
            return _by_words(catalogue, connection, text, conditions, limit)
        rows = connection.execute(
            select(WorkOrderRow).where(*conditions).order_by(NEWEST, WorkOrderRow.number.desc()).limit(limit)
        ).mappings()
        return [noun_of(WorkOrder, row) for row in rows]


def _by_words(
    catalogue: Catalogue,
    connection: Connection,
    text: str,
    conditions: Sequence[ColumnElement[bool]],
    limit: int,
) -> Sequence[WorkOrder]:
    ranked = catalogue.words(connection, WorkOrderRow, WEIGHTS, NEWEST).search(text)
    if conditions:
        ranked = _narrowed(connection, ranked, conditions, limit)
    best = ranked[:limit]
    rows = connection.execute(select(WorkOrderRow).where(WorkOrderRow.number.in_(best))).mappings()
    by_number = {row["number"]: row for row in rows}
    return [noun_of(WorkOrder, by_number[number]) for number in best if number in by_number]


def _narrowed(
    connection: Connection, ranked: Sequence[str], conditions: Sequence[ColumnElement[bool]], limit: int
) -> list[str]:
    """The first `limit` of `ranked` that meet the conditions: all that meet them are read where these are few."""
    meeting = select(WorkOrderRow.number).where(*conditions)
    few = set(connection.execute(meeting.limit(FEW + 1)).scalars())
    if len(few) <= FEW:
        return [number for number in ranked if number in few][:limit]
    found: list[str] = []
    for batch in in_batches(ranked, max(100, 4 * limit)):
        meets = select(WorkOrderRow.number, and_(*conditions)).where(WorkOrderRow.number.in_(batch))
        allowed = {number for number, does in connection.execute(meets) if does}
        found.extend(number for number in batch if number in allowed)
        if len(found) >= limit:
            break
    return found[:limit]
