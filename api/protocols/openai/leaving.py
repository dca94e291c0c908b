"""A client that closes the connection does not want the answer any more, unless it may ask for the same again."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

from fastapi import Request

from api.running.live_run import LiveRun
from api.running.runs import stop
from domain.answers import Answer
from domain.errors import Conflict

_stopping: set[asyncio.Task[None]] = set()


async def whole_unless_left(run: LiveRun, request: Request) -> Answer:
    """The answer; where the client leaves before, the run is stopped. Raises as `LiveRun.whole`, and Conflict to nobody."""
    answered = asyncio.ensure_future(run.whole())
    left = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({answered, left}, return_when=asyncio.FIRST_COMPLETED)
        if answered.done():
            return answered.result()
        await stop(run)
        answered.cancel()
        raise Conflict("The connection was closed before the answer was there.")
    finally:
        left.cancel()


async def unless_left(run: LiveRun, pieces: AsyncIterator[str]) -> AsyncGenerator[str]:
    """The pieces; where the client leaves before the last, the run is stopped."""
    try:
        async for piece in pieces:
            yield piece
    finally:
        if not run.done:
            task = asyncio.ensure_future(stop(run))
            _stopping.add(task)
            task.add_done_callback(_stopping.discard)


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
