"""One reply put together from its pieces."""

import json
import uuid
from typing import Any, cast

from langchain_core.messages import AIMessage, AIMessageChunk, InvalidToolCall, ToolCall

NOT_JSON = "The arguments are not a JSON object."


class Heard:
    """What came so far: `chars` of it, `usage` as it was told last; `message` is the whole.

    A call whose arguments cannot be read becomes an invalid one.
    """

    def __init__(self) -> None:
        self.chars = 0
        self._text: list[str] = []
        self._calls: dict[object, dict[str, str]] = {}
        self._about: dict[str, Any] = {}
        self.usage: Any = None
        self._id: str | None = None

    @property
    def said_anything(self) -> bool:
        """Whether there is text or a call."""
        return bool(self._calls) or any(piece.strip() for piece in self._text)

    def add(self, piece: AIMessage | AIMessageChunk) -> None:
        """The next piece; a message that is whole already is one piece."""
        text = piece.text
        self._text.append(text)
        self.chars += len(text)
        self._about |= {name: value for name, value in piece.response_metadata.items() if value is not None}
        # Some endpoints count anew in every piece: the last count is the whole.
        self.usage = piece.usage_metadata or self.usage
        self._id = self._id or piece.id
        if isinstance(piece, AIMessageChunk):
            for chunk in piece.tool_call_chunks:
                self._call(chunk["index"], chunk["id"], chunk["name"], chunk["args"])
        else:
            for call in piece.tool_calls:
                self._call(None, call["id"], call["name"], json.dumps(call["args"], ensure_ascii=False, default=str))
            for call in piece.invalid_tool_calls:
                self._call(None, call["id"], call["name"], call["args"] or "?")

    def message(self, *, finish_reason: str = "") -> AIMessage:
        """The whole reply; `finish_reason` where we ended it ourselves."""
        good: list[ToolCall] = []
        bad: list[InvalidToolCall] = []
        for call in self._calls.values():
            given = _object(call["args"])
            call_id = call["id"] or new_call_id()
            if given is None or not call["name"]:
                args, name = call["args"], call["name"] or "?"
                bad.append(InvalidToolCall(name=name, args=args, id=call_id, error=NOT_JSON, type="invalid_tool_call"))
            else:
                good.append(ToolCall(name=call["name"], args=given, id=call_id, type="tool_call"))
        about = {**self._about, **({"finish_reason": finish_reason} if finish_reason else {})}
        return AIMessage(
            content="".join(self._text),
            tool_calls=good,
            invalid_tool_calls=bad,
            usage_metadata=self.usage,
            response_metadata=about,
            id=self._id,
        )

    def _call(self, index: object, call_id: str | None, name: str | None, args: str | None) -> None:
        key = index if index is not None else (call_id or object(), name)
        whole = index is None and key in self._calls
        held = self._calls.setdefault(key, {"id": "", "name": "", "args": ""})
        held["id"] = held["id"] or (call_id or "")
        held["name"] = held["name"] or (name or "")
        held["args"] = (args or "") if whole else held["args"] + (args or "")
        self.chars += len(args or "")


def new_call_id() -> str:
    """An id for a call that came without one; Mistral takes nine letters and digits only."""
    return uuid.uuid4().hex[:9]


def _object(args: str) -> dict[str, Any] | None:
    try:
        found: Any = json.loads(args) if args.strip() else {}
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None
