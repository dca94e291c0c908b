"""What endpoints send, brought to the one form that the client library reads."""

import json
from collections.abc import AsyncIterator
from typing import Any, cast

from agent.models.replies.heard import new_call_id

Part = dict[str, Any]


async def parts(lines: AsyncIterator[str]) -> AsyncIterator[Part | None]:
    """The events of a streamed reply, None for its end mark; a reply that is not streamed is one part."""
    body: list[str] = []
    streamed = False
    async for line in lines:
        if not line.startswith("data:"):
            body += [] if streamed else [line]
            continue
        streamed = True
        data = line[5:].strip()
        if data == "[DONE]":
            yield None
            return
        if data:
            yield _part(data)
    whole = "\n".join(line for line in body if not line.startswith((":", "event:", "id:", "retry:"))).strip()
    if not streamed and whole:
        yield _part(whole)


def _part(data: str) -> Part:
    found = json.loads(data)
    if not isinstance(found, dict):
        raise ValueError("a part of a reply is an object")
    return cast("Part", found)


def sendable(value: Any) -> Any:
    """The same with half characters (lone surrogates), which no encoding can send, replaced."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [sendable(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {name: sendable(item) for name, item in cast("Part", value).items()}
    return value


class Deltas:
    """Puts the pieces of one streamed reply right: text as text, each tool call under an index of its own."""

    def __init__(self) -> None:
        self._begun: dict[int, Part] = {}
        self._place: dict[int, int] = {}

    def read(self, part: Part) -> Part:
        """The part with text, calls and counts in the form that OpenAI uses."""
        choices = [self._choice(choice) for choice in _items(part.get("choices"))]
        return {**part, "choices": choices, "usage": counts(part.get("usage"))}

    def _choice(self, choice: Part) -> Part:
        delta = _object(choice.get("delta"))
        given = {"role": "assistant", "content": text_of(delta.get("content"))}
        calls = [self._call(call, at) for at, call in enumerate(_items(delta.get("tool_calls")))]
        return {**choice, "delta": {**given, **({"tool_calls": calls} if calls else {})}}

    def _call(self, call: Part, at: int) -> Part:
        """Some endpoints leave the index out, give every call the same, or repeat id and name in every piece."""
        function = _object(call.get("function"))
        said, call_id, name = call.get("index"), str(call.get("id") or ""), str(function.get("name") or "")
        key = said if isinstance(said, int) else -1 - at
        place = self._place.get(key, len(self._begun))
        known = self._begun.get(place)
        if (
            known
            and name
            and (call_id != known["id"] if call_id else not known["named_by_id"] or name != known["name"])
        ):
            place, known = len(self._begun), None
        self._place[key] = place
        if known is None:
            self._begun[place] = {"id": call_id, "name": name, "named_by_id": bool(call_id)}
        first = known is None
        return {
            "index": place,
            "id": (call_id or new_call_id()) if first else None,
            "type": "function",
            "function": {
                "name": name if first or not known or not known["name"] else None,
                "arguments": written(function.get("arguments")),
            },
        }


def whole(reply: Part) -> Part:
    """A reply that came at once, its calls with arguments as text and its text as text."""
    choices: list[Part] = []
    for choice in _items(reply.get("choices")):
        message = _object(choice.get("message"))
        calls = [
            {
                "id": str(call.get("id") or new_call_id()),
                "type": "function",
                "function": {
                    "name": str(_object(call.get("function")).get("name") or "?"),
                    "arguments": arguments(_object(call.get("function")).get("arguments")),
                },
            }
            for call in _items(message.get("tool_calls"))
        ]
        said = {"role": "assistant", "content": text_of(message.get("content")), "refusal": message.get("refusal")}
        choices.append({**choice, "message": {**said, **({"tool_calls": calls} if calls else {})}})
    return {**reply, "choices": choices, "usage": counts(reply.get("usage"))}


def written(value: Any) -> str:
    """Arguments as JSON text, whatever they came as."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def arguments(value: Any) -> str:
    """Arguments as text where they are an object, else a text that no parser takes for one."""
    text = written(value)
    try:
        fits = not text or isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        fits = False
    return (text or "{}") if fits else "(unusable)"


def text_of(content: Any) -> str:
    """Text as it is, or the text parts of a list; thoughts and pictures are none."""
    if isinstance(content, str):
        return content
    return "".join(str(part.get("text") or "") for part in _items(content) if part.get("type", "text") == "text")


def counts(usage: Any) -> Part | None:
    """The tokens that were counted; nothing where one of the two numbers is missing."""
    held = _object(usage)
    names = ("prompt_tokens", "completion_tokens")
    if not all(isinstance(held.get(name), int) for name in names):
        return None
    read, said = (cast("int", held[name]) for name in names)
    return {"prompt_tokens": read, "completion_tokens": said, "total_tokens": read + said}


def _object(value: Any) -> Part:
    return cast("Part", value) if isinstance(value, dict) else {}


def _items(value: Any) -> list[Part]:
    return [_object(item) for item in cast("list[Any]", value)] if isinstance(value, list) else []
