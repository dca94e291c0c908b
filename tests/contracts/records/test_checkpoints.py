"""The agent's state survives a restart on either database."""

import asyncio
import operator
from typing import Annotated, Any, TypedDict

from langgraph.graph import END, START, StateGraph

from stores.conversations.checkpoints import open_checkpointer
from stores.settings import StoreSettings


class Spoken(TypedDict):
    """The words so far."""

    words: Annotated[list[str], operator.add]


async def test_a_thread_goes_on_after_a_restart(settings: StoreSettings) -> None:
    graph: Any = StateGraph(Spoken)
    graph.add_node("echo", lambda state: {"words": [state["words"][-1].upper()]})
    graph.add_edge(START, "echo")
    graph.add_edge("echo", END)
    thread: Any = {"configurable": {"thread_id": "t1"}}
    async with open_checkpointer(settings) as saver:
        await graph.compile(checkpointer=saver).ainvoke({"words": ["one"]}, thread)
    async with open_checkpointer(settings) as saver:
        after = await graph.compile(checkpointer=saver).ainvoke({"words": ["two"]}, thread)
    assert after["words"] == ["one", "ONE", "two", "TWO"]


async def test_servers_that_start_at_once_on_an_empty_database(settings: StoreSettings) -> None:
    async def opened() -> None:
        async with open_checkpointer(settings):
            """Its tables are there."""

    await asyncio.gather(*(opened() for _ in range(4 if settings.on_postgres else 1)))
