"""An OpenAI-compatible judge on loopback that fills in whatever form it is asked to, or misbehaves."""

import json
import re
from contextlib import AbstractContextManager
from typing import Any

from tests.loopback import JsonHandler, LoopbackServer, listening

TEXT = "The part is in stock."


class Judge(LoopbackServer):
    """How it judges is its `manner`.

    `yes` and `no` fill in every verdict so, `by turns` some requests the other way, `reads X` yes where X is among the words, and says X on;
    `nothing` leaves every list empty; `prose`, `broken`, `nan`, `rate` and `hang` are no verdicts. `heard` are the requests as they came.
    """

    def __init__(self, manner: str) -> None:
        super().__init__(_Handler)
        self.manner = manner
        self.asked = 0
        self.heard: list[str] = []
        self.echo = manner.removeprefix("reads ") if manner.startswith("reads ") else ""


class _Handler(JsonHandler):
    server: Judge

    def answer(self, body: dict[str, Any]) -> None:
        self.server.asked += 1
        self.server.heard.append(json.dumps(body, ensure_ascii=False))
        if self.server.manner == "hang":
            self.server.closing.wait(10)
            return
        if self.server.manner == "rate":
            self.send_json(429, {"error": {"message": "slow down"}})
            return
        message: dict[str, Any] = {"role": "assistant", "content": "It looks rather good to me."}
        if self.server.manner != "prose":
            yes = self._is_yes(body)
            message |= _filled(body, self.server.manner, yes, self.server.echo if yes else "")
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self.send_json(200, {"id": "c", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]})

    def _is_yes(self, body: dict[str, Any]) -> bool:
        manner = self.server.manner
        if manner == "by turns":
            return self.server.asked // 4 % 2 == 0
        if self.server.echo:
            return self.server.echo in json.dumps(body["messages"], ensure_ascii=False)
        return manner == "yes"


def _filled(body: dict[str, Any], manner: str, yes: bool, echo: str) -> dict[str, Any]:
    """As a tool call where tools are offered, else as JSON text by the schema that stands in the prompt."""

    def written(form: dict[str, Any]) -> str:
        text = json.dumps(_instance(form, form, yes, echo))
        ways = {"broken": text[: len(text) // 2], "nothing": re.sub(r"\[.*\]", "[]", text)}
        ways["nan"] = re.sub(r"(?<=: )(?:[01]|\"[01]\")(?=[,}])", "NaN", text)
        return ways.get(manner, text)

    if body.get("tools"):
        function = body["tools"][0]["function"]
        asked = {"name": function["name"], "arguments": written(function["parameters"])}
        call = {"id": "t", "type": "function", "function": asked}
        return {"content": None, "tool_calls": [call]}
    form = body.get("response_format", {}).get("json_schema", {}).get("schema") or _schema_in(
        json.dumps(body["messages"])
    )
    return {"content": written(form)}


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


def _instance(form: dict[str, Any], root: dict[str, Any], yes: bool, echo: str) -> Any:
    text = f"{TEXT} {echo}".strip()
    if "$ref" in form:
        return _instance(root["$defs"][form["$ref"].rsplit("/", 1)[-1]], root, yes, echo)
    if "enum" in form:
        return max(form["enum"]) if yes else min(form["enum"])
    kind = form.get("type", "object")
    if kind == "array":
        return [_instance(form["items"], root, yes, echo)]
    if isinstance(form.get("additionalProperties"), dict):
        return {text: _instance(form["additionalProperties"], root, yes, echo)}
    if kind == "object":
        return {name: _instance(part, root, yes, echo) for name, part in form.get("properties", {}).items()}
    return {"string": text, "integer": int(yes), "number": float(yes), "boolean": yes}[kind]


def judging(manner: str) -> AbstractContextManager[Judge]:
    """The judge, listening until the block ends."""
    return listening(Judge(manner))
