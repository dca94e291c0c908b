"""The agent's graph: wiring only, and how its threads are written down."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Protocol

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime

from agent.turn.acting import act
from agent.turn.closing import after_closing, approve, close
from agent.turn.opening import after_opening, ask, open_turn
from agent.turn.state import TurnContext, TurnState, Update
from agent.turn.thinking import after_thinking, think

if TYPE_CHECKING:
    from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer


def build_graph(checkpointer: "BaseCheckpointSaver[Any]") -> "CompiledStateGraph[Any, Any, Any, Any]":
    """Wire open -> think <-> act, think (-> approve) -> close; a question to the person rests in ask until the reply comes."""
    graph = StateGraph(TurnState, context_schema=TurnContext)
    # The names of their spans are what dashboards hold (docs/guides/operation.md), older than those of the nodes.
    graph.add_node("open", traced("open", open_turn))
    graph.add_node("think", traced("plan", think))
    graph.add_node("act", traced("tools", act))
    graph.add_node("approve", traced("approval", approve))
    graph.add_node("close", traced("close", close))
    graph.add_node("ask", ask)
    graph.add_edge(START, "open")
    graph.add_conditional_edges("open", after_opening, ["think", "close"])
    graph.add_conditional_edges("think", after_thinking, ["act", "approve", "close"])
    graph.add_edge("act", "think")
    graph.add_edge("approve", "close")
    graph.add_conditional_edges("close", after_closing, ["ask", "__end__"])
    graph.add_conditional_edges("ask", after_opening, ["think", "close"])
    return graph.compile(checkpointer=checkpointer)


def serializer() -> "JsonPlusSerializer":
    """Reads back LangChain's messages and plain values only: a checkpoint that was tampered with builds no other object."""
    from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer  # noqa: PLC0415

    return JsonPlusSerializer(allowed_msgpack_modules=None)


class Step(Protocol):
    """A node, called by name as LangGraph does."""

    async def __call__(self, state: TurnState, runtime: Runtime[TurnContext]) -> Update:
        """What the node changed."""
        ...


def traced(name: str, node: Callable[[TurnState, Runtime[TurnContext]], Awaitable[Update]]) -> Step:
    """The node, inside a step of its turn's trace."""

    async def step(state: TurnState, runtime: Runtime[TurnContext]) -> Update:
        with runtime.context.trace.step(name):
            return await node(state, runtime)

    return step
