"""Whether a remote model's reply is enough, and how the embedded one takes the turn over."""

from langchain_core.messages import AIMessage

from agent.models.remote import ended_early
from agent.turn.beside import only_the_machine
from agent.turn.state import TurnContext

MOST_REPEATS = 3
"""Calls that a model makes again with the same arguments before it is seen to go round in circles."""


def why_not(reply: AIMessage, context: TurnContext) -> str:
    """The phrase that says why a reply is not enough; nothing where it is, or where it proposed a change and told of nothing else."""
    release = context.turn.release
    if ended_early(reply):
        return "takeover_cut"
    if release.writes.numbers and not (release.judged or context.turn.beside):
        return ""
    if release.out_of_scope and not release.claims:
        return ""
    replaced = bool(release.claims) and not release.stands
    if replaced or (release.withheld and not release.reliable):
        return "takeover_parts" if release.stands else "takeover_withheld"
    beside = context.turn.beside or only_the_machine(context.turn)
    unusable = release.nothing or not release.claims or release.thin or beside
    return "takeover" if unusable else ""


def is_spent(context: TurnContext) -> bool:
    """Whether the turn may not go on: its steps or tokens are used up, or it goes round in circles."""
    turn, settings = context.turn, context.settings
    tokens = turn.usage.input_tokens + turn.usage.output_tokens
    return turn.steps > settings.max_steps or turn.repeats >= MOST_REPEATS or tokens >= settings.max_turn_tokens


def hand_over(context: TurnContext, why: str) -> None:
    """The embedded model plans to its end and then writes; what was shown stays shown."""
    turn = context.turn
    turn.driver, turn.steps = "embedded", 0
    turn.degraded = turn.degraded or why
    turn.handed_over, turn.set_aside = len(turn.release.claims), len(turn.calls)
    turn.empty = []
    if turn.release.nothing and turn.calls:
        turn.denied = frozenset(turn.release.evidence)
    if not turn.release.claims:  # what one did not find another may
        turn.release.gaps.clear()
    turn.release.nothing = False
    turn.release.frames.clear()
