"""Writes that wait for a person: decided once, before they expire, and carried out once."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.errors import Conflict, NotFound
from domain.model import Noun
from stores.audit import record
from stores.clock import utc_now
from stores.conversation_tables import ApprovalRow
from stores.records.rows import noun_of
from stores.schema import storable

ApprovalStatus = Literal["pending", "approved", "rejected", "running", "done", "failed"]


class Approval(Noun):
    """One write and its fate. Pending past `expires_at` means expired: it can no longer be decided."""

    id: str
    thread_id: str
    run_id: str
    tool: str
    args: dict[str, Any]
    args_hash: str
    summary: str
    status: ApprovalStatus = "pending"
    requested_by: str
    created: datetime
    expires_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None
    note: str = ""
    result: dict[str, Any] | None = None


class SqlApprovals:
    """Every step is one compare-and-set, so that of any number of callers one succeeds; each is audited."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def put(self, approval: Approval) -> None:
        """Raises Conflict when the id is taken."""
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(ApprovalRow).values(approval.model_dump()))
                self._record(connection, approval.requested_by, "requested", approval)
        except IntegrityError as error:
            raise Conflict(f"There is an approval '{approval.id}' already.") from error

    def get(self, approval_id: str, *, owner: str = "") -> Approval:
        """With `owner`, only what that person requested. Raises NotFound."""
        with self._engine.connect() as connection:
            return _approval(connection, approval_id, owner)

    def waiting(self, *, owner: str = "") -> Sequence[Approval]:
        """Those that can be decided now, oldest first; with `owner`, only what that person requested."""
        query = select(ApprovalRow).where(ApprovalRow.status == "pending", ApprovalRow.expires_at > self._clock())
        if owner:
            query = query.where(ApprovalRow.requested_by == owner)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(ApprovalRow.created, ApprovalRow.id)).mappings()
            return [noun_of(Approval, row) for row in rows]

    def decide(
        self, approval_id: str, decision: Literal["approved", "rejected"], *, by: str, note: str = "", owner: str = ""
    ) -> Approval:
        """Decide it, once.

        Raises:
            NotFound: no such approval (of `owner`, where given).
            Conflict: it was decided already, or has expired.
        """
        now = self._clock()
        values = {"status": decision, "decided_by": by, "decided_at": now, "note": storable(note)}
        with self._engine.begin() as connection:
            in_time = ApprovalRow.expires_at > now
            moved = self._move(connection, approval_id, "pending", values, in_time, *_owned_by(owner))
            approval = _approval(connection, approval_id, owner)
            if not moved:
                raise Conflict(_why_not(approval))
            self._record(connection, by, decision, approval)
        return approval

    def begin(self, approval_id: str, args: Mapping[str, Any]) -> Approval:
        """Take an approved write to carry it out; only one caller ever gets it.

        Raises:
            NotFound: no such approval.
            Conflict: it was approved for other arguments, not approved, or begun already.
        """
        same_args = ApprovalRow.args_hash == hash_of(args)
        with self._engine.begin() as connection:
            moved = self._move(connection, approval_id, "approved", {"status": "running"}, same_args)
            approval = _approval(connection, approval_id)
            if not moved:
                reason = "is for other arguments" if approval.status == "approved" else f"is {approval.status}"
                raise Conflict(f"Approval '{approval_id}' {reason}; the write was not done.")
            self._record(connection, approval.decided_by, "begun", approval)
        return approval

    def finish(self, approval_id: str, result: Mapping[str, Any], *, failed: bool = False) -> Approval:
        """Keep what the write gave. Raises NotFound, and Conflict when it had not begun."""
        status = "failed" if failed else "done"
        with self._engine.begin() as connection:
            moved = self._move(connection, approval_id, "running", {"status": status, "result": dict(result)})
            approval = _approval(connection, approval_id)
            if not moved:
                raise Conflict(f"Approval '{approval_id}' is {approval.status}, not running.")
            self._record(connection, approval.decided_by, status, approval)
        return approval

    def _move(
        self,
        connection: Connection,
        approval_id: str,
        expected: ApprovalStatus,
        values: Mapping[str, Any],
        *conditions: ColumnElement[bool],
    ) -> bool:
        found = (ApprovalRow.id == storable(approval_id), ApprovalRow.status == expected, *conditions)
        return connection.execute(update(ApprovalRow).where(*found).values(values)).rowcount == 1

    def _record(self, connection: Connection, actor: str, action: str, approval: Approval) -> None:
        detail = {"tool": approval.tool, "args": approval.args, "args_hash": approval.args_hash, "note": approval.note}
        record(connection, self._clock(), actor, f"approval {action}", approval.id, detail)


def hash_of(args: Mapping[str, Any]) -> str:
    """What binds an approval to its exact arguments: SHA-256 of their canonical JSON, in hex."""
    canonical = json.dumps(args, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _owned_by(owner: str) -> tuple[ColumnElement[bool], ...]:
    return (ApprovalRow.requested_by == owner,) if owner else ()


def _approval(connection: Connection, approval_id: str, owner: str = "") -> Approval:
    query = select(ApprovalRow).where(ApprovalRow.id == storable(approval_id), *_owned_by(owner))
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(f"No approval '{approval_id}'.")
    return noun_of(Approval, row)


def _why_not(approval: Approval) -> str:
    if approval.status == "pending":
        return f"Approval '{approval.id}' expired at {approval.expires_at:%Y-%m-%d %H:%M} UTC."
    return f"Approval '{approval.id}' was decided already: it is {approval.status}."
