"""Runs: one at a time for a thread, one for each repeated request, of one server, whole or not at all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from domain.answers import Answer
from domain.errors import Conflict, NotFound
from stores.conversations.runs import RunEvent, SqlRuns
from stores.conversations.threads import Thread
from stores.database.engine import open_engine
from stores.open_stores import Stores
from stores.settings import StoreSettings
from stores.writes.idempotency import Keyed
from tests.contracts.records.test_approvals import reservation

ANSWER = Answer(id="r1", thread_id="t1", status="answered", text="520 Nm")
SENT = [RunEvent(seq=n, data={"text": f"é {n}"}) for n in range(1, 6)]


def keyed(content: str = "a", *, owner: str = "ann") -> Keyed:
    return Keyed(owner=owner, key="k \x00", content=content)


@pytest.fixture
def thread(stores: Stores) -> Thread:
    return stores.threads.create("ann", id="t1")


@pytest.fixture
def another(settings: StoreSettings, stores: Stores) -> Iterator[SqlRuns]:
    """Another server on the same database, an hour later."""
    assert stores
    engine = open_engine(settings)
    yield SqlRuns(engine, clock=lambda: datetime.now(UTC) + timedelta(hours=1))
    engine.dispose()


def test_a_thread_has_one_run_at_a_time(stores: Stores, thread: Thread) -> None:
    start = Barrier(8)

    def begin(n: int) -> bool:
        start.wait()
        try:
            return stores.runs.start(f"r{n}", thread, "Why?").status == "running"
        except Conflict:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(begin, range(8))) == 1
    (running,) = stores.runs.running("t1")
    stores.runs.finish(running, status="cancelled")
    assert stores.runs.start("next", thread, "And now?").id == "next"


def test_a_repeated_request_begins_one_run(stores: Stores) -> None:
    start = Barrier(8)

    def begin(n: int) -> str:
        start.wait()
        return stores.runs.start(f"r{n}", stores.threads.new("ann"), "Why?", keyed=keyed(), new=True).id

    with ThreadPoolExecutor(8) as pool:
        (first,) = set(pool.map(begin, range(8)))
    assert len(stores.threads.of("ann")) == 1, "the others made no thread"
    with pytest.raises(Conflict):
        stores.runs.start("x", stores.threads.new("ann"), "Why?", keyed=keyed("b"), new=True)
    other = stores.runs.start("y", stores.threads.new("bob"), "Why?", keyed=keyed(owner="bob"), new=True)
    assert other.id == "y", "keys are each person's own"
    stores.runs.finish(first, status="answered", answer=ANSWER)
    again = stores.runs.start("z", stores.threads.new("ann"), "Why?", keyed=keyed(), new=True)
    assert (again.id, again.answer) == (first, ANSWER)


def test_a_request_whose_run_was_interrupted_begins_anew(stores: Stores, thread: Thread, another: SqlRuns) -> None:
    stores.runs.start("r1", thread, "Why?", keyed=keyed())
    assert another.end_interrupted() == 1
    assert another.start("r2", thread, "Why?", keyed=keyed()).id == "r2"
    assert another.start("r3", thread, "Why?", keyed=keyed()).id == "r2"
    assert [turn.status for turn in stores.threads.turns("t1", "ann")] == ["failed", "running"]


def test_old_requests_are_forgotten(stores: Stores, settings: StoreSettings) -> None:
    first = stores.runs.start("r1", stores.threads.new("ann"), "Why?", keyed=keyed(), new=True)
    stores.runs.finish("r1", status="answered", answer=ANSWER)
    engine = open_engine(settings)
    SqlRuns(engine, clock=lambda: datetime.now(UTC) + timedelta(days=8)).end_interrupted()
    engine.dispose()
    later = stores.runs.start("r2", stores.threads.new("ann"), "Why?", keyed=keyed("b"), new=True)
    assert (first.id, later.id) == ("r1", "r2")


def test_answer_events_and_approvals_are_kept_together(stores: Stores, thread: Thread) -> None:
    stores.runs.start("r1", thread, "Why?")
    stores.approvals.put(reservation())
    assert stores.approvals.waiting() == []
    with pytest.raises(Conflict, match="not finished"):
        stores.approvals.decide("a1", "approved", by="ann")
    stores.runs.add_events("r1", SENT[:2])
    with pytest.raises(Exception):  # noqa: B017, PT011  an event that is there already
        stores.runs.finish("r1", status="answered", answer=ANSWER, events=SENT[1:])
    assert stores.threads.turn("r1", "ann").answer is None
    stores.runs.finish("r1", status="answered", answer=ANSWER, events=SENT[2:])
    assert stores.runs.events("r1", "ann") == SENT
    assert stores.runs.events("r1", "ann", after=3) == SENT[3:]
    assert [one.id for one in stores.approvals.waiting()] == ["a1"]


def test_a_run_without_an_answer_asks_for_nothing(stores: Stores, thread: Thread, another: SqlRuns) -> None:
    stores.approvals.put(reservation())
    stores.runs.start("r1", thread, "Why?")
    stores.runs.finish("r1", status="cancelled")
    assert stores.approvals.get("a1").status == "withdrawn"
    stores.runs.start("r2", thread, "Why?")
    stores.approvals.put(reservation("a2").model_copy(update={"run_id": "r2"}))
    another.end_interrupted()
    assert stores.approvals.get("a2").status == "withdrawn"


def test_only_its_own_server_ends_a_run(stores: Stores, thread: Thread, another: SqlRuns) -> None:
    stores.runs.start("r1", thread, "Why?")
    with pytest.raises(Conflict):
        another.finish("r1", status="answered", answer=ANSWER)
    assert another.renew(["r1"]) == []
    another.end_interrupted()
    with pytest.raises(Conflict):
        stores.runs.finish("r1", status="answered", answer=ANSWER)
    assert stores.threads.turn("r1", "ann").status == "failed"


def test_a_renewed_run_is_left_alone(stores: Stores, thread: Thread, settings: StoreSettings) -> None:
    if not settings.on_postgres:
        pytest.skip("a database file has one server")
    engine = open_engine(settings)
    soon = SqlRuns(engine, clock=lambda: datetime.now(UTC) + timedelta(seconds=10))
    stores.runs.start("r1", thread, "Why?")
    assert soon.end_interrupted() == 0
    soon.ask_to_stop("r1", "ann")
    assert stores.runs.renew(["r1"]) == ["r1"]
    engine.dispose()


def test_decisions_and_feedback_may_be_repeated(stores: Stores, thread: Thread) -> None:
    stores.runs.start("r1", thread, "Why?")
    stores.runs.finish("r1", status="answered", answer=ANSWER)
    stores.approvals.put(reservation())
    first = stores.approvals.decide("a1", "rejected", by="ann", keyed=keyed())
    assert stores.approvals.decide("a1", "rejected", by="ann", keyed=keyed()) == first
    with pytest.raises(Conflict, match="another request"):
        stores.approvals.decide("a1", "approved", by="ann", keyed=keyed("b"))
    with pytest.raises(Conflict, match="decided already"):
        stores.approvals.decide("a1", "rejected", by="ann")
    with pytest.raises(Conflict, match="another request"):
        stores.feedback.add("r1", "ann", "up", keyed=keyed("b"))
    other = keyed().model_copy(update={"key": "other"})
    assert stores.feedback.add("r1", "ann", "up", keyed=other) == stores.feedback.add("r1", "ann", "up", keyed=other)
    assert len(stores.feedback.all()) == 1
    with pytest.raises(NotFound):
        stores.feedback.add("r9", "ann", "up", keyed=keyed().model_copy(update={"key": "third"}))
