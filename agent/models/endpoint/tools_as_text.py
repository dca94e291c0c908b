"""Tool calls and results of a conversation as endpoints take them; told in plain text for models that know no tools."""

import json
from typing import Any, cast

Message = dict[str, Any]
REJECTED = (
    "Rejected: the arguments are not one JSON object. Call the tool again with such arguments, or answer without it."
)
_HOW = """

You may call these tools. To call one, write only this, one line for each call, and nothing else:
<tool_call>{"name": "the tool's name", "arguments": {...}}</tool_call>
The results come in the next message. When you know enough, answer without a tool call.
"""


def with_tools_as_text(messages: list[Message], tools: list[dict[str, Any]]) -> list[Message]:
    """The tools offered in the instructions; calls and results of the conversation as text of the two who talk."""
    told = [_told(message) for message in messages]
    if not tools:
        return alternating(told)
    offer = _HOW + "\n".join(_described(tool.get("function", tool)) for tool in tools)
    first = next((n for n, m in enumerate(told) if m["role"] in {"system", "developer"}), None)
    if first is None:
        return alternating([{"role": "system", "content": offer.strip()}, *told])
    told[first] = {**told[first], "content": f"{told[first]['content']}{offer}"}
    return alternating(told)


def every_call_answered(messages: list[Message]) -> list[Message]:
    """A call without a result, as one with unreadable arguments has none, is told to have been rejected: half a round is refused."""
    answered = {message.get("tool_call_id") for message in messages if message["role"] == "tool"}
    told: list[Message] = []
    for message in messages:
        told.append(message)
        calls = cast("list[dict[str, Any]]", message.get("tool_calls") or [])
        lost = [str(call.get("id")) for call in calls if call.get("id") not in answered]
        told += [{"role": "tool", "tool_call_id": call_id, "content": REJECTED} for call_id in lost]
    return told


def alternating(messages: list[Message]) -> list[Message]:
    """Messages of one role in a row become one; those with tool calls, or for a tool, stay alone."""
    joined: list[Message] = []
    for message in messages:
        last = joined[-1] if joined else {}
        if last.get("role") == message["role"] != "tool" and not ("tool_calls" in last or "tool_calls" in message):
            joined[-1] = {**last, "content": f"{_text(last)}\n\n{_text(message)}"}
        else:
            joined.append(message)
    return joined


def _described(function: dict[str, Any]) -> str:
    """One line: name, parameters, purpose. Whole JSON schemas would fill a small model's context."""
    schema = cast("dict[str, Any]", function.get("parameters") or {})
    required = cast("list[str]", schema.get("required") or [])
    fields = cast("dict[str, dict[str, Any]]", schema.get("properties") or {})
    given = [f"{name}{'' if name in required else '?'}: {_kind(field)}" for name, field in fields.items()]
    purpose = " ".join(str(function.get("description") or "").split())
    return f"- {function['name']}({', '.join(given)}): {purpose}"


def _kind(field: dict[str, Any]) -> str:
    if choices := field.get("enum"):
        return "|".join(map(str, choices))
    kinds = [str(one.get("type", "")) for one in [field, *field.get("anyOf", [])]]
    return "|".join(kind for kind in kinds if kind and kind != "null") or "any"


def _told(message: Message) -> Message:
    if message["role"] == "tool":
        return {"role": "user", "content": f"<tool_response>\n{_text(message)}\n</tool_response>"}
    calls = cast("list[dict[str, Any]]", message.get("tool_calls") or [])
    if not calls:
        return message
    lines = [_text(message), *(f"<tool_call>{_written(call['function'])}</tool_call>" for call in calls)]
    return {"role": message["role"], "content": "\n".join(filter(None, lines))}


def _written(function: dict[str, Any]) -> str:
    try:
        given = json.loads(function["arguments"] or "{}")
    except ValueError:
        given = function["arguments"]
    return json.dumps({"name": function["name"], "arguments": given}, ensure_ascii=False)


def _text(message: Message) -> str:
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    parts = cast("list[dict[str, Any]]", content)
    return "".join(str(part.get("text") or "") for part in parts)
