"""The agent's graph: wiring only."""

from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from agent import nodes
from agent.state import TurnContext, TurnState


def build_graph(checkpointer: "BaseCheckpointSaver[Any] | None" = None) -> "CompiledStateGraph[Any, Any, Any, Any]":
    """Wire situate -> plan <-> act -> answer (-> approve) -> close; a turn that must stop goes from situate to close."""
    graph = StateGraph(TurnState, context_schema=TurnContext)
    graph.add_node("situate", nodes.situate)
    graph.add_node("plan", nodes.plan)
    graph.add_node("act", nodes.call_tools)
    graph.add_node("answer", nodes.answer)
    graph.add_node("approve", nodes.approve)
    graph.add_node("close", nodes.close)
    graph.add_edge(START, "situate")
    graph.add_conditional_edges("situate", nodes.after_situate, ["plan", "close"])
    graph.add_conditional_edges("plan", nodes.after_plan, ["act", "answer"])
    graph.add_edge("act", "plan")
    graph.add_conditional_edges("answer", nodes.after_answer, ["approve", "close"])
    graph.add_edge("approve", "close")
    graph.add_edge("close", END)
    return graph.compile(checkpointer=checkpointer)
