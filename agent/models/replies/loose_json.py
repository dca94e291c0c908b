"""JSON as small models write it: single quotes, a comma too many, a closing brace too few."""

import ast
import json
import re
from typing import Any

MOST_CHARS = 20_000
"""A single value is never longer."""
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_STOP = re.compile(r"```|</|<\|")


def value_at(text: str, at: int) -> tuple[Any, int] | None:
    """The JSON or Python literal that begins here and where it ends; braces that are missing at the end are added."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, at)
    except (ValueError, RecursionError):
        pass
    closed = closed_at(text, at)
    if closed is None:
        return None
    written, end = closed
    try:
        return json.loads(_TRAILING_COMMA.sub(r"\1", written), strict=False), end
    except (ValueError, RecursionError):
        pass
    try:
        return ast.literal_eval(written), end
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def closed_at(text: str, at: int) -> tuple[str, int] | None:
    """What stands from this bracket to its partner; None where a string or more than a bracket or two is unfinished."""
    missing: list[str] = []
    quote = ""
    position, last = at, min(len(text), at + MOST_CHARS)
    while position < last:
        char = text[position]
        if quote:
            position += 1 if char == "\\" else 0
            quote = "" if char == quote else quote
        elif char == '"' or (char == "'" and text[position - 1] in "{[(:=, \n"):
            quote = char
        elif char in "{[(":
            missing.append("}])"["{[(".index(char)])
        elif char in "}])":
            if missing.pop() != char:
                return None
            if not missing:
                return text[at : position + 1], position + 1
        elif text.startswith(("</", "```", "<|"), position):
            break
        position += 1
    if quote or len(missing) > 2 or text[at:position].rstrip().endswith((":", ",")):
        return None
    return text[at:position].rstrip() + "".join(reversed(missing)), position


def cut_at(text: str, at: int) -> int:
    """Where a call that cannot be read ends: at the next fence or closing tag."""
    end = _STOP.search(text, at)
    return end.start() if end else len(text)
