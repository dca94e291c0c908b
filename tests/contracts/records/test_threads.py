"""Conversations: whose they are, their turns, the events of a run, keys, feedback and the audit trail."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from domain.answers import Answer, Citation, Claim
from domain.errors import Conflict, NotFound
from stores.conversations.runs import RunEvent, SqlRuns
from stores.conversations.threads import SqlThreads
from stores.database.engine import open_engine
from stores.database.paging import Mark
from stores.open_stores import Stores
from stores.settings import StoreSettings

ANSWER = Answer(
    id="r1",
    thread_id="t1",
    status="answered",
    text="Tighten to **520 Nm** [1].",
    claims=(Claim(text="Tighten to 520 Nm.", citations=(1,)),),
    citations=(
        Citation(
            n=1, kind="manual", title="O&M", page=112, boxes=((72.0, 140.5, 523.1, 301.0),), quote="520 Nm \x00\ud83d"
        ),
    ),
)


@pytest.fixture
def threads(settings: StoreSettings, stores: Stores) -> Iterator[SqlThreads]:
    """On a clock that ticks a second at every look."""
    assert stores
    ticks = (datetime(2026, 11, 20, 9, tzinfo=UTC) + timedelta(seconds=n) for n in range(10_000))
    engine = open_engine(settings)
    yield SqlThreads(engine, clock=lambda: next(ticks))
    engine.dispose()


@pytest.fixture
def runs(stores: Stores) -> SqlRuns:
    """The runs of one server."""
    return stores.runs


def test_a_thread_is_its_owners_only(threads: SqlThreads, runs: SqlRuns) -> None:
    mine = threads.create("ann", title="Yaw", asset="WTG-07")
    runs.start("r1", mine, "Why?")
    assert threads.get(mine.id, "ann") == mine.model_copy(update={"updated": threads.get(mine.id, "ann").updated})
    attempts = (
        lambda: threads.get(mine.id, "bob"),
        lambda: threads.change(mine.id, "bob", title="x"),
        lambda: threads.delete(mine.id, "bob"),
        lambda: threads.turns(mine.id, "bob"),
        lambda: threads.turn("r1", "bob"),
        lambda: runs.events("r1", "bob"),
        lambda: runs.start("r2", mine.model_copy(update={"owner": "bob"}), "Why?"),
        lambda: runs.ask_to_stop("r1", "bob"),
    )
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()
    assert threads.of("bob") == []


def test_turns_come_in_order_and_by_pages_from_the_end(threads: SqlThreads, runs: SqlRuns) -> None:
    thread = threads.create("ann")
    for n in range(5):
        runs.start(f"r{n}", thread, f"{n}")
        runs.finish(f"r{n}", status="cancelled")
    assert [turn.id for turn in threads.turns(thread.id, "ann")] == ["r0", "r1", "r2", "r3", "r4"]
    assert [turn.id for turn in threads.turns(thread.id, "ann", last=2)] == ["r3", "r4"]
    assert [turn.id for turn in threads.turns(thread.id, "ann", last=2, before="r3")] == ["r1", "r2"]
    assert [turn.id for turn in threads.turns(thread.id, "ann", last=9, before="r1")] == ["r0"]
    with pytest.raises(NotFound):
        threads.turns(thread.id, "ann", before="of nobody")


def test_threads_come_last_used_first_and_by_pages(threads: SqlThreads) -> None:
    names = [threads.create("ann", title=f"{n}").title for n in range(5)]
    first = threads.of("ann", limit=2)
    rest = threads.of("ann", after=Mark(key=first[-1].updated.isoformat(), id=first[-1].id))
    assert [thread.title for thread in (*first, *rest)] == names[::-1]
    changed = threads.change(rest[-1].id, "ann", asset="WTG-01")
    assert threads.of("ann")[0] == changed
    assert changed.created.tzinfo is UTC


def test_a_thread_id_is_taken_once(threads: SqlThreads) -> None:
    threads.create("ann", id="t1")
    with pytest.raises(Conflict):
        threads.create("bob", id="t1")


def test_an_answer_comes_back_as_first_shown(threads: SqlThreads, runs: SqlRuns) -> None:
    thread = threads.create("ann", id="t1")
    begun = runs.start("r1", thread, "How tight? \x00")
    assert (begun.status, begun.answer, begun.question) == ("running", None, "How tight? ")
    assert threads.get("t1", "ann").title == "How tight?"
    runs.finish("r1", status="answered", answer=ANSWER)
    (turn,) = threads.turns("t1", "ann")
    assert turn.answer is not None
    assert turn.answer.citations[0].boxes == ANSWER.citations[0].boxes
    assert turn.answer.text == ANSWER.text
    runs.start("r2", thread, "And then?")
    runs.finish("r2", status="cancelled")
    assert [turn.status for turn in threads.turns("t1", "ann")] == ["answered", "cancelled"]


def test_deleting_takes_turns_and_events_but_not_feedback(threads: SqlThreads, stores: Stores) -> None:
    stores.runs.start("r1", threads.create("ann", id="t1"), "Why?")
    stores.runs.add_events("r1", [RunEvent(seq=1, data={})])
    stores.feedback.add("r1", "ann", "down", reason="wrong page", correction="page 12")
    threads.delete("t1", "ann")
    with pytest.raises(NotFound):
        threads.turn("r1", "ann")
    (kept,) = stores.feedback.all(verdict="down")
    assert (kept.question, kept.correction) == ("Why?", "page 12")
    assert stores.feedback.all(verdict="up") == []


def test_feedback_is_on_own_runs(threads: SqlThreads, stores: Stores) -> None:
    stores.runs.start("r1", threads.create("ann", id="t1"), "Why?")
    with pytest.raises(NotFound):
        stores.feedback.add("r1", "bob", "up")


def test_a_key_opens_only_as_issued(stores: Stores) -> None:
    key, text = stores.keys.create("erp", role="service", sites=["Lyngholt"])
    assert stores.keys.holder(text) == key
    assert [held.id for held in stores.keys.all()] == [key.id]
    wrong = [
        "",
        "nac",
        "nac__",
        text[:-1],
        text + "0",
        text.replace(key.id, "0" * 12),
        f"nac_{key.id}_\ud800",
        "nac_\x00_x",
    ]
    assert [stores.keys.holder(attempt) for attempt in wrong] == [None] * len(wrong)
    with pytest.raises(Conflict):
        stores.keys.create("erp", role="service")
    stores.keys.delete("erp")
    assert stores.keys.holder(text) is None
    with pytest.raises(NotFound):
        stores.keys.delete("erp")


def test_only_the_named_key_is_rotated_and_revoked(stores: Stores) -> None:
    kept, first = (stores.keys.create(name, role="service")[1] for name in ("kept", "changed"))
    _, second = stores.keys.rotate("changed")
    assert [bool(stores.keys.holder(key)) for key in (kept, first, second)] == [True, False, True]
    stores.keys.delete("changed")
    assert [bool(stores.keys.holder(key)) for key in (kept, second)] == [True, False]


def test_keys_are_rotated_expire_and_are_audited(stores: Stores) -> None:
    soon = datetime.now(UTC) + timedelta(days=1)
    _, first = stores.keys.create("ERP", role="service", expires=soon)
    for taken in ("erp", "ERP"):
        with pytest.raises(Conflict):
            stores.keys.create(taken, role="service")
    key, second = stores.keys.rotate("erp", expires=soon)
    assert stores.keys.holder(first) is None
    held = stores.keys.holder(second)
    assert held
    assert (held.id, held.expires) == (key.id, soon)
    assert stores.keys.all()[0].last_used is not None
    _, old = stores.keys.create("old", role="service", expires=datetime.now(UTC) - timedelta(seconds=1))
    assert stores.keys.holder(old) is None
    stores.keys.delete("Erp")
    with pytest.raises(NotFound):
        stores.keys.rotate("erp")
    assert [entry.action for entry in stores.audit.entries()] == [
        "key revoked",
        "key created",
        "key rotated",
        "key created",
    ]


def test_the_secret_of_a_key_is_not_in_the_database(stores: Stores, settings: StoreSettings) -> None:
    _, text = stores.keys.create("erp", role="service")
    with open_engine(settings).connect() as connection:
        row = connection.exec_driver_sql("SELECT * FROM api_keys").one()
    assert text.rpartition("_")[2] not in repr(tuple(row))


def test_the_audit_trail_is_newest_first(stores: Stores) -> None:
    stores.audit.add("ann", "removed document", "d1", title="O&M")
    stores.audit.add("bob", "signed in", "bob")
    assert [entry.actor for entry in stores.audit.entries()] == ["bob", "ann"]
    assert stores.audit.entries(target="d1")[0].detail == {"title": "O&M"}
