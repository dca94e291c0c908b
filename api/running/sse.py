"""A run as Server-Sent Events, with heartbeats so that proxies and phones keep the line open."""

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi.responses import StreamingResponse

from api.running.live_run import LiveRun

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def sse(run: LiveRun, *, after: int, heartbeat_s: float) -> StreamingResponse:
    """The run's events after number `after`; each frame's id is its number."""
    return StreamingResponse(_frames(run, after, heartbeat_s), media_type="text/event-stream", headers=HEADERS)


async def _frames(run: LiveRun, after: int, heartbeat_s: float) -> AsyncIterator[str]:
    events = run.read(after)
    pending: asyncio.Future[tuple[int, dict[str, object]]] | None = None
    try:
        while True:
            pending = pending or asyncio.ensure_future(anext(events))
            ready, _ = await asyncio.wait({pending}, timeout=heartbeat_s)
            if not ready:
                yield ": still working\n\n"
                continue
            try:
                number, payload = pending.result()
            except StopAsyncIteration:
                return
            pending = None
            yield f"id: {number}\ndata: {json.dumps(payload, ensure_ascii=False)}\n\n"
    finally:
        # The reader went away; the run itself goes on.
        if pending:
            pending.cancel()
