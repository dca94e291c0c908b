"""Makes a thread of hundreds of turns out of its one turn, to measure the client with. `python long_thread.py THREAD COUNT`."""

import sys
from datetime import timedelta

from sqlalchemy import insert, select

from stores.conversations.tables import TurnRow
from stores.database.engine import open_engine
from stores.settings import StoreSettings


def lengthen(thread: str, count: int) -> None:
    """Copy the thread's first turn until there are `count`."""
    with open_engine(StoreSettings()).begin() as connection:
        first = connection.execute(select(TurnRow).where(TurnRow.thread_id == thread)).mappings().one()
        rows = [
            dict(first) | {"id": f"{thread}-{n}", "created": first["created"] + timedelta(seconds=n)}
            for n in range(1, count)
        ]
        connection.execute(insert(TurnRow), rows)


if __name__ == "__main__":
    lengthen(sys.argv[1], int(sys.argv[2]))
