"""Runs: which server answers a question just now, what it sent, and how it ended."""

import uuid
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from domain.answers import Answer
from domain.errors import Conflict
from domain.model import Noun
from stores.clock import utc_now
from stores.conversations.tables import ApprovalRow, RunEventRow, ThreadRow, TurnRow
from stores.conversations.threads import Thread, Turn, own_thread, own_turn
from stores.database.schema import storable
from stores.records.rows import noun_of
from stores.writes.idempotency import Keyed, forget, keep, known, once

LEASE = timedelta(seconds=15)
CHANNEL, STOP = "nacelle_runs", "stop"
BUSY = "This conversation is still answering the last question; wait for it or cancel it."


class RunEvent(Noun):
    """One event of a run; `seq` counts from 1 and is the client's `Last-Event-ID`."""

    seq: int
    data: dict[str, Any]


class SqlRuns:
    """Each run belongs to one server by a lease that the server renews; a thread has one run at a time.

    `lease` is how long a run is believed alive after its server was last heard of.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now, server: str = "") -> None:
        self._engine = engine
        self._clock = clock
        self.server = server or uuid.uuid4().hex
        self.lease = LEASE

    @property
    def shared(self) -> bool:
        """Whether other servers may be at work on the same database."""
        return self._engine.dialect.name == "postgresql"

    def start(
        self, run_id: str, thread: Thread, question: str, *, keyed: Keyed | None = None, new: bool = False
    ) -> Turn:
        """Begin a run of a thread, which is made in the same step where it is `new`.

        A repeated request gives the turn that it began, unless that was interrupted: compare its `id` with `run_id`.

        Raises:
            NotFound: no such thread of this owner.
            Conflict: the thread is answering another question, or the key was sent with other content.
        """

        def begin(connection: Connection) -> Turn:
            before = known(connection, keyed)
            turn = _turn(connection, str(before.result["run"])) if before else None
            if turn and turn.status != "failed":
                return turn
            if new:
                connection.execute(insert(ThreadRow).values(thread.model_dump()))
            begun = self._begin(connection, run_id, thread, question)
            keep(connection, keyed, {"run": run_id}, begun.created, instead=before)
            return begun

        try:
            return once(self._engine, begin)
        except IntegrityError as error:
            raise Conflict(BUSY) from error

    def _begin(self, connection: Connection, run_id: str, thread: Thread, question: str) -> Turn:
        now = self._clock()
        kept = own_thread(connection, thread.id, thread.owner)
        if self.shared:
            _interrupt(connection, TurnRow.thread_id == thread.id, TurnRow.lease_until < now)
        asked = storable(question)
        turn = Turn(id=run_id, thread_id=kept.id, owner=kept.owner, question=asked, status="running", created=now)
        lease = {"server": self.server, "lease_until": now + self.lease, "cancel": False}
        connection.execute(insert(TurnRow).values(turn.model_dump() | lease))
        title = kept.title or " ".join(asked.split())[:80]
        connection.execute(update(ThreadRow).where(ThreadRow.id == kept.id).values(updated=now, title=title))
        return turn

    def finish(
        self, run_id: str, *, status: str, answer: Answer | None = None, events: Sequence[RunEvent] = ()
    ) -> None:
        """Keep the answer, what was sent and with them what waits for a person; without an answer that is withdrawn.

        Raises:
            Conflict: the run is not this server's any more, or has ended.
        """
        values: dict[str, Any] = {"status": status}
        if answer:
            values["answer"] = answer.model_dump(mode="json")
        own = (TurnRow.id == run_id, TurnRow.server == self.server, TurnRow.status == "running")
        with self._engine.begin() as connection:
            if connection.execute(update(TurnRow).where(*own).values(values)).rowcount != 1:
                raise Conflict("The run ended before its answer was there; ask again.")
            _insert_events(connection, run_id, events)
            thread = select(TurnRow.thread_id).where(TurnRow.id == run_id).scalar_subquery()
            connection.execute(update(ThreadRow).where(ThreadRow.id == thread).values(updated=self._clock()))
            if answer is None:
                _withdraw(connection, [run_id])
            self._ring(connection, run_id)

    def add_events(self, run_id: str, events: Sequence[RunEvent]) -> None:
        """Keep what a run has sent so far, for those who read it at another server. Raises Conflict when one is there already."""
        try:
            with self._engine.begin() as connection:
                _insert_events(connection, run_id, events)
                self._ring(connection, run_id)
        except IntegrityError as error:
            raise Conflict(f"Run '{run_id}' is unknown or has these events already.") from error

    def events(self, run_id: str, owner: str, *, after: int = 0) -> Sequence[RunEvent]:
        """What the run sent after the event `after`, in order. Raises NotFound."""
        query = select(RunEventRow).where(RunEventRow.run_id == run_id, RunEventRow.seq > after)
        with self._engine.connect() as connection:
            own_turn(connection, run_id, owner)
            return [noun_of(RunEvent, row) for row in connection.execute(query.order_by(RunEventRow.seq)).mappings()]

    def renew(self, run_ids: Collection[str]) -> Sequence[str]:
        """Say that these runs of this server are alive; returns those that somebody wants to stop."""
        own = (TurnRow.id.in_(list(run_ids)), TurnRow.server == self.server, TurnRow.status == "running")
        with self._engine.begin() as connection:
            connection.execute(update(TurnRow).where(*own).values(lease_until=self._clock() + self.lease))
            return list(connection.scalars(select(TurnRow.id).where(*own, TurnRow.cancel.is_(True))))

    def ask_to_stop(self, run_id: str, owner: str) -> None:
        """Tell the server that has it. Raises NotFound."""
        with self._engine.begin() as connection:
            own_turn(connection, run_id, owner)
            connection.execute(update(TurnRow).where(TurnRow.id == run_id).values(cancel=True))
            self._ring(connection, STOP)

    def running(self, thread_id: str) -> Sequence[str]:
        """The runs of a thread that have not ended."""
        with self._engine.connect() as connection:
            found = select(TurnRow.id).where(TurnRow.thread_id == thread_id, TurnRow.status == "running")
            return list(connection.scalars(found))

    def end_interrupted(self) -> int:
        """Mark as failed what a stopped server left "running", and withdraw what it asked for; returns how many runs.

        Where servers share the database, those whose lease has run out; else this is the only server, and all. Requests that nobody
        repeats any more are forgotten with them.
        """
        stopped = TurnRow.lease_until < self._clock()
        with self._engine.begin() as connection:
            forget(connection, self._clock())
            return _interrupt(connection, stopped if self.shared else TurnRow.server != self.server)

    def _ring(self, connection: Connection, bell: str) -> None:
        """Wake those at other servers who wait for this run, or for any that is to stop, when the transaction is done."""
        if self.shared:
            connection.execute(text("SELECT pg_notify(:channel, :bell)"), {"channel": CHANNEL, "bell": bell})


def _insert_events(connection: Connection, run_id: str, events: Sequence[RunEvent]) -> None:
    if events:
        connection.execute(insert(RunEventRow), [{"run_id": run_id, **event.model_dump()} for event in events])


def _interrupt(connection: Connection, *which: ColumnElement[bool]) -> int:
    ended = (*which, TurnRow.status == "running")
    ids = list(connection.scalars(select(TurnRow.id).where(*ended)))
    if ids:
        connection.execute(update(TurnRow).where(TurnRow.id.in_(ids), *ended).values(status="failed"))
        _withdraw(connection, ids)
    return len(ids)


def _withdraw(connection: Connection, run_ids: Collection[str]) -> None:
    undecided = (ApprovalRow.run_id.in_(run_ids), ApprovalRow.status == "pending")
    connection.execute(update(ApprovalRow).where(*undecided).values(status="withdrawn"))


def _turn(connection: Connection, run_id: str) -> Turn | None:
    row = connection.execute(select(TurnRow).where(TurnRow.id == run_id)).mappings().first()
    return noun_of(Turn, row) if row else None
