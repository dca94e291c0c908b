"""An OpenAI-compatible judge on loopback that fills in whatever form it is asked to, or misbehaves."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TEXT = "The part is in stock."


class Judge(ThreadingHTTPServer):
    """`manner`: `yes` and `no` fill in every verdict so; `prose`, `rate` and `hang` are no verdicts."""

    daemon_threads = True

    def __init__(self, manner: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.manner = manner
        self.asked = 0
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that does not wait is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: Judge

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked += 1
        if self.server.manner == "hang":
            self.server.closing.wait(10)
            return
        if self.server.manner == "rate":
            self._send(429, {"error": {"message": "slow down"}})
            return
        message: dict[str, Any] = {"role": "assistant", "content": "It looks rather good to me."}
        if self.server.manner != "prose":
            message |= _filled(body, self.server.manner == "yes")
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self._send(200, {"id": "c", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]})

    def _send(self, status: int, content: Any) -> None:
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _filled(body: dict[str, Any], yes: bool) -> dict[str, Any]:
    """As a tool call where tools are offered, else as JSON text by the schema that stands in the prompt."""
    if body.get("tools"):
        function = body["tools"][0]["function"]
        arguments = json.dumps(_instance(function["parameters"], function["parameters"], yes))
        call = {"id": "t", "type": "function", "function": {"name": function["name"], "arguments": arguments}}
        return {"content": None, "tool_calls": [call]}
    form = body.get("response_format", {}).get("json_schema", {}).get("schema") or _schema_in(
        json.dumps(body["messages"])
    )
    return {"content": json.dumps(_instance(form, form, yes))}


def _schema_in(messages: str) -> dict[str, Any]:
    text = "\n".join(str(m["content"]) for m in json.loads(messages))
    decoder = json.JSONDecoder()
    for start in (n for n, letter in enumerate(text) if letter == "{"):
        try:
            found, _ = decoder.raw_decode(text[start:])
        except ValueError:
            continue
        if isinstance(found, dict) and "properties" in found:
            return found
    return {"properties": {}}


def _instance(form: dict[str, Any], root: dict[str, Any], yes: bool) -> Any:
    if "$ref" in form:
        return _instance(root["$defs"][form["$ref"].rsplit("/", 1)[-1]], root, yes)
    if "enum" in form:
        return max(form["enum"]) if yes else min(form["enum"])
    kind = form.get("type", "object")
    if kind == "array":
        return [_instance(form["items"], root, yes)]
    if isinstance(form.get("additionalProperties"), dict):
        return {TEXT: _instance(form["additionalProperties"], root, yes)}
    if kind == "object":
        return {name: _instance(part, root, yes) for name, part in form.get("properties", {}).items()}
    return {"string": TEXT, "integer": int(yes), "number": float(yes), "boolean": yes}[kind]


@contextmanager
def judging(manner: str) -> Iterator[Judge]:
    """The judge, listening until the block ends."""
    server = Judge(manner)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
