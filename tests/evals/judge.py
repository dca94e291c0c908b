"""An OpenAI-compatible judge on loopback that fills in whatever form it is asked to, or misbehaves."""

import json
from contextlib import AbstractContextManager
from typing import Any

from tests.loopback import JsonHandler, LoopbackServer, listening

TEXT = "The part is in stock."


class Judge(LoopbackServer):
    """`manner`: `yes` and `no` fill in every verdict so; `prose`, `rate` and `hang` are no verdicts."""

    def __init__(self, manner: str) -> None:
        super().__init__(_Handler)
        self.manner = manner
        self.asked = 0


class _Handler(JsonHandler):
    server: Judge

    def answer(self, body: dict[str, Any]) -> None:
        self.server.asked += 1
        if self.server.manner == "hang":
            self.server.closing.wait(10)
            return
        if self.server.manner == "rate":
            self.send_json(429, {"error": {"message": "slow down"}})
            return
        message: dict[str, Any] = {"role": "assistant", "content": "It looks rather good to me."}
        if self.server.manner != "prose":
            message |= _filled(body, self.server.manner == "yes")
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self.send_json(200, {"id": "c", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]})


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


def judging(manner: str) -> AbstractContextManager[Judge]:
    """The judge, listening until the block ends."""
    return listening(Judge(manner))
