"""A process that carries out approved writes is killed again and again: each write is there once as decided, or not at all."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.approvals import Approval
from domain.records import Asset, Part, Stock, WorkOrder
from stores.open_stores import Stores, open_stores
from stores.writes.approvals import hash_of
from tests.contracts.conftest import settings as settings

KILLS = {"sqlite": 20, "postgresql": 8}
WRITES = 150
ROOT = Path(__file__).parents[2]


def fill(stores: Stores) -> None:
    """Writes of three kinds wait, more reservations among them than there are parts."""
    stores.records.put_assets([Asset(tag="T-1")])
    stores.records.put_work_orders([WorkOrder(number="JOB-1", asset="T-1", status="open")])
    stores.records.put_parts([Part(number="P-1", stock=(Stock(location="Depot", quantity=20),))])
    now = datetime.now(UTC)
    kinds: list[tuple[str, dict[str, Any]]] = [
        ("add_work_order_note", {"work_order": "JOB-1", "note": "note {}"}),
        ("reserve_part", {"part": "P-1", "quantity": 1.0, "location": "Depot", "work_order": "JOB-1"}),
        ("create_work_order", {"asset": "T-1", "title": "job {}"}),
    ]
    approvals: list[Approval] = []
    for number in range(WRITES):
        tool, form = kinds[number % 3]
        args = {name: value.format(number) if isinstance(value, str) else value for name, value in form.items()}
        approvals.append(
            Approval(
                id=f"{number}", thread_id="t", run_id="r", tool=tool, args=args, args_hash=hash_of(args), summary=tool,
                requested_by="ann", created=now, expires_at=now + timedelta(hours=1),
            )
        )  # fmt: skip
    stores.approvals.put(*approvals)


def test_killed_at_any_moment_each_write_is_done_once(settings: Any) -> None:
    kills = KILLS["postgresql" if settings.on_postgres else "sqlite"]
    with open_stores(settings=settings) as stores:
        fill(stores)
    result = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("killed_writer.py")), str(settings.home), settings.database_url, f"{kills}"],
        capture_output=True,
        timeout=300,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},  # noqa: TID251  the child finds this checkout
    )  # fmt: skip
    assert result.returncode == 0, result.stderr.decode()[-2000:]
    waited = json.loads(result.stdout)
    assert (len(waited), waited[0]) == (kills + 1, WRITES)
    assert waited[-1] < WRITES, "some writes were done before the last kill"
    assert sum(each > 0 for each in waited) > kills / 2, "most kills met a process at work"
    with open_stores(settings=settings) as stores:
        kept = {one.id: one for one in stores.approvals.recent(limit=WRITES)}
        done = Counter(one.tool for one in kept.values() if one.status == "done")
        assert len(kept) == WRITES
        assert {one.status for one in kept.values()} == {"done", "rejected", "failed"}
        assert all((one.status == "rejected") == (int(one.id) % 5 == 0) for one in kept.values())

        notes = stores.records.work_order("JOB-1").actions.splitlines()
        assert len(notes) == len(set(notes)) == done["add_work_order_note"]
        assert {note.rsplit(": ", 1)[1] for note in notes} == {
            one.args["note"] for one in kept.values() if one.tool == "add_work_order_note" and one.status == "done"
        }
        reserved = stores.records.part("P-1").stock[0].reserved
        assert reserved == len(stores.records.reservations(part="P-1")) == done["reserve_part"] == 20
        titles = Counter(order.title for order in stores.records.find_work_orders(limit=WRITES))
        assert sum(titles.values()) == done["create_work_order"] + 1
        assert max(titles.values()) == 1
        ends = Counter(entry.target for entry in stores.audit.entries(limit=10 * WRITES) if entry.action in {"approval done", "approval failed", "approval rejected"})  # fmt: skip
        assert set(ends.values()) == {1}
        assert len(ends) == WRITES
