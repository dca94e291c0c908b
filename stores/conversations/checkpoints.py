"""Where the agent's graph keeps its state between the turns of a thread."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from domain.errors import Unavailable
from stores.settings import StoreSettings

if TYPE_CHECKING:
    from langgraph.checkpoint.base import BaseCheckpointSaver
    from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
    from langgraph.checkpoint.serde.base import SerializerProtocol
    from psycopg import AsyncConnection
    from psycopg.rows import DictRow

CONNECTIONS = 10
CONNECT_SECONDS = 5
_LOCK = 7_236_802


@asynccontextmanager
async def open_checkpointer(
    settings: StoreSettings, serde: "SerializerProtocol | None" = None
) -> "AsyncGenerator[BaseCheckpointSaver[str]]":
    """The LangGraph checkpointer: the file `conversations.db`, or PostgreSQL where `database_url` says so.

    Args:
        settings: Where that is.
        serde: How state is written and read back.

    Raises:
        Unavailable: the file or the server is out of reach.
    """
    opened = _on_postgres(settings, serde) if settings.on_postgres else _on_sqlite(settings, serde)
    async with opened as saver:
        yield saver


@asynccontextmanager
async def _on_sqlite(
    settings: StoreSettings, serde: "SerializerProtocol | None"
) -> "AsyncGenerator[BaseCheckpointSaver[str]]":
    import aiosqlite  # noqa: PLC0415
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver  # noqa: PLC0415

    file = settings.home / "conversations.db"
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        connection = await aiosqlite.connect(file)
    except (OSError, aiosqlite.Error) as error:
        raise Unavailable(_cannot_open(str(file))) from error
    try:
        saver = AsyncSqliteSaver(connection, serde=serde)
        try:
            await saver.setup()
            await connection.execute("PRAGMA synchronous = NORMAL")
        except aiosqlite.Error as error:
            raise Unavailable(_cannot_open(str(file))) from error
        yield saver
    finally:
        await connection.close()


@asynccontextmanager
async def _on_postgres(
    settings: StoreSettings, serde: "SerializerProtocol | None"
) -> "AsyncGenerator[BaseCheckpointSaver[str]]":
    from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver  # noqa: PLC0415
    from psycopg import AsyncConnection, OperationalError  # noqa: PLC0415
    from psycopg.rows import DictRow, dict_row  # noqa: PLC0415
    from psycopg_pool import AsyncConnectionPool, PoolTimeout  # noqa: PLC0415

    address = settings.database_url.replace("postgresql+psycopg://", "postgresql://", 1)
    pool: AsyncConnectionPool[AsyncConnection[DictRow]] = AsyncConnectionPool(
        address,
        min_size=1,
        max_size=CONNECTIONS,
        open=False,
        check=AsyncConnectionPool[AsyncConnection[DictRow]].check_connection,
        timeout=CONNECT_SECONDS,
        kwargs={"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row},
    )
    try:
        try:
            await pool.open(wait=True, timeout=CONNECT_SECONDS)
            saver = AsyncPostgresSaver(pool, serde=serde)
            async with pool.connection() as held:
                await _one_after_the_other(held, saver)
        except (OperationalError, PoolTimeout) as error:
            raise Unavailable(
                "The PostgreSQL server of the conversations is not reachable; check NACELLE_DATABASE_URL and that it is running."
            ) from error
        yield saver
    finally:
        await pool.close()


async def _one_after_the_other(held: "AsyncConnection[DictRow]", saver: "AsyncPostgresSaver") -> None:
    """Make the tables while no other server does. It is asked for the lock again and again: indexes are made concurrently, and wait for whoever waits."""
    while True:
        got = await (await held.execute("SELECT pg_try_advisory_lock(%s) AS got", [_LOCK])).fetchone()
        if got and got["got"]:
            break
        await asyncio.sleep(0.1)
    try:
        await saver.setup()
    finally:
        await held.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _cannot_open(file: str) -> str:
    return f"{file} cannot be opened or is damaged, and was left as it is; check the folder, or move the file away to begin new conversations."
