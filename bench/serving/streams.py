"""Many streams at once against a server with less room: those without room are told so with a time to try again, the others are answered."""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.kills.world import Server, fill
from stores.settings import StoreSettings

QUESTION = "What is alarm 41 and do we have the part?"


@dataclass(frozen=True)
class Ended:
    """How a stream ended: the status where it was refused, else its last event; seconds from the moment all were sent."""

    how: str
    seconds: float
    again_s: str = ""


async def _stream(client: httpx.AsyncClient, thread: str, question: str) -> Ended:
    begun, last = time.perf_counter(), ""
    async with client.stream(
        "POST", f"/api/threads/{thread}/runs", json={"input": question}, headers={"accept": "text/event-stream"}
    ) as response:
        if response.status_code != 200:
            again = response.headers.get("retry-after", "")
            return Ended(str(response.status_code), time.perf_counter() - begun, again)
        async for line in response.aiter_lines():
            if line.startswith("data: "):
                last = json.loads(line[6:])["type"]
    return Ended(last, time.perf_counter() - begun)


async def measured(url: str, streams: int, question: str) -> list[Ended]:
    """Begin all at once, each in a thread of its own."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=600, limits=limits) as client:
        threads = [(await client.post("/api/threads", json={})).json()["id"] for _ in range(streams)]
        return await asyncio.gather(*(_stream(client, thread, question) for thread in threads))


async def against_own(streams: int, capacity: int, question: str) -> list[Ended]:
    """The same with a server of its own that has a small organisation and so much room."""
    with tempfile.TemporaryDirectory(prefix="nacelle-streams-") as folder:
        settings = StoreSettings(home=Path(folder), database_url="")
        await asyncio.to_thread(fill, settings, 1)
        server = Server(settings, NACELLE_MAX_LIVE_RUNS=str(capacity))
        await server.start()
        try:
            await measured(server.address, 1, question)
            return await measured(server.address, streams, question)
        finally:
            await server.kill()


def told(ended: Sequence[Ended], capacity: int) -> int:
    """Print how they ended; 1 where one died, was refused without a time, or there was room that nobody got."""
    for how in sorted({each.how for each in ended}):
        seconds = [each.seconds for each in ended if each.how == how]
        print(f"{how}: {len(seconds)}, median {statistics.median(seconds):.1f} s, slowest {max(seconds):.1f} s")
    refused = [each for each in ended if each.how == "429"]
    finished = [each for each in ended if each.how == "RUN_FINISHED"]
    untold = sum(not each.again_s.isdigit() for each in refused)
    if refused and finished:
        soon = sum(each.seconds < max(one.seconds for one in finished) for each in refused)
        print(f"refused without Retry-After: {untold}; refused before the last answer: {soon} of {len(refused)}")
    short = len(finished) < min(capacity, len(ended))
    return int(bool(untold or short or len(refused) + len(finished) != len(ended)))


def main() -> int:
    """Against `--url`, or a server of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="")
    parser.add_argument("--streams", type=int, default=300)
    parser.add_argument("--capacity", type=int, default=100)
    parser.add_argument("--question", default=QUESTION)
    given = parser.parse_args()
    if given.url:
        ended = asyncio.run(measured(given.url, given.streams, given.question))
    else:
        ended = asyncio.run(against_own(given.streams, given.capacity, given.question))
    return told(ended, given.capacity)


if __name__ == "__main__":
    raise SystemExit(main())
