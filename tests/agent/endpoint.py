"""An OpenAI-compatible chat endpoint on loopback that follows a script: one line of it for each request."""

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from tests.loopback import JsonHandler, LoopbackServer, listening

USAGE = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}


@dataclass
class Say:
    """One reply. `dies_after`: characters before the connection drops; `hangs`: no reply at all."""

    text: str = ""
    tools: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    finish: str = "stop"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    choices: bool = True
    usage: bool = True
    hangs: bool = False
    dies_after: int | None = None
    refusal: str | None = None


class Endpoint(LoopbackServer):
    """Follows its script; `requests` keeps the bodies, `keys` the Authorization headers."""

    def __init__(self, script: list[Say]) -> None:
        super().__init__(_Handler)
        self.script = script
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []


class _Handler(JsonHandler):
    protocol_version = "HTTP/1.1"
    server: Endpoint

    def answer(self, body: dict[str, Any]) -> None:
        self.server.requests.append(body)
        self.server.keys.append(self.headers.get("Authorization", ""))
        say = self.server.script.pop(0) if self.server.script else Say(status=418)
        if say.hangs:
            self.server.closing.wait(10)
            self.close_connection = True
        elif say.status != 200:
            message = f"script says {say.status}; your key was {self.headers.get('Authorization')}"
            self.send_json(say.status, {"error": {"message": message}}, say.headers)
        elif body.get("stream"):
            self._stream(say)
        else:
            self.send_json(200, _whole(say), say.headers)

    def _stream(self, say: Say) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        text = say.text if say.dies_after is None else say.text[: say.dies_after]
        for start in range(0, len(text), 5):
            self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": text[start : start + 5]}}]})
        self.close_connection = True
        if say.dies_after is not None:
            return
        if say.refusal:
            self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "refusal": say.refusal}}]})
        if say.choices:
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": say.finish}]})
        if say.usage:
            self._event({"choices": [], "usage": USAGE})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, part: dict[str, Any]) -> None:
        event = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", **part}
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()


def _whole(say: Say) -> dict[str, Any]:
    calls = [
        {"id": f"call_{n}", "type": "function", "function": {"name": name, "arguments": arguments}}
        for n, (name, arguments) in enumerate(say.tools)
    ]
    message = {
        "role": "assistant",
        "content": say.text or None,
        "refusal": say.refusal,
        **({"tool_calls": calls} if calls else {}),
    }
    choices = [{"index": 0, "message": message, "finish_reason": "tool_calls" if calls else say.finish}]
    whole = {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": choices if say.choices else [],
    }
    return {**whole, "usage": USAGE} if say.usage else whole


def serving(*script: Say) -> AbstractContextManager[Endpoint]:
    """The endpoint, listening until the block ends."""
    return listening(Endpoint(list(script)))
