"""A run as Server-Sent Events, with heartbeats so that proxies and phones keep the line open."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable

from fastapi.responses import StreamingResponse

from api.running.agui import Payload
from api.running.live_run import LiveRun

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def _as_it_is(payload: Payload) -> tuple[Payload]:
    return (payload,)


def sse(
    run: LiveRun, *, after: int, heartbeat_s: float, shown: Callable[[Payload], Iterable[Payload]] = _as_it_is
) -> StreamingResponse:
    """The run's events after number `after`, each as `shown` gives it; a frame's id is the event's number."""
    frames = _frames(run, after, heartbeat_s, shown)
    return StreamingResponse(frames, media_type="text/event-stream", headers=HEADERS)


def events(payloads: Iterable[Payload]) -> StreamingResponse:
    """Events that are all there already."""
    frames = (_frame(number, payload) for number, payload in enumerate(payloads, start=1))
    return StreamingResponse(frames, media_type="text/event-stream", headers=HEADERS)


async def _frames(
    run: LiveRun, after: int, heartbeat_s: float, shown: Callable[[Payload], Iterable[Payload]]
) -> AsyncIterator[str]:
    read = run.read(after)
    pending: asyncio.Future[tuple[int, Payload]] | None = None
    try:
        while True:
            pending = pending or asyncio.ensure_future(anext(read))
            ready, _ = await asyncio.wait({pending}, timeout=heartbeat_s)
            if not ready:
                yield ": still working\n\n"
                continue
            try:
                number, payload = pending.result()
            except StopAsyncIteration:
                return
            pending = None
            for each in shown(payload):
                yield _frame(number, each)
    finally:
        # The reader went away; the run itself goes on.
        if pending:
            pending.cancel()


def _frame(number: int, payload: Payload) -> str:
    return f"id: {number}\ndata: {json.dumps(payload, ensure_ascii=False)}\n\n"
