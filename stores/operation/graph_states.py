"""The agent's states of conversations, as LangGraph keeps them: what goes, and what only stands in the way.

Its savers have no such step, so this knows their tables (langgraph-checkpoint-sqlite 3, -postgres 3); a test runs it on both.
"""

import uuid
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, create_engine, inspect, text

from stores.settings import StoreSettings

UUID6_EPOCH = 0x01B21DD213814000
"""From 1582-10-15 to 1970-01-01 in units of 100 ns (RFC 9562)."""
SAME = "t.thread_id = n.thread_id AND t.checkpoint_ns = n.checkpoint_ns"
VERSION_IN_USE = (
    "SELECT 1 FROM checkpoints n WHERE " + SAME + " AND n.checkpoint -> 'channel_versions' ->> t.channel = t.version"
)


def forget_threads(settings: StoreSettings, engine: Engine, thread_ids: Sequence[str]) -> int:
    """Delete the states of these conversations; returns how many rows."""
    with _connected(settings, engine) as connection:
        return sum(_forget(connection, thread_id) for thread_id in thread_ids)


def prune(settings: StoreSettings, engine: Engine, before: datetime, *, dry_run: bool = False) -> int:
    """Delete conversations that rest since before then, and of the others every state but the last; returns how many rows."""
    with _connected(settings, engine, dry_run=dry_run) as connection:
        if not inspect(connection).has_table("checkpoints"):
            return 0
        resting = text("SELECT thread_id FROM checkpoints GROUP BY thread_id HAVING max(checkpoint_id) < :bound")
        threads = list(connection.scalars(resting, {"bound": first_id_at(before)}))
        return sum(_forget(connection, thread_id) for thread_id in threads) + _superseded(connection)


def first_id_at(moment: datetime) -> str:
    """No id of a state that is made from `moment` on sorts before this: they are UUIDs of version 6."""
    ticks = int(moment.timestamp() * 10_000_000) + UUID6_EPOCH
    return str(uuid.UUID(int=(ticks >> 12 << 80) | (0x6000 | ticks & 0xFFF) << 64))


def _superseded(connection: Connection) -> int:
    newer = f"SELECT 1 FROM checkpoints n WHERE {SAME} AND n.checkpoint_id > t.checkpoint_id"
    gone = _delete(connection, "checkpoints", newer)
    gone += _delete(connection, _writes(connection), newer)
    if connection.dialect.name == "postgresql":
        statement = text(f"DELETE FROM checkpoint_blobs t WHERE NOT EXISTS ({VERSION_IN_USE})")
        gone += connection.execute(statement).rowcount
    return gone


def _delete(connection: Connection, table: str, condition: str) -> int:
    return connection.execute(text(f"DELETE FROM {table} AS t WHERE EXISTS ({condition})")).rowcount


def _forget(connection: Connection, thread_id: str) -> int:
    tables = ["checkpoints", _writes(connection)]
    tables += ["checkpoint_blobs"] if connection.dialect.name == "postgresql" else []
    there = [table for table in tables if inspect(connection).has_table(table)]
    own = {"thread_id": thread_id}
    return sum(
        connection.execute(text(f"DELETE FROM {table} WHERE thread_id = :thread_id"), own).rowcount for table in there
    )


def _writes(connection: Connection) -> str:
    return "checkpoint_writes" if connection.dialect.name == "postgresql" else "writes"


@contextmanager
def _connected(settings: StoreSettings, engine: Engine, *, dry_run: bool = False) -> Generator[Connection]:
    """A transaction where the states are: a file of their own, or the one PostgreSQL database."""
    own = None if settings.on_postgres else create_engine(f"sqlite:///{settings.home / 'conversations.db'}")
    try:
        with (own or engine).connect() as connection:
            yield connection
            (connection.rollback if dry_run else connection.commit)()
    finally:
        if own:
            own.dispose()
