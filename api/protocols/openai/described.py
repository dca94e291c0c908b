"""What the description of the API says of `/v1`: whole answers and streams."""

from typing import Any

from api.http.described import stream_of
from api.protocols.openai.shapes.chat import ChatChunk, ChatCompletion, StreamFailed
from api.protocols.openai.shapes.responses import ModelResponse, ResponseEvent

STREAMED = (ChatChunk, StreamFailed, ResponseEvent)
"""Shapes that only streams hold."""
CHAT: dict[int | str, dict[str, Any]] = {
    200: {"model": ChatCompletion, "content": stream_of("ChatChunk", "StreamFailed", end="[DONE]")}
}
RESPONSES: dict[int | str, dict[str, Any]] = {200: {"model": ModelResponse, "content": stream_of("ResponseEvent")}}
