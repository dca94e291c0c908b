"""The agent's graph: wiring only, and how its threads are written down."""

from typing import TYPE_CHECKING, Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from agent.tracing.steps import traced
from agent.turn.acting import act
from agent.turn.closing import after_closing, approve, close
from agent.turn.opening import after_opening, ask, open_turn
from agent.turn.state import TurnContext, TurnState
from agent.turn.thinking import after_thinking, think

if TYPE_CHECKING:
    from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer


def build_graph(checkpointer: "BaseCheckpointSaver[Any]") -> "CompiledStateGraph[Any, Any, Any, Any]":
    """Wire open -> think <-> act, think (-> approve) -> close; a question to the person rests in ask until the reply comes."""
    graph = StateGraph(TurnState, context_schema=TurnContext)
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
