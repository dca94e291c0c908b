"""Many streams at once against a server that runs: how many are told at once that there is no room, and whether the others are answered."""

import argparse
import asyncio
import json
import time
from collections import Counter

import httpx

QUESTION = "What is alarm 309 on WTG-07 and do we have the part?"


async def _stream(client: httpx.AsyncClient, question: str) -> tuple[str, float]:
    begun = time.perf_counter()
    thread = (await client.post("/api/threads", json={})).json()["id"]
    last, path = "", f"/api/threads/{thread}/runs"
    async with client.stream(
        "POST", path, json={"input": question}, headers={"accept": "text/event-stream"}
    ) as response:
        if response.status_code != 200:
            return str(response.status_code), time.perf_counter() - begun
        async for line in response.aiter_lines():
            if line.startswith("data: "):
                last = json.loads(line[6:])["type"]
    return last, time.perf_counter() - begun


async def main(url: str, streams: int, question: str) -> None:
    """Print how the streams ended, and the slowest of each kind in seconds."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=600, limits=limits) as client:
        ended = await asyncio.gather(*(_stream(client, question) for _ in range(streams)))
    counts = Counter(kind for kind, _ in ended)
    for kind, count in counts.most_common():
        print(f"{kind}: {count}, slowest {max(seconds for each, seconds in ended if each == kind):.1f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--streams", type=int, default=300)
    parser.add_argument("--question", default=QUESTION)
    given = parser.parse_args()
    asyncio.run(main(given.url, given.streams, given.question))
