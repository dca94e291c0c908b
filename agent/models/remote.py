"""A language model's replies within one turn: streamed, counted, bounded by the turn's time and tokens."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any, cast

from langchain_core.exceptions import ContextOverflowError
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage

from agent.models.endpoint.failing import ContextTooLong
from agent.models.replies.heard import Heard
from agent.settings import AgentSettings
from domain.answers import Usage
from domain.errors import Unavailable

BYTES_PER_TOKEN = 4
"""Of English text; a script of three bytes a letter has about one token a letter and a third."""
TOKENS_PER_PICTURE = 1_600
"""Of the largest that is sent (`tools/manuals/pictures.py`), as the common endpoints count it."""
CUT_OFF = "length"
_CUT = {CUT_OFF: "its answer was cut off at the length limit", "content_filter": "its answer was filtered"}


class Remote:
    """One turn's use of a chat model; `usage` grows with each call."""

    def __init__(
        self,
        model: BaseChatModel,
        settings: AgentSettings,
        usage: Usage | None = None,
        *,
        started: float | None = None,
    ) -> None:
        """`started` is when the turn began, by `time.monotonic`."""
        self.usage = usage or Usage()
        self._model = model
        self._settings = settings
        self._until = (time.monotonic() if started is None else started) + settings.turn_timeout_s

    async def reply(
        self, messages: Sequence[BaseMessage], tools: Sequence[dict[str, Any]] = ()
    ) -> AsyncIterator[str | AIMessage]:
        """Pieces of text as they come, at last the whole reply with its calls and why it ended.

        A reply that grows beyond `model_reply_tokens` is cut there (`ended_early` says so).

        Args:
            messages: the conversation.
            tools: schemas of the tools that are offered.

        Raises:
            ContextTooLong: the model cannot read so much; a shorter conversation may be tried.
            Unavailable: the model failed, said nothing, or the turn's time or tokens are used up.
        """
        self._check_tokens()
        model = self._model.bind_tools(list(tools)) if tools else self._model
        heard, cut = Heard(), ""
        try:
            async with aclosing(cast("Any", model.astream(list(messages)))) as stream:
                while (piece := await self._next(stream)) is not None:
                    heard.add(piece)
                    if piece.text:
                        yield piece.text
                    if heard.chars > self._settings.model_reply_tokens * BYTES_PER_TOKEN:
                        cut = CUT_OFF
                        break
        finally:
            self._count(messages, tools, heard)
        if not heard.said_anything:
            raise Unavailable("its answer was empty")
        yield heard.message(finish_reason=cut)

    async def whole(self, messages: Sequence[BaseMessage], tools: Sequence[dict[str, Any]] = ()) -> AIMessage:
        """The reply without its pieces."""
        async with aclosing(cast("Any", self.reply(messages, tools))) as pieces:
            return [piece async for piece in pieces][-1]

    def _check_tokens(self) -> None:
        if self.usage.input_tokens + self.usage.output_tokens >= self._settings.max_turn_tokens:
            raise Unavailable("the turn's tokens were used up")

    async def _next(self, stream: AsyncIterator[AIMessageChunk]) -> AIMessageChunk | None:
        too_long = False
        left = self._until - time.monotonic()
        try:
            if left > 0:
                async with asyncio.timeout(left):
                    return await anext(stream, None)
        except TimeoutError:
            pass
        except ContextOverflowError:
            too_long = True
        raise ContextTooLong if too_long else Unavailable("the turn's time was used up")

    def _count(self, messages: Sequence[BaseMessage], tools: Sequence[dict[str, Any]], heard: Heard) -> None:
        """Add a call; an endpoint that reports no tokens is charged by length."""
        told = heard.usage
        read = told["input_tokens"] if told else sum(map(_tokens, messages)) + _length(json.dumps(list(tools)))
        written = told["output_tokens"] if told else -(-heard.chars // BYTES_PER_TOKEN)
        before = self.usage
        self.usage = before.model_copy(
            update={
                "model_calls": before.model_calls + 1,
                "input_tokens": before.input_tokens + read,
                "output_tokens": before.output_tokens + written,
                "estimated": before.estimated or not told,
            }
        )


def ended_early(reply: AIMessage) -> str:
    """Why a reply is not whole, in a few words; nothing where it is."""
    return _CUT.get(str(reply.response_metadata.get("finish_reason") or ""), "")


def _tokens(message: BaseMessage) -> int:
    calls = message.tool_calls if isinstance(message, AIMessage) else []
    seen = sum(part.get("type") == "image_url" for part in message.content if isinstance(part, dict))
    return (
        seen * TOKENS_PER_PICTURE
        + _length(message.text)
        + sum(_length(json.dumps(call["args"], default=str)) for call in calls)
    )


def _length(text: str) -> int:
    return -(-len(text.encode("utf-8", "replace")) // BYTES_PER_TOKEN)
