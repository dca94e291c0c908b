"""Fifty people decide at once on a real server that is killed again and again: each write is there once as decided, or not at all."""

import argparse
import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx

from domain.records import Asset, Part, Stock, WorkOrder
from stores.open_stores import open_stores

PORT = 8471
PEOPLE = 50
WRITES = (
    "add a note to JOB-1: seen {n}",
    "reserve 1 x P-100 at Depot for JOB-1",
    "open a work order for T-1: leak {n}",
    "add a note to JOB-1: left {n}",
)
OF_EACH = 30
IN_STOCK = 20


def fill(home: Path) -> None:
    """A machine, a job, and fewer parts than will be asked for."""
    with open_stores(home) as stores:
        stores.records.put_assets([Asset(tag="T-1")])
        stores.records.put_work_orders([WorkOrder(number="JOB-1", asset="T-1", status="open")])
        stores.records.put_parts([Part(number="P-100", stock=(Stock(location="Depot", quantity=IN_STOCK),))])


@contextmanager
def serving(home: Path) -> Generator[subprocess.Popen[bytes]]:
    """A server that is ready; it is gone when the block ends, however that is."""
    with subprocess.Popen(
        [sys.executable, "-m", "nacelle", "serve", "--port", f"{PORT}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NACELLE_HOME": str(home)},  # noqa: TID251  the child's own home
    ) as server:
        try:
            assert server.stdout
            assert b"ready" in server.stdout.readline()
            yield server
        finally:
            server.terminate()


async def ask_all(client: httpx.AsyncClient) -> None:
    """Ask for each write in a thread of its own: in one, the same reservation would wait only once."""
    for asked in (write.format(n=n) for n in range(OF_EACH) for write in WRITES):
        thread = (await client.post("/api/threads")).json()["id"]
        answer = (await client.post(f"/api/threads/{thread}/runs", json={"input": asked})).json()
        assert answer["status"] == "awaiting_approval", answer["text"]


async def decide_all(client: httpx.AsyncClient, chance: random.Random, statuses: Counter[int]) -> None:
    """Everybody goes through what waits, in an order of his own; a write is always decided the same way."""
    waiting = [one["id"] for one in (await client.get("/api/approvals")).json()]

    async def person(order: list[str]) -> None:
        for one in order:
            decision = "approve" if int(one[:8], 16) % 5 else "reject"
            response = await client.post(f"/api/approvals/{one}", json={"decision": decision})
            statuses[response.status_code] += 1

    await asyncio.gather(*(person(chance.sample(waiting, len(waiting))) for _ in range(PEOPLE)))


async def run(home: Path, kills: int) -> tuple[int, int, Counter[int]]:
    """Kill the server `kills` times while it is asked to decide; returns how many kills met waiting writes, and statuses."""
    statuses: Counter[int] = Counter()
    at_work = 0
    limits = httpx.Limits(max_connections=PEOPLE)
    for round_number in range(kills + 1):
        chance = random.Random(round_number)
        client_of = httpx.AsyncClient(base_url=f"http://127.0.0.1:{PORT}", limits=limits, timeout=120)
        with serving(home) as server:
            async with client_of as client:
                if round_number == 0:
                    await ask_all(client)
                before = statuses[200]
                deciding = asyncio.create_task(decide_all(client, chance, statuses))
                if round_number == kills:
                    await deciding
                    continue
                goal = before + chance.randint(0, len(WRITES) * OF_EACH // kills)
                while statuses[200] < goal and not deciding.done():  # noqa: ASYNC110  the replies are only counted
                    await asyncio.sleep(0.001)
                await asyncio.sleep(chance.uniform(0, 0.02))
                at_work += not deciding.done()
                server.send_signal(signal.SIGKILL)
                await asyncio.gather(deciding, return_exceptions=True)
    return kills, at_work, statuses


def check(home: Path) -> Counter[str]:
    """Compare the records with the decisions. Raises AssertionError where a write is lost or double."""
    with open_stores(home) as stores:
        kept = stores.approvals.recent(limit=10_000)
        assert len(kept) == len(WRITES) * OF_EACH
        done = Counter(one.tool for one in kept if one.status == "done")
        notes = stores.records.work_order("JOB-1").actions.splitlines()
        wanted = [one.args["note"] for one in kept if one.tool == "add_work_order_note" and one.status == "done"]
        assert sorted(note.rsplit(": ", 1)[1] for note in notes) == sorted(wanted)
        reserved = stores.records.part("P-100").stock[0].reserved
        assert reserved == len(stores.records.reservations(part="P-100")) == done["reserve_part"] <= IN_STOCK
        titles = Counter(order.title for order in stores.records.find_work_orders(limit=1000))
        assert titles.total() == done["create_work_order"] + 1
        assert max(titles.values()) == 1
        return Counter(one.status for one in kept)


def main() -> None:
    """Run and say what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    kills = parser.parse_args().kills
    home = Path(tempfile.mkdtemp(prefix="nacelle-approvals-"))
    try:
        fill(home)
        began = time.perf_counter()
        _, at_work, statuses = asyncio.run(run(home, kills))
        ends = check(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(
        f"{ends.total()} writes, {PEOPLE} people at once, {kills} kills ({at_work} while deciding): each once as decided"
    )
    print(f"ended {dict(ends)}; replies {dict(statuses)}; {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
