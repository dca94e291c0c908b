"""What is kept of one person: to take along, and to be erased. Work orders stay, with another name in its place."""

import re
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, delete, or_, select, update

from domain.errors import Conflict
from stores.clock import utc_now
from stores.conversations.tables import (
    ApiKeyRow,
    ApprovalRow,
    AuditRow,
    FeedbackRow,
    RequestRow,
    SessionRow,
    ThreadRow,
    TurnRow,
)
from stores.database.schema import Table
from stores.operation.graph_states import forget_threads
from stores.operation.tables import DeliveryRow
from stores.records.orders.keeping import keeping
from stores.records.tables import ReservationRow, WorkOrderRow
from stores.records.writing import bump
from stores.settings import StoreSettings
from stores.writes.audit import record

Counts = dict[str, int]
OWN_ALONE = (TurnRow, ThreadRow, FeedbackRow, RequestRow, SessionRow, ApiKeyRow)
"""What goes as a whole; the turns before their threads, so that they are counted."""
SECRET = frozenset({"salt", "hash", "id_hash"})


class SqlPeople:
    """By the name under which somebody is known here: of a key, a token, or "program/user" behind a program's key."""

    def __init__(self, engine: Engine, settings: StoreSettings, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._settings = settings
        self._clock = clock

    def export(self, name: str) -> dict[str, list[dict[str, Any]]]:
        """Every row that is this person's or says what this person did, by table; nothing that opens anything."""
        with self._engine.connect() as connection:
            return {
                table.__tablename__: [
                    {column: value for column, value in row.items() if column not in SECRET}
                    for row in connection.execute(select(table).where(condition)).mappings()
                ]
                for table, condition in _whose(name).items()
            }

    def erase(self, name: str, *, by: str = "local") -> tuple[str, Counts]:
        """Delete what is this person's, and put another name where records have to stay; returns that name, and rows by table.

        Raises:
            Conflict: one of this person's questions is being answered.
        """
        other = f"erased-{secrets.token_hex(4)}"
        with self._engine.begin() as connection:
            running = select(TurnRow.id).where(TurnRow.owner == name, TurnRow.status == "running")
            if connection.execute(running).first():
                raise Conflict(f"A question of {name} is being answered; try again when it is done.")
            threads = list(connection.scalars(select(ThreadRow.id).where(ThreadRow.owner == name)))
            counts = _rename(connection, name, other) | _remove(connection, name)
            record(connection, self._clock(), by, "person erased", other, counts)
        counts["agent states"] = forget_threads(self._settings, self._engine, threads)
        return other, counts


def _whose(name: str) -> dict[type[Table], ColumnElement[bool]]:
    return {
        ThreadRow: ThreadRow.owner == name,
        TurnRow: TurnRow.owner == name,
        FeedbackRow: FeedbackRow.owner == name,
        RequestRow: RequestRow.owner == name,
        SessionRow: SessionRow.name == name,
        ApiKeyRow: ApiKeyRow.name == name,
        ApprovalRow: or_(ApprovalRow.requested_by == name, ApprovalRow.decided_by == name),
        ReservationRow: or_(ReservationRow.created_by == name, ReservationRow.released_by == name),
        AuditRow: or_(AuditRow.actor == name, AuditRow.target == name),
    }


def _remove(connection: Connection, name: str) -> Counts:
    whose = _whose(name)
    return {table.__tablename__: connection.execute(delete(table).where(whose[table])).rowcount for table in OWN_ALONE}


def _rename(connection: Connection, name: str, other: str) -> Counts:
    """In what stays. Only rows that name the person are looked at: the same word in another's text is none of this."""
    waiting = (ApprovalRow.requested_by == name, ApprovalRow.status == "pending")
    connection.execute(update(ApprovalRow).where(*waiting).values(status="withdrawn"))
    whose = _whose(name)
    approvals = connection.execute(select(ApprovalRow).where(whose[ApprovalRow])).mappings().all()
    orders = {str(row["result"]["work_order"]) for row in approvals if (row["result"] or {}).get("work_order")}
    told = delete(DeliveryRow).where(DeliveryRow.subject.in_([row["id"] for row in approvals]))
    connection.execute(told)
    counts = {"approvals": _reword(connection, ApprovalRow, "id", approvals, name, other)}
    with keeping(connection, sorted(orders)):
        found = _orders(connection, orders)
        counts["work_orders"] = _reword(connection, WorkOrderRow, "number", found, name, other)
    bump(connection, WorkOrderRow.__tablename__)
    for table in (ReservationRow, AuditRow):
        rows = connection.execute(select(table).where(whose[table])).mappings().all()
        counts[table.__tablename__] = _reword(connection, table, "id", rows, name, other)
    return counts


def _orders(connection: Connection, numbers: set[str]) -> Sequence[RowMapping]:
    columns = (WorkOrderRow.number, WorkOrderRow.actions, WorkOrderRow.fields)
    return connection.execute(select(*columns).where(WorkOrderRow.number.in_(numbers))).mappings().all()


def _reword(
    connection: Connection, table: type[Table], key: str, rows: Sequence[RowMapping], name: str, other: str
) -> int:
    named = re.compile(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])")
    for row in rows:
        changed = {column: _other(value, named, other) for column, value in row.items() if column != key}
        changed = {column: value for column, value in changed.items() if value != row[column]}
        if changed:
            connection.execute(update(table).where(getattr(table, key) == row[key]).values(changed))
    return len(rows)


def _other(value: Any, named: re.Pattern[str], other: str) -> Any:
    if isinstance(value, str):
        return named.sub(other, value)
    if isinstance(value, list):
        return [_other(one, named, other) for one in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {key: _other(one, named, other) for key, one in cast("dict[str, Any]", value).items()}
    return value
