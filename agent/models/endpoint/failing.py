"""The ways a language model fails, and how a person reads of it: one plain sentence without secrets."""

import json
import re
from typing import Any, cast

import openai

from domain.errors import Unavailable

BUSY = frozenset({408, 409, 429})
_TOLD = {401: "it refused the key", 403: "it refused the key", 404: "it does not know the model", 429: "it is busy"}
_TOO_LONG = re.compile(
    r"context[ _-](?:length|window|size)|maximum (?:context|input|prompt)|(?:prompt|input|request) (?:is )?too (?:long|large)"
    r"|too many (?:input )?tokens|exceed\w*.{0,40}(?:\btokens?\b|context)|tokens?\b.{0,30}must be <=|reduce the length",
    re.IGNORECASE | re.DOTALL,
)
_SECRET = re.compile(r"(?i)(?:bearer\s+|\bsk-|api[_-]?key\W{1,3}|//[^/@\s]*:)[^\s,;)]+")
_INTERNAL = re.compile(r"\b[A-Z]\w*(?:Error|Exception)\b|<class|Traceback|\b0x[0-9a-f]{6,}|\bobject at\b|\w\(\)")
MOST_CHARS = 200


class ContextTooLong(Unavailable):
    """The conversation is longer than the model reads. Made shorter, it may be asked once more."""

    def __init__(self) -> None:
        super().__init__("the conversation is longer than it can read")


def said_by(error: Exception) -> tuple[int, str, str]:
    """The status (0 for none), the parameter that is named, and all the text of an endpoint's error."""
    if not isinstance(error, openai.APIError) or isinstance(error, openai.APIConnectionError):
        return 0, "", ""
    body: Any = error.body
    inner = cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    held = cast("dict[str, Any]", inner["error"]) if isinstance(inner.get("error"), dict) else inner
    status = getattr(error, "status_code", None) or held.get("code")
    try:
        text = json.dumps(body, ensure_ascii=False)
    except (TypeError, ValueError):
        text = ""
    # JSON inside JSON, as gateways quote it, is read like the plain text.
    plain = f"{error.message}\n{text}".replace('\\"', '"')
    return (status if isinstance(status, int) else 400), str(held.get("param") or ""), plain


def is_too_long(status: int, text: str) -> bool:
    """Whether the endpoint says that the conversation does not fit into the model."""
    return status in {400, 413, 422, 500} and bool(_TOO_LONG.search(text))


def reason_of(error: Exception, seconds: float) -> str:
    """Why a call brought nothing, in a few words of our own: what an endpoint says may quote the key."""
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return f"no reply within {seconds:g} s"
    if isinstance(error, openai.APIStatusError):
        code = error.status_code
        return f"{_TOLD.get(code, 'it failed' if code >= 500 else 'it refused the request')}, status {code}"
    if isinstance(error, openai.APIConnectionError):
        return "no connection"
    return "it failed" if isinstance(error, openai.APIError) else "its reply could not be read"


def failure(error: BaseException) -> str:
    """One sentence for `Answer.degraded`: no key, no address, nothing of the program's inside."""
    detail = str(error).strip().splitlines()[0][:MOST_CHARS] if str(error).strip() else ""
    if isinstance(error, TimeoutError):
        detail = "the turn's time was used up"
    elif not isinstance(error, Unavailable) or _INTERNAL.search(detail) or not detail:
        detail = "it failed in a way that it does not tell"
    return f"The language model did not answer ({_SECRET.sub('(hidden)', detail)}); Nacelle's embedded model finished the turn."
