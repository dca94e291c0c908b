"""Hears which runs changed at other servers, through PostgreSQL's LISTEN and NOTIFY."""

import asyncio
import contextlib

import psycopg
import structlog
from psycopg import sql

from stores.conversations.runs import CHANNEL

log = structlog.get_logger("nacelle.runs")
AGAIN_S = 1.0


class Bells:
    """One connection that listens; while it is lost, nothing rings."""

    def __init__(self, database_url: str) -> None:
        self._address = database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Begin to listen."""
        self._task = asyncio.create_task(self._listening())

    async def close(self) -> None:
        """Stop listening."""
        if self._task:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def rung(self, name: str) -> None:
        """Wait until this bell rings."""
        bell = asyncio.Event()
        waiting = self._waiting.setdefault(name, set())
        waiting.add(bell)
        try:
            await bell.wait()
        finally:
            waiting.discard(bell)
            if not waiting:
                self._waiting.pop(name, None)

    async def _listening(self) -> None:
        while True:
            with contextlib.suppress(psycopg.Error, OSError):
                async with await psycopg.AsyncConnection.connect(self._address, autocommit=True) as connection:
                    await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                    async for notice in connection.notifies():
                        for bell in self._waiting.get(notice.payload, ()):
                            bell.set()
            await asyncio.sleep(AGAIN_S)
