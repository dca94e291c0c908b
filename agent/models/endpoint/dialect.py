"""What an endpoint's model takes of a request, learned from what it refuses."""

import re
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from agent.models.endpoint.failing import is_too_long
from agent.models.endpoint.tools_as_text import alternating, every_call_answered, with_tools_as_text

Payload = dict[str, Any]
OPTIONAL = (
    "stream_options",
    "parallel_tool_calls",
    "temperature",
    "max_completion_tokens",
    "max_tokens",
    "tool_choice",
)
"""Parameters that a request can do without, in the order in which one is made responsible."""
# How a refusal is worded by OpenAI, Azure, vLLM, Ollama, llama.cpp, LiteLLM, OpenRouter, Mistral and FastAPI.
_REFUSES = re.compile(
    r"(?:not|n't|cannot|only)\b.{0,60}\b(?:support|allow|permit|enabl|accept|implement|recogni[sz]|the default)"
    r"|unsupported|requires?\b|no endpoints found",
    re.IGNORECASE | re.DOTALL,
)
_REJECTS = re.compile(r"unrecogni[sz]ed|unknown|unexpected|extra (?:inputs|fields)|invalid", re.IGNORECASE)
"""Words of a refusal in an answer that is one; in a failure (500) they may be about anything."""
_OTHER_MATTERS = frozenset({0, 401, 403, 408, 409, 429})
_SYSTEM = re.compile(
    r"\b(?:system|developer)\b.{0,3}\W?(?:role|message|prompt|instruction)|'(?:system|developer)'", re.I
)
_ROLE = re.compile(r"messages?(?:\[\d+\]|\.\d+)\.role")
_ALTERNATE = re.compile(r"roles? must alternate|alternat\w+ (?:between )?user", re.IGNORECASE)
_TOOLS = re.compile(r"\btools?\b|\bfunction[ _-]?call|\btool[ _-](?:use|call|choice)", re.IGNORECASE)
_LIMITS = ("max_tokens", "max_completion_tokens")
_TOO_LARGE = re.compile(r"too large|exceeds?|at most|less than|maximum value", re.IGNORECASE)
_SIGHT = re.compile(
    r"\bimages?\b|image_url|\bvision\b|multi-?modal|content\b.{0,80}\bstring\b|\barray into\b.{0,120}\bstring\b",
    re.IGNORECASE | re.DOTALL,
)
"""How endpoints that read text alone refuse a picture: they name it, or want a plain text in its place."""
_NONE_AT_ALL = re.compile(r"\bat most 0\b", re.IGNORECASE)
_FILTERED = re.compile(r"content[ _]filter|content management policy|moderation|responsible ai", re.IGNORECASE)
PICTURES = "pictures"
"""What a dialect is without where the endpoint is blind; there is no other way to put such a request."""
_STREAM = re.compile(r"\bstream(?:ing)?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """How requests are put. `without` names parameters that are left out; without `tools` these are offered in the prompt.

    `system` is the role that instructions have; with `user` they stand in front of the person's words.
    `alternating`: messages of one role in a row are one. `thinks_first`: its replies begin inside a thought.
    """

    without: frozenset[str] = frozenset()
    system: Literal["system", "developer", "user"] = "system"
    alternating: bool = False
    thinks_first: bool = False
    longest: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"

    @property
    def sees(self) -> bool:
        """Whether pictures were not refused so far."""
        return PICTURES not in self.without


def spoken(payload: Payload, dialect: Dialect) -> Payload:
    """The same request as the endpoint takes it."""
    said = dict(payload)
    limit = said.pop("max_completion_tokens", None) or said.pop("max_tokens", None)
    if limit and (name := _name_of_limit(dialect)):
        said[name] = limit
    said["messages"] = every_call_answered(said["messages"])
    if "tools" in dialect.without:
        said["messages"] = with_tools_as_text(said["messages"], said.get("tools") or [])
    if not said.get("tools") or "tools" in dialect.without:
        for name in ("tools", "tool_choice", "parallel_tool_calls"):
            said.pop(name, None)
    if dialect.system != "system":
        said["messages"] = _with_role(said["messages"], dialect.system)
    if dialect.alternating:
        said["messages"] = alternating(said["messages"])
    if "stream" in dialect.without:
        said.pop("stream_options", None)
    return {name: value for name, value in said.items() if name not in dialect.without}


def learned(status: int, param: str, text: str, sent: Payload, dialect: Dialect) -> Dialect | None:
    """The dialect to try next after this refusal of `sent`; None where the refusal is about something else.

    Args:
        status: the HTTP status.
        param: what the endpoint says is wrong, where it does.
        text: all that it says.
        sent: the request that was refused.
        dialect: in which it was put.
    """
    if status in _OTHER_MATTERS or _FILTERED.search(text):
        return None
    if holds_pictures(sent) and _blind(status, f"{param} {text}"):
        return replace(dialect, without=dialect.without | {PICTURES})
    return _put_otherwise(status, param, text, sent, dialect)


def _put_otherwise(status: int, param: str, text: str, sent: Payload, dialect: Dialect) -> Dialect | None:
    limits = [name for name in _LIMITS if name in sent and _names(name, param, text)]
    if limits and _TOO_LARGE.search(text):
        return replace(dialect, without=dialect.without | set(limits))
    if is_too_long(status, text):
        return None
    refuses = bool(_REFUSES.search(text) or (status < 500 and _REJECTS.search(text)))
    if status in {400, 422} or refuses:
        named = [name for name in OPTIONAL if name in sent and _names(name, param, text)]
        if named and (refuses or param.split(".")[0] in named):
            return replace(dialect, without=dialect.without | set(named[:1] if param else named))
    if _ALTERNATE.search(text):
        return _less_to_alternate(sent, dialect)
    if dialect.system != "user" and (_ROLE.search(f"{param} {text}") or (refuses and _SYSTEM.search(text))):
        return replace(dialect, system="user" if dialect.system == "developer" or not _newer(text) else "developer")
    if refuses and _TOOLS.search(f"{param} {text}") and "tools" in sent:
        return replace(dialect, without=dialect.without | {"tools"})
    if refuses and _STREAM.search(f"{param} {text}") and "stream" in sent:
        return replace(dialect, without=dialect.without | {"stream"})
    return _barer(sent, dialect) if status in {400, 422} else None


def holds_pictures(payload: Payload) -> bool:
    """Whether a request shows a picture."""
    contents = (message.get("content") for message in payload["messages"])
    parts = [part for content in contents if isinstance(content, list) for part in cast("list[Payload]", content)]
    return any(part.get("type") == "image_url" for part in parts)


def _blind(status: int, text: str) -> bool:
    """Whether a refusal is about pictures as such, not about one that is too large."""
    if not _SIGHT.search(text) or (_TOO_LARGE.search(text) and not _NONE_AT_ALL.search(text)):
        return False
    return status in {400, 404, 415, 422} or bool(_REFUSES.search(text))


def _name_of_limit(dialect: Dialect) -> str:
    order = _LIMITS if dialect.longest == "max_tokens" else _LIMITS[::-1]
    return next((name for name in order if name not in dialect.without), "")


def _names(name: str, param: str, text: str) -> bool:
    if param.split(".")[0] == name:
        return True
    return bool(re.search(rf"\b{name.replace('_', '[ _-]')}\b", text))


def _newer(text: str) -> bool:
    """Whether this is one of OpenAI's own, whose newer models call the role `developer`."""
    return "does not support 'system'" in text or "developer" in text


def _less_to_alternate(sent: Payload, dialect: Dialect) -> Dialect | None:
    if not dialect.alternating:
        return replace(dialect, alternating=True)
    if "tools" in sent:
        return replace(dialect, without=dialect.without | {"tools"})
    return replace(dialect, system="user") if dialect.system != "user" else None


def _barer(sent: Payload, dialect: Dialect) -> Dialect | None:
    """An endpoint that does not say what it refuses is asked without what can be spared, then without tools."""
    spare = {name for name in OPTIONAL if name in sent}
    if not spare and "tools" in sent:
        spare = {"tools"}
    if not spare and holds_pictures(sent):
        spare = {PICTURES}
    return replace(dialect, without=dialect.without | spare) if spare else None


def _with_role(messages: list[Payload], role: str) -> list[Payload]:
    if role == "developer":
        return [{**m, "role": role} if m["role"] == "system" else m for m in messages]
    instructions = "\n\n".join(str(m["content"]) for m in messages if m["role"] in {"system", "developer"})
    rest = [m for m in messages if m["role"] not in {"system", "developer"}]
    if not instructions:
        return rest
    first = next((n for n, m in enumerate(rest) if m["role"] == "user" and isinstance(m["content"], str)), None)
    if first is None:
        return [{"role": "user", "content": instructions}, *rest]
    asked = cast("str", rest[first]["content"])
    return [*rest[:first], {**rest[first], "content": f"{instructions}\n\n{asked}"}, *rest[first + 1 :]]
