"""A write that waits for a person is decided once, in time, and carried out once, with exactly its arguments."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from domain.errors import Conflict, NotFound
from stores.approvals import Approval, SqlApprovals, hash_of
from stores.open_stores import Stores

THREADS = 50
ARGS: dict[str, Any] = {"part": "29-1182", "quantity": 1, "site": "Højager"}


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
        created=now,
        expires_at=now + timedelta(minutes=minutes),
    )


@pytest.fixture
def approvals(stores: Stores) -> SqlApprovals:
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
    actors = [entry.actor for entry in stores.audit.entries(target="a1")]
    assert actors == [decided.decided_by, "ann"]


def test_of_fifty_callers_one_carries_it_out(approvals: SqlApprovals) -> None:
    approvals.decide("a1", "approved", by="bob")
    assert outcomes(lambda _: approvals.begin("a1", ARGS)) == {"success": 1, "conflict": THREADS - 1}
    assert approvals.finish("a1", {"reservation": "R-1"}).result == {"reservation": "R-1"}
    with pytest.raises(Conflict, match="is done, not running"):
        approvals.finish("a1", {})


def test_the_whole_life_is_in_the_audit_trail(approvals: SqlApprovals, stores: Stores) -> None:
    approvals.decide("a1", "approved", by="bob", note="go \x00on")
    approvals.begin("a1", dict(reversed(ARGS.items())))
    approvals.finish("a1", {"reason": "out of reach"}, failed=True)
    entries = stores.audit.entries(target="a1")
    assert [(entry.actor, entry.action) for entry in reversed(entries)] == [
        ("ann", "approval requested"),
        ("bob", "approval approved"),
        ("bob", "approval begun"),
        ("bob", "approval failed"),
    ]
    assert entries[0].detail["args_hash"] == hash_of(ARGS)


def test_an_expired_one_cannot_be_decided(stores: Stores) -> None:
    stores.approvals.put(reservation("late", minutes=-1))
    assert stores.approvals.waiting() == []
    with pytest.raises(Conflict, match="expired at"):
        stores.approvals.decide("late", "approved", by="bob")
    assert stores.approvals.get("late").status == "pending"


@pytest.mark.parametrize(
    ("decision", "args", "reason"),
    [
        (None, ARGS, "is pending"),
        ("rejected", ARGS, "is rejected"),
        ("approved", ARGS | {"quantity": 2}, "other arguments"),
    ],
)
def test_only_what_was_approved_begins(
    approvals: SqlApprovals, decision: Any, args: dict[str, Any], reason: str
) -> None:
    if decision:
        approvals.decide("a1", decision, by="bob")
    with pytest.raises(Conflict, match=reason):
        approvals.begin("a1", args)


def test_an_approval_is_its_owners_where_asked(approvals: SqlApprovals) -> None:
    assert [one.id for one in approvals.waiting(owner="ann")] == ["a1"]
    assert approvals.waiting(owner="bob") == []
    assert approvals.get("a1", owner="ann").args == ARGS
    with pytest.raises(NotFound):
        approvals.get("a1", owner="bob")
    with pytest.raises(NotFound):
        approvals.decide("a1", "approved", by="bob", owner="bob")
    assert approvals.get("a1").status == "pending"
    with pytest.raises(Conflict):
        approvals.put(reservation())
    with pytest.raises(NotFound):
        approvals.begin("none", ARGS)
