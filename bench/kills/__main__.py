"""`python -m bench kills`: twenty people, kill -9 at random moments; with `--postgres` two servers share a database and one of them goes each time."""

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.kills.counting import Counted, count
from bench.kills.people import Person, Seen
from bench.kills.world import Server, database, fill
from stores.settings import StoreSettings


@dataclass(frozen=True)
class Plan:
    """How many people ask, how many kills they meet, and how long is waited for answers before each and for all."""

    people: int
    kills: int
    most_s: float
    budget_s: float
    seed: int


async def campaign(servers: Sequence[Server], plan: Plan) -> Seen:
    """Let everybody ask while servers are killed and started again; returns when everybody has their answers."""
    chance, seen, enough = random.Random(plan.seed), Seen(), asyncio.Event()
    until = time.monotonic() + plan.budget_s
    await asyncio.gather(*(server.start() for server in servers))
    try:
        addresses = [server.address for server in servers]
        living = [asyncio.ensure_future(Person(n, addresses, seen, enough).live()) for n in range(plan.people)]
        while seen.kills < plan.kills and time.monotonic() < until:
            await _some_answers(seen, chance.randint(0, plan.people), plan.most_s)
            await asyncio.sleep(chance.uniform(0, 0.2))
            server = chance.choice(servers)
            await server.kill()
            seen.kills += 1
            print(f"kill {seen.kills}: {len(seen.asked)} questions, {seen.answers} answers so far", file=sys.stderr)
            await server.start()
        enough.set()
        await asyncio.gather(*living)
    finally:
        await asyncio.gather(*(server.kill() for server in servers))
    return seen


async def _some_answers(seen: Seen, more: int, most_s: float) -> None:
    """Wait for so many, so that kills meet people at work and not a server that still loads."""
    goal = seen.answers + more
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(most_s):
            while seen.answers < goal:  # noqa: ASYNC110  the answers are only counted
                await asyncio.sleep(0.005)


def run(settings: StoreSettings, servers: int, plan: Plan) -> tuple[Counted, Seen]:
    """One campaign in an empty database."""
    fill(settings, plan.people)
    started = [Server(settings) for _ in range(servers)]
    seen = asyncio.run(campaign(started, plan))
    return count(settings, seen), seen


def main() -> int:
    """Print what was promised and how often it was broken; 1 where it was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", default="", help="an address; without one, one server on SQLite")
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--most-s", type=float, default=15.0, help="the longest wait for answers before a kill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--budget-s", type=float, default=3600.0, help="no kill begins after so many seconds")
    given = parser.parse_args()
    plan = Plan(given.people, given.kills, given.most_s, given.budget_s, given.seed)
    begun = time.perf_counter()
    servers = 2 if given.postgres else 1
    with (
        tempfile.TemporaryDirectory(prefix="nacelle-kills-") as home,
        database(Path(home), given.postgres) as settings,
    ):
        counted, seen = run(settings, servers, plan)
    print(
        f"{servers} server(s), {plan.people} people, {seen.kills} of {plan.kills} kills, {time.perf_counter() - begun:.0f} s"
    )
    print("; ".join(f"{name.replace('_', ' ')} {value}" for name, value in asdict(counted).items()))
    print(f"lines broken {seen.broken}, streams resumed {seen.resumes}, of them empty {seen.empty}, torn {seen.torn}")
    for words, times in seen.unexpected.most_common():
        print(f"unexpected, {times} times: {words}")
    return int(bool(counted.broken or seen.empty or seen.torn or seen.unexpected))


if __name__ == "__main__":
    raise SystemExit(main())
