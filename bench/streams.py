"""Many streams at once against a server that runs: how soon those without room are told so, and whether the others are answered."""

import argparse
import asyncio
import json
import statistics
import time
from collections import Counter

import httpx

QUESTION = "What is alarm 309 on WTG-07 and do we have the part?"


async def _stream(client: httpx.AsyncClient, thread: str, question: str) -> tuple[str, float]:
    begun, last = time.perf_counter(), ""
    async with client.stream(
        "POST", f"/api/threads/{thread}/runs", json={"input": question}, headers={"accept": "text/event-stream"}
    ) as response:
        if response.status_code != 200:
            return str(response.status_code), time.perf_counter() - begun
        async for line in response.aiter_lines():
            if line.startswith("data: "):
                last = json.loads(line[6:])["type"]
    return last, time.perf_counter() - begun


async def main(url: str, streams: int, question: str) -> None:
    """Print how the streams ended, and the median and slowest of each kind in seconds from the moment all were sent."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=600, limits=limits) as client:
        threads = [(await client.post("/api/threads", json={})).json()["id"] for _ in range(streams)]
        ended = await asyncio.gather(*(_stream(client, thread, question) for thread in threads))
    counts = Counter(kind for kind, _ in ended)
    for kind, count in counts.most_common():
        seconds = [took for each, took in ended if each == kind]
        print(f"{kind}: {count}, median {statistics.median(seconds):.1f} s, slowest {max(seconds):.1f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--streams", type=int, default=300)
    parser.add_argument("--question", default=QUESTION)
    given = parser.parse_args()
    asyncio.run(main(given.url, given.streams, given.question))
