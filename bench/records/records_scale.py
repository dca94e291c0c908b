"""Importing 100,000 work orders, and queries over a million: time, memory, 95th percentiles.

`python -m bench records_scale [--rows N] [--orders N] [--database postgresql://...] [--home HOME]`; made of words and dates by a seed, in a fresh home.
"""

import argparse
import csv
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from domain.queries import Dated, FieldFilter, OrderQuery
from domain.records import WorkOrder
from ingestion.records.importing import ImportOrder, import_records
from stores.open_stores import Stores, open_stores
from stores.settings import StoreSettings

WORDS = "pump seal bearing motor hose leak noisy replaced worn valve filter belt sensor cable brake gearbox fan oil service inspected".split()
KINDS, STATES = ("CM", "PM", "INSP"), ("Closed",) * 8 + ("Open", "On hold", "In progress", "Waiting for parts")
TODAY = datetime(2026, 1, 1, tzinfo=UTC)
RUNS = 15


def orders(count: int) -> Iterator[WorkOrder]:
    """Work orders on 2,000 machines over ten years."""
    chance = random.Random(7)
    for n in range(count):
        opened = TODAY - timedelta(days=chance.randrange(3650), hours=chance.randrange(24))
        status = chance.choice(STATES)
        yield WorkOrder(
            number=f"WO-{n:07}",
            asset=f"M-{chance.randrange(2000):04}",
            title=" ".join(chance.sample(WORDS, 4)),
            status=status,
            kind=chance.choice(KINDS),
            priority=chance.choice(("1", "2", "3")),
            opened=opened,
            closed=opened + timedelta(days=chance.randrange(1, 40)) if status == "Closed" else None,
            due=opened + timedelta(days=20),
            assigned_to=f"Tech {chance.randrange(60)}",
            hours=chance.randrange(1, 80) / 4,
            cost=chance.randrange(50, 5000),
        )


def imported(stores: Stores, folder: Path, rows: int) -> str:
    """How long a file of this size takes, again when nothing changed, and the memory at its most."""
    path = folder / "orders.csv"
    names = (
        "number",
        "asset",
        "title",
        "status",
        "kind",
        "priority",
        "opened",
        "closed",
        "due",
        "assigned_to",
        "hours",
        "cost",
    )
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for order in orders(rows):
            told = order.model_dump(mode="json")
            writer.writerow([told[name] if told[name] is not None else "" for name in names])
    order = ImportOrder(kind="work-orders", path=path)
    first = import_records(order, stores.records, folder / "rejected").seconds
    again = import_records(order, stores.records, folder / "rejected").seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"| import of {rows:,} rows, first / again unchanged | {first:.0f} s / {again:.0f} s, at most {peak} MB |"


QUERIES: dict[str, OrderQuery] = {
    "open jobs of a machine": OrderQuery(status="open", assets=("M-0042",)),
    "all open, newest 20": OrderQuery(status="open"),
    "on hold": OrderQuery(filters=(FieldFilter(field="status", values=("on hold",)),)),
    "overdue, the first by due date": OrderQuery(status="open", dated=(Dated(field="due", until=TODAY),), by_due=True),
    "a machine's corrective jobs of a year": OrderQuery(assets=("M-0042",), filters=(FieldFilter(field="kind", values=("CM",)),),
        since=TODAY - timedelta(days=365)),
    "not by one person, open": OrderQuery(status="open", filters=(FieldFilter(field="assigned_to", values=("Tech 7",), excluded=True),)),
    "count by machine": OrderQuery(by="asset"),
    "mean days to close by kind": OrderQuery(measure="mean", of="days", by="kind"),
    "cost by year": OrderQuery(measure="sum", of="cost", by="year"),
}  # fmt: skip


WORDED: dict[str, OrderQuery] = {
    "one word that a fifth have": OrderQuery(anywhere=("gearbox",)),
    "two words": OrderQuery(anywhere=("gearbox", "noisy")),
    "a word on one machine": OrderQuery(assets=("M-0042",), anywhere=("gearbox",)),
    "without a word, by machine": OrderQuery(without=("gearbox",), by="asset"),
    "what came back within 30 days, of a machine": OrderQuery(assets=("M-0042",), repeats=30),
}


def timed(run: Callable[[], object]) -> str:
    """Median and 95th percentile of the wall in ms, and the CPU of one in ms (of this process: PostgreSQL's own is not in it)."""
    took: list[float] = []
    before = time.process_time()
    for _ in range(RUNS):
        started = time.perf_counter()
        run()
        took.append((time.perf_counter() - started) * 1000)
    spent = (time.process_time() - before) * 1000 / RUNS
    took.sort()
    return f"{took[len(took) // 2]:.0f} / {took[round(0.95 * (len(took) - 1))]:.0f} ms, CPU {spent:.0f} ms"


def written(stores: Stores, count: int) -> str:
    """How long so many take."""
    started, before = time.perf_counter(), time.process_time()
    source = orders(count)
    while batch := list(islice(source, 20_000)):
        stores.records.put_work_orders(batch)
    wall, spent = time.perf_counter() - started, time.process_time() - before
    return f"| {count:,} orders written | {wall:.0f} s, CPU {spent:.0f} s |"


def asked(stores: Stores) -> Iterator[str]:
    """A row for each kind of query."""
    records = stores.records
    started, before = time.perf_counter(), time.process_time()
    records.order_values()
    yield f"| values of all fields, first | {time.perf_counter() - started:.2f} s, CPU {time.process_time() - before:.2f} s |"
    for what, query in (QUERIES | WORDED).items():
        yield f"| {what} | {timed(partial(records.query_work_orders, query))} |"
    texts = {"ranked by four words": "gearbox noisy oil pump", "by two, one misspelt": "gaerbox leaking"}
    for what, text in texts.items():
        yield f"| {what} | {timed(partial(records.find_work_orders, text=text))} |"
        yield f"| {what}, of a machine | {timed(partial(records.find_work_orders, text=text, asset='M-0042'))} |"


def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--database", default="")
    parser.add_argument("--home", type=Path, help="a home that holds the orders already, kept as it is")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = StoreSettings(home=options.home or folder / "home", database_url=options.database)
        with open_stores(settings=settings) as stores:
            print("| | |\n|---|---|", flush=True)
            if not options.home:
                if options.rows:
                    print(imported(stores, folder, options.rows), flush=True)
                print(written(stores, options.orders), flush=True)
            for row in asked(stores):
                print(row, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
