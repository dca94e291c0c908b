"""Conversations as the client shows them. Everything belongs to an owner; what is another's is not found."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from domain.answers import Answer
from domain.errors import Conflict, NotFound
from domain.model import Noun
from stores.clock import utc_now
from stores.conversation_tables import RunEventRow, ThreadRow, TurnRow
from stores.records.rows import noun_of
from stores.schema import storable


class Thread(Noun):
    """One conversation."""

    id: str
    owner: str
    title: str = ""
    asset: str = ""
    library: str = "main"
    created: datetime
    updated: datetime


class Turn(Noun):
    """One question. `status` is "running", "cancelled", or that of the answer."""

    id: str
    thread_id: str
    owner: str
    question: str
    answer: Answer | None = None
    status: str
    created: datetime


class RunEvent(Noun):
    """One event of a run; `seq` counts from 1 and is the client's `Last-Event-ID`."""

    seq: int
    data: dict[str, Any]


class SqlThreads:
    """Threads, their turns and the events of each run."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def create(self, owner: str, *, title: str = "", asset: str = "", library: str = "main", id: str = "") -> Thread:
        """A new thread. Raises Conflict when the id is taken."""
        now = self._clock()
        thread = Thread(
            id=storable(id) or uuid.uuid4().hex,
            owner=owner,
            title=storable(title),
            asset=storable(asset),
            library=storable(library),
            created=now,
            updated=now,
        )
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(ThreadRow).values(thread.model_dump()))
        except IntegrityError as error:
            raise Conflict(f"There is a thread '{thread.id}' already.") from error
        return thread

    def get(self, thread_id: str, owner: str) -> Thread:
        """Raises NotFound, also for another owner's."""
        with self._engine.connect() as connection:
            return _own_thread(connection, thread_id, owner)

    def of(self, owner: str, *, limit: int = 50, before: datetime | None = None) -> Sequence[Thread]:
        """The owner's threads, last used first; `before` continues after a page's last `updated`."""
        query = select(ThreadRow).where(ThreadRow.owner == owner)
        if before:
            query = query.where(ThreadRow.updated < before)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(ThreadRow.updated.desc(), ThreadRow.id).limit(limit)).mappings()
            return [noun_of(Thread, row) for row in rows]

    def change(self, thread_id: str, owner: str, *, title: str | None = None, asset: str | None = None) -> Thread:
        """Rename it, or set what machine it is about. Raises NotFound."""
        given = {"title": title, "asset": asset}
        values = {name: storable(value) for name, value in given.items() if value is not None}
        with self._engine.begin() as connection:
            _own_thread(connection, thread_id, owner)
            connection.execute(
                update(ThreadRow).where(ThreadRow.id == thread_id).values(updated=self._clock(), **values)
            )
            return _own_thread(connection, thread_id, owner)

    def delete(self, thread_id: str, owner: str) -> None:
        """With its turns and events. Raises NotFound."""
        with self._engine.begin() as connection:
            _own_thread(connection, thread_id, owner)
            connection.execute(delete(ThreadRow).where(ThreadRow.id == thread_id))

    def start_turn(self, run_id: str, thread_id: str, owner: str, question: str, *, idempotency_key: str = "") -> Turn:
        """Begin a run. The same idempotency key gives the turn that it began first: compare its `id` with `run_id`.

        Raises:
            NotFound: no such thread of this owner.
            Conflict: the run id is taken.
        """
        key = storable(idempotency_key) or None
        now = self._clock()
        turn = Turn(
            id=run_id, thread_id=thread_id, owner=owner, question=storable(question), status="running", created=now
        )
        try:
            with self._engine.begin() as connection:
                thread = _own_thread(connection, thread_id, owner)
                connection.execute(insert(TurnRow).values(turn.model_dump() | {"idempotency_key": key}))
                title = thread.title or " ".join(turn.question.split())[:80]
                connection.execute(update(ThreadRow).where(ThreadRow.id == thread_id).values(updated=now, title=title))
        except IntegrityError as error:
            return self._begun_before(thread_id, owner, key, error)
        return turn

    def _begun_before(self, thread_id: str, owner: str, key: str | None, error: IntegrityError) -> Turn:
        same = (TurnRow.owner == owner, TurnRow.thread_id == thread_id, TurnRow.idempotency_key == key)
        with self._engine.connect() as connection:
            row = connection.execute(select(TurnRow).where(*same)).mappings().first() if key else None
        if row is None:
            raise Conflict("This run has begun already.") from error
        return noun_of(Turn, row)

    def finish_turn(self, run_id: str, owner: str, *, status: str, answer: Answer | None = None) -> Turn:
        """Keep the answer as it was shown; `status` is the answer's, or "cancelled" without one. Raises NotFound."""
        values: dict[str, Any] = {"status": status}
        if answer:
            values["answer"] = answer.model_dump(mode="json")
        with self._engine.begin() as connection:
            turn = _own_turn(connection, run_id, owner)
            connection.execute(update(TurnRow).where(TurnRow.id == run_id).values(values))
            connection.execute(update(ThreadRow).where(ThreadRow.id == turn.thread_id).values(updated=self._clock()))
            return _own_turn(connection, run_id, owner)

    def end_interrupted(self) -> int:
        """Mark the turns that a stopped server left "running" as failed; returns how many there were."""
        running = TurnRow.status == "running"
        with self._engine.begin() as connection:
            return connection.execute(update(TurnRow).where(running).values(status="failed")).rowcount

    def turn(self, run_id: str, owner: str) -> Turn:
        """Raises NotFound, also for another owner's."""
        with self._engine.connect() as connection:
            return _own_turn(connection, run_id, owner)

    def turns(
        self, thread_id: str, owner: str, *, last: int | None = None, before: str | None = None
    ) -> Sequence[Turn]:
        """In the order of asking: all, or the `last` so many, up to the turn `before`. Raises NotFound."""
        query = select(TurnRow).where(TurnRow.thread_id == storable(thread_id))
        with self._engine.connect() as connection:
            _own_thread(connection, thread_id, owner)
            if before is not None:
                end = _own_turn(connection, before, owner)
                query = query.where(tuple_(TurnRow.created, TurnRow.id) < (end.created, end.id))
            newest_first = query.order_by(TurnRow.created.desc(), TurnRow.id.desc()).limit(last)
            return [noun_of(Turn, row) for row in connection.execute(newest_first).mappings()][::-1]

    def add_events(self, run_id: str, events: Sequence[RunEvent]) -> None:
        """Keep what a run sent. Raises Conflict when one is there already."""
        rows = [{"run_id": run_id, **event.model_dump()} for event in events]
        if not rows:
            return
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(RunEventRow), rows)
        except IntegrityError as error:
            raise Conflict(f"Run '{run_id}' is unknown or has these events already.") from error

    def events(self, run_id: str, owner: str, *, after: int = 0) -> Sequence[RunEvent]:
        """What the run sent after the event `after`, in order. Raises NotFound."""
        query = select(RunEventRow).where(RunEventRow.run_id == run_id, RunEventRow.seq > after)
        with self._engine.connect() as connection:
            _own_turn(connection, run_id, owner)
            return [noun_of(RunEvent, row) for row in connection.execute(query.order_by(RunEventRow.seq)).mappings()]


def _own_thread(connection: Connection, thread_id: str, owner: str) -> Thread:
    query = select(ThreadRow).where(ThreadRow.id == storable(thread_id), ThreadRow.owner == owner)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(f"No thread '{thread_id}'.")
    return noun_of(Thread, row)


def _own_turn(connection: Connection, run_id: str, owner: str) -> Turn:
    query = select(TurnRow).where(TurnRow.id == storable(run_id), TurnRow.owner == owner)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(f"No run '{run_id}'.")
    return noun_of(Turn, row)
