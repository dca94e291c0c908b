"""The changes of records that a person approves; each runs inside the transaction of the decision."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from domain.approvals import Approval
from domain.errors import BadInput, Conflict, NotFound
from domain.records import WorkOrder
from stores.clock import utc_now
from stores.records import reservations
from stores.records.identifiers import key_of
from stores.records.orders.keeping import keeping
from stores.records.orders.numbering import next_number
from stores.records.orders.states import CLOSED, JUST_OPENED, state_of
from stores.records.rows import noun_of, work_order_row
from stores.records.tables import AssetRow, WorkOrderRow
from stores.records.writing import bump

Result = dict[str, Any]


def carry_out(connection: Connection, approval: Approval) -> Result:
    """Do what was approved; returns what it gave, for people and for the next question.

    Raises:
        NotFound: a record that it names is gone.
        Conflict: a record changed meanwhile so that it can no longer be done.
        BadInput: there is no such change.
    """
    change = CHANGES.get(approval.tool)
    if change is None:
        raise BadInput(f"Nacelle knows no change named {approval.tool}.")
    return change(connection, approval, approval.decided_at or utc_now())


def _create_work_order(connection: Connection, approval: Approval, now: datetime) -> Result:
    given = approval.args
    if connection.execute(select(AssetRow.tag).where(AssetRow.tag == given["asset"])).first() is None:
        raise NotFound(f"There is no machine {given['asset']} any more.")
    order = WorkOrder(
        **given,
        number=next_number(connection, now),
        status=_opening_status(connection),
        opened=now,
        fields={"requested by": approval.requested_by},
    )
    row = work_order_row(order)
    columns = WorkOrderRow.__table__.columns.keys()
    with keeping(connection, [order.number]):
        connection.execute(insert(WorkOrderRow).values({name: row[name] for name in columns}))
    bump(connection, WorkOrderRow.__tablename__)
    return {"work_order": order.number, "asset": order.asset, "status": order.status}


def _add_work_order_note(connection: Connection, approval: Approval, now: datetime) -> Result:
    order = _locked(connection, approval.args["work_order"])
    note = f"{now:%Y-%m-%d} {approval.requested_by}: {' '.join(approval.args['note'].split())}"
    _change(connection, order, actions="\n".join(filter(None, (order.actions, note))))
    bump(connection, WorkOrderRow.__tablename__)
    return {"work_order": order.number, "note": note}


def _set_work_order_status(connection: Connection, approval: Approval, now: datetime) -> Result:
    order, status = _locked(connection, approval.args["work_order"]), approval.args["status"]
    if key_of(order.status) == key_of(status):
        raise Conflict(f"{order.number} is {order.status} already.")
    closed = (order.closed or now) if state_of(status) == CLOSED else None
    _change(connection, order, status=status, closed=closed)
    return {"work_order": order.number, "status": status, "before": order.status}


def _reserve_part(connection: Connection, approval: Approval, now: datetime) -> Result:
    given = approval.args
    _locked(connection, given["work_order"])
    made = reservations.reserve(connection, **given, by=approval.requested_by, now=now)
    return {"reservation": made.id, **given}


def _release_reservation(connection: Connection, approval: Approval, now: datetime) -> Result:
    back = reservations.release(connection, approval.args["reservation"], by=approval.requested_by, now=now)
    return {"reservation": back.id, "part": back.part, "location": back.location, "work_order": back.work_order}


CHANGES: dict[str, Callable[[Connection, Approval, datetime], Result]] = {
    "create_work_order": _create_work_order,
    "add_work_order_note": _add_work_order_note,
    "set_work_order_status": _set_work_order_status,
    "reserve_part": _reserve_part,
    "release_reservation": _release_reservation,
}


def statuses(connection: Connection) -> list[str]:
    """The states that work orders have, commonest first."""
    count = func.count()
    query = select(WorkOrderRow.status).where(WorkOrderRow.status != "").group_by(WorkOrderRow.status)
    return list(connection.execute(query.order_by(count.desc(), WorkOrderRow.status)).scalars())


def _opening_status(connection: Connection) -> str:
    """What this organisation calls a job that was just opened."""
    return next((status for status in statuses(connection) if key_of(status) in JUST_OPENED), JUST_OPENED[0])


def _locked(connection: Connection, number: str) -> WorkOrder:
    query = select(WorkOrderRow).where(WorkOrderRow.number == number).with_for_update()
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(f"There is no work order {number} any more.")
    return noun_of(WorkOrder, row)


def _change(connection: Connection, order: WorkOrder, **changed: object) -> None:
    """Write the changed fields and what is worked out of them.

    The digest stays that of the import: importing the same file again leaves the change alone.
    """
    row = work_order_row(order.model_copy(update=changed))
    names = {*changed, "status_key", "state", "is_open"}
    of_order = WorkOrderRow.number == order.number
    with keeping(connection, [order.number]):
        connection.execute(update(WorkOrderRow).where(of_order).values({name: row[name] for name in names}))
