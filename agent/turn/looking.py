"""Ask a model that sees what a picture of a manual shows: what it reads is evidence of its own kind, never the source's words."""

import asyncio
import base64
from pathlib import Path

import structlog
from langchain_core.messages import HumanMessage

from agent.models.prompts.reading import prompt, prompt_version
from agent.models.remote import Remote
from agent.tracing.trace import tokens_between
from agent.turn.state import TurnContext
from domain.answers import Evidence, Usage
from domain.errors import NacelleError
from tools.context import Look, ToolResult
from tools.findings import regions_of

LONGEST_S = 120.0
MOST_CHARACTERS = 6_000
UNREADABLE = "UNREADABLE"
"""What the model writes where the picture does not show what is asked."""


async def read_by_model(look: Look, context: TurnContext) -> tuple[str, ToolResult]:
    """The status of the call, and what was read: one more call of the turn's model, within the turn's time and tokens."""
    turn, before = context.turn, context.turn.usage
    remote = Remote(context.chat_model, context.settings, before, started=context.started)
    where = f"page {look.place.page} of {look.place.title}"
    try:
        with context.trace.chat(context.settings.model) as mark:
            async with asyncio.timeout(LONGEST_S):
                text = (await remote.whole([_message(look, context.settings.prompts)])).text
            mark.note(tokens_between(before, remote.usage))
    except TimeoutError:
        return "error", ToolResult(note=f"The picture on {where} was not read within {LONGEST_S:g} s.")
    except NacelleError as error:
        return "error", ToolResult(note=f"The picture on {where} was not read: {error}.")
    except Exception as error:  # noqa: BLE001  whatever an endpoint can break by must not end the turn
        structlog.get_logger("nacelle.tools").error("picture not read", page=where, exc_info=error)
        return "error", ToolResult(
            note=f"The picture on {where} was not read: the model met an error; it is in the log."
        )
    finally:
        # Other calls of the same round may have been counted meanwhile.
        version = prompt_version(context.settings.prompts)
        turn.usage = _plus(turn.usage, before, remote.usage).model_copy(update={"prompts": version})
    lines = [" ".join(line.split()) for line in text[:MOST_CHARACTERS].splitlines() if line.strip()]
    if not lines or UNREADABLE in lines:
        return "empty", ToolResult(note=f"The picture on {where} does not show it.")
    return "ok", ToolResult((_evidence(look.place, lines),), note="Read from a picture: not the source's own words.")


def _message(look: Look, own: Path | None) -> HumanMessage:
    url = f"data:image/png;base64,{base64.b64encode(look.png).decode()}"
    asked = f"{prompt('picture', own)}\n{look.question}"
    return HumanMessage([{"type": "text", "text": asked}, {"type": "image_url", "image_url": {"url": url}}])


def _evidence(place: Evidence, lines: list[str]) -> Evidence:
    spot = place.regions[0]
    regions = tuple(one.model_copy(update={"page": spot.page, "box": spot.box}) for one in regions_of(lines))
    return place.model_copy(update={"text": "\n".join(lines), "regions": regions})


def _plus(now: Usage, before: Usage, after: Usage) -> Usage:
    names = ("model_calls", "input_tokens", "output_tokens")
    more = {name: getattr(now, name) + getattr(after, name) - getattr(before, name) for name in names}
    return now.model_copy(update={**more, "estimated": now.estimated or after.estimated})
