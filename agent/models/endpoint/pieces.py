"""The pieces of a reply in the client library's form."""

import json
from typing import Any, cast

from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from agent.models.endpoint.wire import Part
from agent.models.replies.calls_in_text import SpokenCall
from agent.models.replies.heard import new_call_id


def is_whole(part: Part) -> bool:
    """Whether the reply came at once, though a stream was asked for."""
    return part.get("object") == "chat.completion" or any(
        "message" in choice for choice in cast("list[Part]", part.get("choices") or [])
    )


def done(about: dict[str, Any]) -> AIMessageChunk:
    """A piece that says only how the reply ended."""
    return AIMessageChunk(content="", response_metadata=about)


def at_once(result: ChatResult) -> ChatGenerationChunk:
    """A reply that was not streamed, as one piece."""
    if not result.generations:
        return ChatGenerationChunk(message=done({"finish_reason": "stop"}))
    message = cast("AIMessage", result.generations[0].message)
    called = [*message.tool_calls, *message.invalid_tool_calls]
    about = {"finish_reason": "stop", **(result.generations[0].generation_info or {})}
    return ChatGenerationChunk(
        message=AIMessageChunk(
            content=message.text,
            tool_call_chunks=[_chunk(n, c["name"] or "?", c["args"], c["id"]) for n, c in enumerate(called)],
            usage_metadata=message.usage_metadata,
            response_metadata={name: value or "stop" for name, value in about.items() if name == "finish_reason"},
        )
    )


def last(rest: str, calls: list[SpokenCall]) -> ChatGenerationChunk:
    """The end of a reply: what was kept back, and the calls that stood in its text."""
    chunks = [_chunk(n, call.name, call.arguments, new_call_id()) for n, call in enumerate(calls)]
    return ChatGenerationChunk(message=AIMessageChunk(content=rest, tool_call_chunks=chunks))


def _chunk(index: int, name: str, args: Any, call_id: str | None) -> Any:
    text = args if isinstance(args, str) else json.dumps(args, ensure_ascii=False)
    return tool_call_chunk(name=name, args=text, id=call_id, index=index)
