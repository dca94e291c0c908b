"""Writes that wait for a person: decided once, before they expire, and carried out in the same transaction."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.approvals import Approval, ApprovalStatus
from domain.errors import BadInput, Conflict, NacelleError, NotFound, Unavailable
from stores.clock import utc_now
from stores.conversations.tables import ApprovalRow, TurnRow
from stores.database.paging import Mark, newest_first
from stores.database.schema import storable
from stores.records.changes import carry_out
from stores.records.rows import noun_of
from stores.writes.audit import record
from stores.writes.idempotency import Keyed, keep, known

Write = Callable[[Connection, Approval], dict[str, Any]]
BOUND = frozenset({"asset", "work_order", "part", "reservation"})
"""Arguments that name the record that is written to."""
ALTERED = "Its arguments are no longer those that were asked for; nothing was written."
HALFWAY = "Nacelle stopped while this was being written by an earlier version; look at the record before asking again."


ANSWERED = ~select(TurnRow.id).where(TurnRow.id == ApprovalRow.run_id, TurnRow.answer.is_(None)).exists()
"""What a run asks for counts from the moment on in which its answer is kept: a run that was stopped asks for nothing."""


class SqlApprovals:
    """Every step is one compare-and-set, so that of any number of callers one succeeds; each is audited."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now, write: Write = carry_out) -> None:
        self._engine = engine
        self._clock = clock
        self._write = write

    def put(self, *approvals: Approval) -> None:
        """Keep all or none. Raises Conflict when an id is taken."""
        try:
            with self._engine.begin() as connection:
                for approval in approvals:
                    connection.execute(insert(ApprovalRow).values(_storable(approval)))
                    self._record(connection, approval.requested_by, "requested", approval)
        except IntegrityError as error:
            raise Conflict(f"There is an approval '{approvals[0].id}' already.") from error

    def get(self, approval_id: str) -> Approval:
        """Raises NotFound."""
        with self._engine.connect() as connection:
            return _approval(connection, approval_id)

    def waiting(self) -> Sequence[Approval]:
        """Those that can be decided now, oldest first."""
        return self._all(ApprovalRow.status == "pending", ApprovalRow.expires_at > self._clock(), ANSWERED)

    def of_thread(self, thread_id: str) -> Sequence[Approval]:
        """Everything that was asked for in one conversation, oldest first."""
        return self._all(ApprovalRow.thread_id == storable(thread_id))

    def recent(self, limit: int = 200, after: Mark | None = None) -> Sequence[Approval]:
        """The newest, whatever became of them, from behind `after` on."""
        query = newest_first(select(ApprovalRow), ApprovalRow.created, ApprovalRow.id, limit=limit, after=after)
        with self._engine.connect() as connection:
            return [noun_of(Approval, row) for row in connection.execute(query).mappings()]

    def _all(self, *conditions: ColumnElement[bool]) -> Sequence[Approval]:
        query = select(ApprovalRow).where(*conditions).order_by(ApprovalRow.created, ApprovalRow.id)
        with self._engine.connect() as connection:
            return [noun_of(Approval, row) for row in connection.execute(query).mappings()]

    def decide(
        self,
        approval_id: str,
        decision: Literal["approved", "rejected"],
        *,
        by: str,
        note: str = "",
        changes: Mapping[str, str | int] | None = None,
        keyed: Keyed | None = None,
    ) -> Approval:
        """Decide it, once. An approved write is done when this returns, or `failed` with its reason.

        `changes` are arguments as whoever approves wants them; which record is written to cannot be changed. The audit
        holds what was asked for and what was approved. A request that is repeated under its key is told what became of it.

        Raises:
            NotFound: no such approval.
            Conflict: it was decided already, or has expired, or its key was sent with other content.
            BadInput: a change that cannot be made.
            Unavailable: the database is out of reach; nothing was decided.
        """
        now = self._clock()
        values = {"status": decision, "decided_by": by, "decided_at": now, "note": storable(note)}
        with self._engine.begin() as connection:
            moved = self._move(connection, approval_id, "pending", values, ApprovalRow.expires_at > now, ANSWERED)
            approval = _approval(connection, approval_id)
            if not moved:
                if known(connection, keyed) is None:
                    raise Conflict(_why_not(approval, now))
                return approval
            keep(connection, keyed, {"approval": approval_id}, now)
            if changes:
                approval = self._change(connection, approval, changes)
            self._record(connection, by, decision, approval)
            return self._carry_out(connection, approval) if decision == "approved" else approval

    def withdraw(self, run_id: str) -> int:
        """Take back what a run asked for and nobody decided; returns how many there were."""
        undecided = (ApprovalRow.run_id == run_id, ApprovalRow.status == "pending")
        with self._engine.begin() as connection:
            return connection.execute(update(ApprovalRow).where(*undecided).values(status="withdrawn")).rowcount

    def finish_interrupted(self) -> Sequence[Approval]:
        """Carry out what was approved and not begun, and report as failed what was begun: both only by older versions."""
        finished: list[Approval] = []
        for left in self._all(ApprovalRow.status.in_(("approved", "running"))):
            with self._engine.begin() as connection:
                if left.status == "running":
                    finished.append(self._end(connection, left, "failed", {"reason": HALFWAY}))
                # A write to the row first: SQLite gives the lock to one process.
                elif self._move(connection, left.id, "approved", {"status": "approved"}):
                    finished.append(self._carry_out(connection, left))
        return finished

    def _carry_out(self, connection: Connection, approval: Approval) -> Approval:
        """Write in the transaction of the decision: a stop in between leaves neither or both."""
        if hash_of(approval.args) != approval.args_hash:
            return self._end(connection, approval, "failed", {"reason": ALTERED})
        try:
            with connection.begin_nested():
                result = self._write(connection, approval)
        except Unavailable:
            raise
        except NacelleError as error:
            return self._end(connection, approval, "failed", {"reason": str(error)})
        return self._end(connection, approval, "done", result)

    def _end(
        self, connection: Connection, approval: Approval, status: ApprovalStatus, result: Mapping[str, Any]
    ) -> Approval:
        self._move(connection, approval.id, approval.status, {"status": status, "result": dict(result)})
        ended = _approval(connection, approval.id)
        self._record(connection, ended.decided_by, status, ended)
        return ended

    def _change(self, connection: Connection, approval: Approval, changes: Mapping[str, str | int]) -> Approval:
        for name, value in changes.items():
            if name in BOUND or type(approval.args.get(name)) is not type(value):
                raise BadInput(f"'{name}' of this cannot be changed; reject it and ask for what is wanted.")
        args = approval.args | {
            name: storable(value) if isinstance(value, str) else value for name, value in changes.items()
        }
        summary = f"{approval.summary} (changed by {approval.decided_by})"
        values = {"args": args, "args_hash": hash_of(args), "summary": summary}
        connection.execute(update(ApprovalRow).where(ApprovalRow.id == approval.id).values(values))
        return _approval(connection, approval.id)

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
        kept = ("tool", "args", "args_hash", "thread_id", "run_id", "evidence", "note", "result")
        detail = {name: value for name, value in approval.model_dump(mode="json").items() if name in kept}
        record(connection, self._clock(), actor, f"approval {action}", approval.id, detail)


def hash_of(args: Mapping[str, Any]) -> str:
    """What binds an approval to its exact arguments: SHA-256 of their canonical JSON, in hex."""
    canonical = json.dumps(args, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _storable(approval: Approval) -> dict[str, Any]:
    return approval.model_dump() | {"roles": list(approval.roles), "evidence": list(approval.evidence)}


def _approval(connection: Connection, approval_id: str) -> Approval:
    query = select(ApprovalRow).where(ApprovalRow.id == storable(approval_id))
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(f"No approval '{approval_id}'.")
    return noun_of(Approval, row)


def _why_not(approval: Approval, now: datetime) -> str:
    if approval.status == "pending" and approval.expires_at > now:
        return f"Approval '{approval.id}' belongs to an answer that is not finished; wait for it."
    if approval.status == "pending":
        return f"Approval '{approval.id}' expired at {approval.expires_at:%Y-%m-%d %H:%M} UTC; ask again."
    by = f" by {approval.decided_by}" if approval.decided_by else ""
    return f"Approval '{approval.id}' was decided already{by}: it is {approval.status}."
