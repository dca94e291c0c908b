"""An OpenAI-compatible chat endpoint on loopback that follows a script: one line of it for each request."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

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


class Endpoint(ThreadingHTTPServer):
    """Listens on a free port; `requests` keeps the bodies, `keys` the Authorization headers."""

    daemon_threads = True

    def __init__(self, script: list[Say]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = script
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Endpoint

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        self.server.keys.append(self.headers.get("Authorization", ""))
        say = self.server.script.pop(0) if self.server.script else Say(status=418)
        if say.hangs:
            self.server.closing.wait(10)
            self.close_connection = True
        elif say.status != 200:
            message = f"script says {say.status}; your key was {self.headers.get('Authorization')}"
            self._send(say.status, json.dumps({"error": {"message": message}}), say.headers)
        elif body.get("stream"):
            self._stream(say)
        else:
            self._send(200, json.dumps(_whole(say)), say.headers)

    def _send(self, status: int, text: str, headers: dict[str, str]) -> None:
        data = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

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


@contextmanager
def serving(*script: Say) -> Iterator[Endpoint]:
    """The endpoint, listening until the block ends."""
    server = Endpoint(list(script))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
