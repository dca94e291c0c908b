"""Decides everything that waits, in processes that are killed at random moments; run by `test_writes_interrupted.py`."""

import contextlib
import json
import os
import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from domain.errors import NacelleError
from stores.open_stores import open_stores
from stores.settings import StoreSettings

PEOPLE = 3
MOST_DONE, LONGEST = 6, 0.01


def decide_all(settings: StoreSettings, seed: int, bell: int) -> None:
    """Rings when it begins, with how many wait, and at each decision. Every person goes through what waits, in an order of his own, and decides the same way for the same write."""
    with open_stores(settings=settings) as stores:
        stores.approvals.finish_interrupted()
        waiting = [one.id for one in stores.approvals.waiting()]
        os.write(bell, f"{len(waiting)}\n".encode())

        def person(number: int) -> None:
            for approval_id in random.Random(seed + number).sample(waiting, len(waiting)):
                verdict = "approved" if int(approval_id) % 5 else "rejected"
                with contextlib.suppress(NacelleError):
                    stores.approvals.decide(approval_id, verdict, by=f"person {number}")
                    os.write(bell, b".")

        with ThreadPoolExecutor(PEOPLE) as pool:
            list(pool.map(person, range(PEOPLE)))


def main(home: str, url: str, kills: int) -> None:
    """Fork a decider and kill it at its work, `kills` times; the last is left alone. Prints how many waited each time."""
    settings = StoreSettings(home=Path(home), database_url=url)
    waited: list[int] = []
    for round_number in range(kills + 1):
        heard, bell = os.pipe()
        child = os.fork()
        if child == 0:
            decide_all(settings, round_number, bell)
            os._exit(0)
        os.close(bell)
        with os.fdopen(heard, "rb") as hearing:
            waited.append(int(hearing.readline()))
            if round_number < kills:
                chance = random.Random(round_number)
                hearing.read(chance.randint(0, MOST_DONE))
                time.sleep(chance.uniform(0.0, LONGEST))
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    sys.stdout.write(json.dumps(waited))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
