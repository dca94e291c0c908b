"""What goes after a while, and what stays: on both databases, with the agent's own states."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from langchain_core.messages import HumanMessage
from langgraph.graph import START, StateGraph
from langgraph.graph.message import MessagesState

from domain.answers import Answer
from stores.conversations.checkpoints import open_checkpointer
from stores.conversations.runs import RunEvent
from stores.open_stores import Stores
from stores.operation.graph_states import first_id_at
from stores.records.store import SqlRecords
from stores.settings import StoreSettings

NOW = datetime.now(UTC)
EVERYTHING = NOW + timedelta(days=3)
SINCE_YESTERDAY = NOW - timedelta(days=1)


def turn(stores: Stores, owner: str, run_id: str, thread_id: str = "") -> str:
    """A conversation with one answered question."""
    thread = stores.threads.create(owner, id=thread_id or f"t-{run_id}")
    stores.runs.start(run_id, thread, "Why does it squeal?")
    answer = Answer(id=run_id, thread_id=thread.id, status="answered", text="Worn pads.")
    stores.runs.finish(run_id, status="answered", answer=answer, events=[RunEvent(seq=1, data={"type": "X"})])
    stores.feedback.add(run_id, owner, "up")
    return thread.id


async def talk(settings: StoreSettings, *threads: str, turns: int = 3) -> None:
    """Leave the agent's states of conversations behind, as its graph does."""
    graph = StateGraph(MessagesState)
    graph.add_node("say", lambda state: {"messages": [HumanMessage("again")]})
    graph.add_edge(START, "say")
    async with open_checkpointer(settings) as saver:
        compiled = graph.compile(checkpointer=saver)
        for thread in threads:
            for _ in range(turns):
                config = {"configurable": {"thread_id": thread}}
                await compiled.ainvoke({"messages": [HumanMessage("why?")]}, config, durability="exit")


async def said(settings: StoreSettings, thread: str) -> int:
    """How many messages the agent remembers, and that it has one state of them at most."""
    async with open_checkpointer(settings) as saver:
        states = [state async for state in saver.alist({"configurable": {"thread_id": thread}})]
        assert len(states) <= 1
        return len(states[0].checkpoint["channel_values"]["messages"]) if states else 0


def pages(settings: StoreSettings) -> int:
    """Of the SQLite files, with what still stands in their logs; PostgreSQL reuses its pages when it finds the time."""
    if settings.on_postgres:
        return 0
    total = 0
    for name in ("records.db", "conversations.db"):
        with closing(sqlite3.connect(settings.home / name)) as connection:
            total += connection.execute("PRAGMA page_count").fetchone()[0]
    return total


def test_what_is_old_goes_and_the_rest_stays_whole(
    stores: Stores, records: SqlRecords, settings: StoreSettings
) -> None:
    thread = turn(stores, "ann", "r1")
    asyncio.run(talk(settings, thread))
    assert not any(stores.retention.run(SINCE_YESTERDAY, dry_run=True)[name] for name in ("threads", "feedback"))
    stores.retention.run(SINCE_YESTERDAY)
    assert asyncio.run(said(settings, thread)) == 6, "the last state holds the whole conversation"
    asyncio.run(talk(settings, thread, turns=1))
    would = stores.retention.run(EVERYTHING, dry_run=True)
    assert stores.threads.turns(thread, "ann"), "counting deletes nothing"
    gone = stores.retention.run(EVERYTHING)
    assert (gone["threads"], gone["turns"], gone["feedback"]) == (1, 1, 1)
    assert would == gone
    assert asyncio.run(said(settings, thread)) == 0
    assert stores.records.find_work_orders(limit=99)
    assert stores.audit.entries()[0].action == "retention run"


def test_a_run_under_way_is_left_alone(stores: Stores) -> None:
    thread = stores.threads.create("ann")
    stores.runs.start("r1", thread, "Why?")
    stores.retention.run(EVERYTHING)
    assert stores.threads.turn("r1", "ann").status == "running"


def test_the_database_stays_flat(stores: Stores, settings: StoreSettings) -> None:
    sizes: list[int] = []
    for round_ in range(6):
        for number in range(20):
            turn(stores, "ann", f"r{round_}-{number}")
        asyncio.run(talk(settings, *(f"c{round_}-{number}" for number in range(3))))
        stores.retention.run(EVERYTHING)
        assert stores.turns.finished() == []
        sizes.append(pages(settings))
    assert sizes[-1] <= sizes[1] * 1.1


def test_ids_of_states_sort_by_time() -> None:
    assert first_id_at(NOW) < first_id_at(NOW + timedelta(milliseconds=1))
    assert first_id_at(NOW)[14] == "6"


def test_a_person_takes_along_and_is_erased(stores: Stores, records: SqlRecords, settings: StoreSettings) -> None:
    thread, others = turn(stores, "ann", "r1"), turn(stores, "annabel", "r2")
    asyncio.run(talk(settings, thread, others, turns=1))
    stores.keys.create("ann", role="technician")
    approval = _note(stores, "ann")
    stores.approvals.decide(approval, "approved", by="ann")
    before = stores.records.work_order("WO-10235").actions
    assert "ann: the pads are annealed" in before
    taken = stores.people.export("ann")
    assert (len(taken["threads"]), len(taken["feedback"]), len(taken["approvals"])) == (1, 1, 1)
    assert "annabel" not in str(taken)
    assert "salt" not in taken["api_keys"][0]
    other, counts = stores.people.erase("ann")
    assert counts["threads"] == 1
    assert asyncio.run(said(settings, thread)) == 0
    assert asyncio.run(said(settings, others)) > 0
    order = stores.records.work_order("WO-10235")
    assert order.actions == before.replace("ann:", f"{other}:"), "the order keeps what was done, by somebody"
    assert not any(stores.people.export("ann").values())
    assert stores.threads.turns(others, "annabel")
    assert stores.approvals.get(approval).requested_by == other


def _note(stores: Stores, who: str) -> str:
    from domain.approvals import Approval
    from stores.writes.approvals import hash_of

    args = {"work_order": "WO-10235", "note": "the pads are annealed"}
    approval = Approval(
        id="a1", thread_id="", run_id="x", tool="add_work_order_note", args=args, args_hash=hash_of(args),
        summary="Note on WO-10235", requested_by=who, created=NOW, expires_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    stores.approvals.put(approval)
    return approval.id
