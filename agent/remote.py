"""A remote model in a turn: asked within the turn's time, its tokens counted, its failures told in one sentence."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any

from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage

from agent.messages import prompt_version
from agent.state import TurnContext
from domain.answers import Usage, Withheld
from domain.errors import Unavailable

CHARS_PER_TOKEN = 4
_SECRET = re.compile(r"(?i)(?:bearer\s+|\bsk-|api[_-]?key\W{1,3}|//[^/@\s]*:)[^\s,;)]+")
_NUMBERED = re.compile(r"^\W{0,3}(\d{1,2})\s*:\s*(.*)$")
_CUT_OFF = {"length": "its answer was cut off at the length limit", "content_filter": "its answer was filtered"}


class Remote:
    """One turn's use of `context.chat_model`; `usage` grows with each call."""

    def __init__(self, context: TurnContext, usage: Usage) -> None:
        self.usage = usage
        self._context = context

    def time_left(self) -> asyncio.Timeout:
        """A time limit at the end of the turn. Raises Unavailable where its time or its tokens are used up."""
        spent = self.usage.input_tokens + self.usage.output_tokens
        if spent >= self._context.settings.max_turn_tokens:
            raise Unavailable("the turn's tokens were used up")
        left = self._context.started + self._context.settings.turn_timeout_s - time.monotonic()
        if left <= 0:
            raise Unavailable("the turn's time was used up")
        return asyncio.timeout(left)

    async def plan(self, given: list[BaseMessage], tools: Sequence[dict[str, Any]]) -> AIMessage:
        """The model's reply with `tools` offered."""
        async with self.time_left():
            reply = await self._context.chat_model.bind_tools(tools).ainvoke(given)
        self._count(given, reply)
        return reply

    async def repair(self, given: list[BaseMessage], failed: Sequence[Withheld]) -> list[str]:
        """The failed sentences anew, empty where the model drops one."""
        async with self.time_left():
            reply = await self._context.chat_model.ainvoke(given)
        self._count(given, reply)
        lines = [line.strip() for line in reply.text.splitlines() if line.strip()]
        numbered = {int(m.group(1)): m.group(2) for line in lines if (m := _NUMBERED.match(line))}
        if not numbered and len(failed) == 1 and lines:
            numbered = {1: lines[0]}
        return ["" if (text := numbered.get(n, "")).strip(" .") == "DROP" else text for n in range(1, len(failed) + 1)]

    async def stream(self, given: list[BaseMessage]) -> AsyncIterator[str]:
        """The model's text as it comes. Raises Unavailable where it is cut off or there is none."""
        whole: AIMessageChunk | None = None
        try:
            async for piece in self._context.chat_model.astream(given):
                whole = piece if whole is None else whole + piece
                if piece.text:
                    yield piece.text
        finally:
            if whole is not None:
                self._count(given, whole)
        reason = whole.response_metadata.get("finish_reason") if whole is not None else None
        if reason in _CUT_OFF:
            raise Unavailable(_CUT_OFF[reason])
        if whole is None or not whole.text.strip():
            raise Unavailable("its answer was empty")

    def _count(self, given: list[BaseMessage], reply: AIMessage | AIMessageChunk) -> None:
        """Add a call; an endpoint that reports no tokens is charged four characters a token."""
        spent = reply.usage_metadata
        read = spent["input_tokens"] if spent else _tokens(*(message.text for message in given))
        written = spent["output_tokens"] if spent else _tokens(reply.text, *(str(c["args"]) for c in reply.tool_calls))
        self.usage = Usage(
            model_calls=self.usage.model_calls + 1,
            input_tokens=self.usage.input_tokens + read,
            output_tokens=self.usage.output_tokens + written,
            estimated=self.usage.estimated or spent is None,
            prompts=prompt_version(),
        )


def _tokens(*texts: str) -> int:
    return sum(-(-len(text) // CHARS_PER_TOKEN) for text in texts)


def failure(error: Exception) -> str:
    """One sentence for `Answer.degraded`, without anything that looks like a key."""
    detail = str(error).strip().splitlines()[0][:200] if str(error).strip() else ""
    if isinstance(error, TimeoutError):
        detail = "the turn's time was used up"
    shown = _SECRET.sub("(hidden)", detail) or type(error).__name__
    return f"The language model did not answer ({shown}); Nacelle's embedded model finished the turn."
