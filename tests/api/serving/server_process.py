"""Servers as processes, and what is awaited of them."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from stores.settings import StoreSettings
from tests.api.sse_frames import frames

ROOT = Path(__file__).parents[3]
STREAM = {"accept": "text/event-stream"}


class ServerProcess:
    """A server and a client of it."""

    def __init__(self, process: asyncio.subprocess.Process, client: httpx.AsyncClient) -> None:
        self._process = process
        self.client = client

    async def kill(self) -> None:
        """At once, as a power cut does."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()


@asynccontextmanager
async def server_on(settings: StoreSettings) -> AsyncGenerator[ServerProcess]:
    """A server on these stores; killed at the end."""
    script = Path(__file__).with_name("stalling_server.py")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(script), str(settings.home), settings.database_url),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},  # noqa: TID251  the child finds this checkout
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout
    async with AsyncExitStack() as stack:
        try:
            address = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
            client = await stack.enter_async_context(httpx.AsyncClient(base_url=address, timeout=30))
            server = ServerProcess(process, client)
            stack.push_async_callback(server.kill)
            yield server
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


class Reader:
    """Reads a stream in the background."""

    def __init__(self, client: httpx.AsyncClient, method: str, path: str, **more: Any) -> None:
        self.text = ""
        self.task = asyncio.create_task(self._read(client, method, path, more))

    async def _read(self, client: httpx.AsyncClient, method: str, path: str, more: dict[str, Any]) -> None:
        try:
            async with client.stream(method, path, **more) as response:
                async for piece in response.aiter_text():
                    self.text += piece
        except httpx.HTTPError:
            return  # the server went

    @property
    def kinds(self) -> list[str]:
        return [str(event["type"]) for _, event in self.events]

    @property
    def events(self) -> list[tuple[str, dict[str, Any]]]:
        return frames(self.text.rpartition("\n\n")[0] + "\n\n")

    async def until(self, kind: str) -> None:
        """Wait for an event of this kind."""
        await until(lambda: kind in self.kinds)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110  what it looks at is in another process
            await asyncio.sleep(0.02)
