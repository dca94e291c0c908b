"""The turn's writes wait for a person: approvals are kept, and the answer says in a line what waits."""

from langgraph.runtime import Runtime

from agent.approvals.asking import ask_for_writes
from agent.turn.closing import answer_of
from agent.turn.state import TurnContext, TurnState, Update


async def approve(state: TurnState, runtime: Runtime[TurnContext]) -> Update:
    """Keep the turn's writes as approvals; the turn ends, the decision comes whenever a person takes it."""
    del state
    turn = runtime.context.turn
    turn.answer = await ask_for_writes(answer_of(turn, runtime.context), runtime.context, runtime.stream_writer)
    return {}
