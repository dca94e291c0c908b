"""An OpenAI-compatible chat endpoint on loopback that follows a script: one line of it for each request that it takes."""

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from tests.loopback import JsonHandler, LoopbackServer, listening

USAGE = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
Body = dict[str, Any]
Refusal = tuple[int, Any]
"""A status and the body of the error."""


@dataclass
class Say:
    """One reply. `dies_after`: characters before the connection drops; `hangs`: no reply at all; `deltas`: as they are.

    `at_once`: not streamed, whatever was asked. `pauses`: seconds of silence, the first before the first token.
    """

    text: str = ""
    tools: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    finish: str | None = "stop"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    choices: bool = True
    usage: bool = True
    hangs: bool = False
    dies_after: int | None = None
    refusal: str | None = None
    error: Any = None
    at_once: bool = False
    deltas: list[Body] = field(default_factory=list[Body])
    pauses: list[float] = field(default_factory=list[float])
    done: bool = True


class ScriptedEndpoint(LoopbackServer):
    """Follows its script; `refuse` may turn a body down first. `requests`, `headers` and `paths` keep what came."""

    def __init__(self, script: list[Say], refuse: Callable[[Body], Refusal | None] | None) -> None:
        super().__init__(_Handler)
        self.script = script
        self.refuse = refuse
        self.requests: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []


class _Handler(JsonHandler):
    protocol_version = "HTTP/1.1"
    server: ScriptedEndpoint

    def answer(self, body: Body) -> None:
        server = self.server
        server.requests.append(body)
        server.headers.append({name.lower(): value for name, value in self.headers.items()})
        server.paths.append(self.path)
        refused = server.refuse(body) if server.refuse else None
        if refused:
            self.send_json(*refused)
            return
        say = server.script.pop(0) if server.script else Say(status=418)
        if say.hangs:
            server.closing.wait(10)
            self.close_connection = True
        elif say.status != 200:
            message = f"script says {say.status}; your key was {self.headers.get('Authorization')}"
            self.send_json(say.status, say.error or {"error": {"message": message}}, say.headers)
        elif body.get("stream") and not say.at_once:
            self._stream(say)
        else:
            self.send_json(200, _whole(say), say.headers)

    def _stream(self, say: Say) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        pauses = list(say.pauses)
        for delta in say.deltas or _deltas(say):
            time.sleep(pauses.pop(0) if pauses else 0)
            self._event({"choices": [{"index": 0, "delta": delta}]})
        if say.dies_after is not None:
            return
        if say.error:
            self._event({"error": say.error})
            return
        if say.choices and say.finish:
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": say.finish}]})
        if say.usage:
            self._event({"choices": [], "usage": USAGE})
        if say.done:
            self.wfile.write(b": bye\n\ndata: [DONE]\n\n")

    def _event(self, part: Body) -> None:
        event = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", **part}
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()


def _deltas(say: Say) -> list[Body]:
    text = say.text if say.dies_after is None else say.text[: say.dies_after]
    said: list[Body] = [{"role": "assistant", "content": text[at : at + 5]} for at in range(0, len(text), 5)]
    said += [{"refusal": say.refusal}] if say.refusal else []
    for index, (name, arguments) in enumerate(say.tools):
        begins = {"index": index, "id": f"call_{index}", "type": "function"}
        said.append({"tool_calls": [{**begins, "function": {"name": name, "arguments": ""}}]})
        said += [
            {"tool_calls": [{"index": index, "function": {"arguments": arguments[at : at + 6]}}]}
            for at in range(0, len(arguments), 6)
        ]
    return said


def _whole(say: Say) -> Body:
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


def serving(
    *script: Say, refuse: Callable[[Body], Refusal | None] | None = None
) -> AbstractContextManager[ScriptedEndpoint]:
    """The endpoint, listening until the block ends."""
    return listening(ScriptedEndpoint(list(script), refuse))
