"""A write that waits for a person is decided once, in time, and carried out once, with exactly its arguments."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from domain.errors import Conflict, NotFound, Unavailable
from stores.open_stores import Stores
from stores.records.store import SqlRecords
from stores.writes.approvals import Approval, SqlApprovals, hash_of

THREADS = 50
ARGS: dict[str, Any] = {"part": "29-1182", "quantity": 1, "location": "Esbjerg", "work_order": "WO-10235"}


def reservation(approval_id: str = "a1", *, minutes: float = 10) -> Approval:
    now = datetime.now(UTC)
    return Approval(
        id=approval_id,
        thread_id="t1",
        run_id="r1",
        tool="reserve_part",
        args=ARGS,
        args_hash=hash_of(ARGS),
        summary="Reserve 1 x 29-1182",
        requested_by="ann",
        evidence=("part:29-1182",),
        created=now,
        expires_at=now + timedelta(minutes=minutes),
    )


@pytest.fixture
def approvals(stores: Stores, records: SqlRecords) -> SqlApprovals:
    """With one that waits: `a1`."""
    stores.approvals.put(reservation())
    return stores.approvals


def outcomes(attempt: Callable[[int], object]) -> Counter[str]:
    """How many of fifty simultaneous attempts succeeded."""
    start = Barrier(THREADS)

    def run(n: int) -> str:
        start.wait()
        try:
            attempt(n)
        except Conflict:
            return "conflict"
        return "success"

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(run, range(THREADS)))


def test_of_fifty_decisions_one_counts(approvals: SqlApprovals, stores: Stores) -> None:
    def decide(n: int) -> Approval:
        return approvals.decide("a1", "approved" if n % 2 else "rejected", by=f"person {n}")

    assert outcomes(decide) == {"success": 1, "conflict": THREADS - 1}
    decided = approvals.get("a1")
    assert {entry.actor for entry in stores.audit.entries(target="a1")} == {decided.decided_by, "ann"}
    assert len(stores.records.reservations()) == (decided.status == "done")


def test_fifty_approvals_of_one_write_it_once(approvals: SqlApprovals, stores: Stores) -> None:
    found = outcomes(lambda n: approvals.decide("a1", "approved", by=f"person {n}"))
    assert found == {"success": 1, "conflict": THREADS - 1}
    assert approvals.get("a1").status == "done"
    assert [stock.reserved for stock in stores.records.part("29-1182").stock] == [1, 0]
    assert len(stores.records.reservations(part="29-1182")) == 1


def test_the_whole_life_is_in_the_audit_trail(approvals: SqlApprovals, stores: Stores) -> None:
    approvals.decide("a1", "approved", by="bob", note="go \x00on")
    entries = stores.audit.entries(target="a1")
    assert [(entry.actor, entry.action) for entry in reversed(entries)] == [
        ("ann", "approval requested"),
        ("bob", "approval approved"),
        ("bob", "approval done"),
    ]
    assert entries[0].detail["args_hash"] == hash_of(ARGS)
    assert entries[0].detail["evidence"] == ["part:29-1182"]
    assert entries[0].detail["result"]["work_order"] == "WO-10235"
    assert entries[1].detail["note"] == "go on"


def test_an_expired_one_cannot_be_decided(approvals: SqlApprovals, stores: Stores) -> None:
    stores.approvals.put(reservation("late", minutes=-1))
    assert [one.id for one in stores.approvals.waiting()] == ["a1"]
    with pytest.raises(Conflict, match="expired at"):
        stores.approvals.decide("late", "approved", by="bob")
    assert stores.approvals.get("late").status == "pending"
    assert stores.records.reservations() == []


def test_what_is_rejected_or_withdrawn_is_never_written(approvals: SqlApprovals, stores: Stores) -> None:
    assert approvals.decide("a1", "rejected", by="bob", note="not ours").note == "not ours"
    approvals.put(reservation("a2"))
    assert approvals.withdraw("r1") == 1
    for approval_id, status in (("a1", "rejected"), ("a2", "withdrawn")):
        with pytest.raises(Conflict, match=f"is {status}"):
            approvals.decide(approval_id, "approved", by="bob")
    assert stores.records.reservations() == []


def test_altered_arguments_are_not_written(approvals: SqlApprovals, stores: Stores) -> None:
    approvals.put(reservation("a2").model_copy(update={"args": ARGS | {"quantity": 3}}))
    ended = approvals.decide("a2", "approved", by="bob")
    assert (ended.status, stores.records.reservations()) == ("failed", [])


def test_what_can_no_longer_be_done_fails_whole(approvals: SqlApprovals, stores: Stores) -> None:
    args = ARGS | {"quantity": 3}
    approvals.put(reservation("a2").model_copy(update={"args": args, "args_hash": hash_of(args)}))
    approvals.decide("a1", "approved", by="bob")
    ended = approvals.decide("a2", "approved", by="bob")
    assert ended.status == "failed"
    assert ended.result == {"reason": "Only 2 of 29-1182 are free at Esbjerg; 3 were asked for."}
    assert stores.records.part("29-1182").stock[0].reserved == 1


def test_a_broken_write_leaves_it_undecided(stores: Stores, records: SqlRecords) -> None:
    def out_of_reach(*_: object) -> dict[str, Any]:
        raise Unavailable("The disk is full.")

    approvals = SqlApprovals(stores.approvals._engine, write=out_of_reach)
    approvals.put(reservation())
    with pytest.raises(Unavailable):
        approvals.decide("a1", "approved", by="bob")
    assert approvals.get("a1").status == "pending"
    assert [entry.action for entry in stores.audit.entries(target="a1")] == ["approval requested"]


def test_what_an_older_version_left_is_finished_or_reported_once(approvals: SqlApprovals, stores: Stores) -> None:
    approvals.put(
        reservation("half").model_copy(update={"status": "running"}),
        reservation("agreed").model_copy(update={"status": "approved"}),
    )
    assert {one.id: one.status for one in approvals.finish_interrupted()} == {"half": "failed", "agreed": "done"}
    assert approvals.finish_interrupted() == []
    assert len(stores.records.reservations()) == 1
    assert approvals.get("a1").status == "pending"


def test_several_are_kept_all_or_none(approvals: SqlApprovals) -> None:
    with pytest.raises(Conflict):
        approvals.put(reservation("new"), reservation("a1"))
    with pytest.raises(NotFound):
        approvals.get("new")
    with pytest.raises(NotFound):
        approvals.decide("none", "approved", by="bob")
