"""Nodes of the graph as steps of the trace."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from langgraph.runtime import Runtime

from agent.turn.state import TurnContext, TurnState, Update


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
