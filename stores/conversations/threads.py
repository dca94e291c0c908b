"""Conversations as the client shows them. Everything belongs to an owner; what is another's is not found."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from domain.answers import Answer
from domain.errors import Conflict, NotFound
from domain.model import Noun
from stores.clock import utc_now
from stores.conversations.tables import ThreadRow, TurnRow
from stores.database.paging import Mark, newest_first
from stores.database.schema import storable
from stores.records.rows import noun_of
from stores.writes.idempotency import Keyed, keep, known, once


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


class SqlThreads:
    """Threads and their turns; `stores/conversations/runs.py` makes turns."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def create(
        self,
        owner: str,
        *,
        title: str = "",
        asset: str = "",
        library: str = "main",
        id: str = "",
        keyed: Keyed | None = None,
    ) -> Thread:
        """A new thread, one for each key. Raises Conflict when the id is taken, or the key was sent with other content."""
        thread = self.new(owner, title=title, asset=asset, library=library, id=id)

        def add(connection: Connection) -> Thread:
            if before := known(connection, keyed):
                return Thread.model_validate(before.result)
            connection.execute(insert(ThreadRow).values(thread.model_dump()))
            keep(connection, keyed, thread.model_dump(mode="json"), thread.created)
            return thread

        try:
            return once(self._engine, add)
        except IntegrityError as error:
            raise Conflict(f"There is a thread '{thread.id}' already.") from error

    def new(self, owner: str, *, title: str = "", asset: str = "", library: str = "main", id: str = "") -> Thread:
        """A thread that is not kept yet: its first run brings it."""
        now = self._clock()
        return Thread(
            id=storable(id) or uuid.uuid4().hex,
            owner=owner,
            title=storable(title),
            asset=storable(asset),
            library=storable(library),
            created=now,
            updated=now,
        )

    def get(self, thread_id: str, owner: str) -> Thread:
        """Raises NotFound, also for another owner's."""
        with self._engine.connect() as connection:
            return own_thread(connection, thread_id, owner)

    def of(self, owner: str, *, limit: int = 50, after: Mark | None = None) -> Sequence[Thread]:
        """The owner's threads, last used first, from behind `after` on."""
        query = select(ThreadRow).where(ThreadRow.owner == owner)
        query = newest_first(query, ThreadRow.updated, ThreadRow.id, limit=limit, after=after)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings()
            return [noun_of(Thread, row) for row in rows]

    def change(self, thread_id: str, owner: str, *, title: str | None = None, asset: str | None = None) -> Thread:
        """Rename it, or set what machine it is about. Raises NotFound."""
        given = {"title": title, "asset": asset}
        values = {name: storable(value) for name, value in given.items() if value is not None}
        with self._engine.begin() as connection:
            own_thread(connection, thread_id, owner)
            connection.execute(
                update(ThreadRow).where(ThreadRow.id == thread_id).values(updated=self._clock(), **values)
            )
            return own_thread(connection, thread_id, owner)

    def delete(self, thread_id: str, owner: str) -> None:
        """With its turns and events. Raises NotFound."""
        with self._engine.begin() as connection:
            own_thread(connection, thread_id, owner)
            connection.execute(delete(ThreadRow).where(ThreadRow.id == thread_id))

    def delete_turn(self, run_id: str, owner: str) -> None:
        """With its events; a thread goes with its last turn. Raises NotFound, also for another owner's."""
        with self._engine.begin() as connection:
            turn = own_turn(connection, run_id, owner)
            connection.execute(delete(TurnRow).where(TurnRow.id == turn.id))
            left = select(TurnRow.id).where(TurnRow.thread_id == turn.thread_id)
            connection.execute(delete(ThreadRow).where(ThreadRow.id == turn.thread_id, ~left.exists()))

    def turn(self, run_id: str, owner: str) -> Turn:
        """Raises NotFound, also for another owner's."""
        with self._engine.connect() as connection:
            return own_turn(connection, run_id, owner)

    def turns(
        self, thread_id: str, owner: str, *, last: int | None = None, before: str | None = None
    ) -> Sequence[Turn]:
        """In the order of asking: all, or the `last` so many, up to the turn `before`. Raises NotFound."""
        query = select(TurnRow).where(TurnRow.thread_id == storable(thread_id))
        with self._engine.connect() as connection:
            own_thread(connection, thread_id, owner)
            if before is not None:
                end = own_turn(connection, before, owner)
                query = query.where(tuple_(TurnRow.created, TurnRow.id) < (end.created, end.id))
            newest_first = query.order_by(TurnRow.created.desc(), TurnRow.id.desc()).limit(last)
            return [noun_of(Turn, row) for row in connection.execute(newest_first).mappings()][::-1]


def own_thread(connection: Connection, thread_id: str, owner: str) -> Thread:
    """Raises NotFound, also for another owner's."""
    query = select(ThreadRow).where(ThreadRow.id == storable(thread_id), ThreadRow.owner == owner)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(f"No thread '{thread_id}'.")
    return noun_of(Thread, row)


def own_turn(connection: Connection, run_id: str, owner: str) -> Turn:
    """Raises NotFound, also for another owner's."""
    query = select(TurnRow).where(TurnRow.id == storable(run_id), TurnRow.owner == owner)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(f"No run '{run_id}'.")
    return noun_of(Turn, row)
