"""Importing 100,000 work orders, and queries over a million: time, memory, 95th percentiles.

`python -m bench records_scale [--rows N] [--orders N] [--database postgresql://...]`; made of words and dates by a seed, in a fresh home.
"""

import argparse
import csv
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
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


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """Median and 95th percentile in ms."""
    took: list[float] = []
    for _ in range(RUNS):
        started = time.perf_counter()
        run()
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    return took[len(took) // 2], took[round(0.95 * (len(took) - 1))]


def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = StoreSettings(home=folder / "home", database_url=options.database)
        with open_stores(settings=settings) as stores:
            print("| | |\n|---|---|", flush=True)
            if options.rows:
                print(imported(stores, folder, options.rows), flush=True)
            started = time.perf_counter()
            batch: list[WorkOrder] = []
            for order in orders(options.orders):
                batch.append(order)
                if len(batch) == 20_000:
                    stores.records.put_work_orders(batch)
                    batch.clear()
            stores.records.put_work_orders(batch)
            print(f"| {options.orders:,} orders written | {time.perf_counter() - started:.0f} s |", flush=True)
            started = time.perf_counter()
            stores.records.order_values()
            print(f"| values of all fields read once | {time.perf_counter() - started:.1f} s |", flush=True)
            for what, query in QUERIES.items():
                median, late = timed(lambda query=query: stores.records.query_work_orders(query))
                print(f"| {what} | {median:.0f} / {late:.0f} ms |", flush=True)
            started = time.perf_counter()
            stores.records.query_work_orders(OrderQuery(anywhere=("gearbox",)))
            print(f"| words, first time (all texts read) | {time.perf_counter() - started:.1f} s |", flush=True)
            median, late = timed(lambda: stores.records.query_work_orders(OrderQuery(anywhere=("gearbox", "noisy"))))
            print(f"| words | {median:.0f} / {late:.0f} ms |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
