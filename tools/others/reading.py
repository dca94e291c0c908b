"""What a tool of another server gave, as evidence: plain lines under that server's name, never longer than it may be."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from domain.answers import Evidence
from tools.findings import written_evidence

if TYPE_CHECKING:
    from mcp_types import CallToolResult

LONGEST_LINE = 2_000


def evidence_of(result: "CallToolResult", name: str, title: str, *, most: int, now: datetime) -> Evidence | None:
    """The result's text, one line a fact; nothing where it holds none.

    Args:
        result: As the server sent it.
        name: The tool's name here (`server__tool`).
        title: For people.
        most: Characters.
        now: When it was read.
    """
    lines = _bounded([" ".join(line.split())[:LONGEST_LINE] for line in _lines(result)], most)
    if not lines:
        return None
    server = name.partition("__")[0]
    found = written_evidence("external", lines, title=title, fields={"server": server}, as_of=now)
    # The id tells servers apart that say the same.
    return found.model_copy(update={"id": f"{found.id}:{name}", "source_id": server})


def said(result: "CallToolResult", most: int = 300) -> str:
    """Its words in one line: what went wrong."""
    return " ".join(" ".join(_lines(result)).split())[:most]


def _lines(result: "CallToolResult") -> Iterator[str]:
    texts = [text for part in result.content if (text := _text(part))]
    if not texts and result.structured_content:
        yield from _flat(result.structured_content)
    for text in texts:
        try:
            yield from _flat(json.loads(text))
        except (ValueError, RecursionError):
            yield from text.splitlines()


def _text(part: Any) -> str:
    """The text of a part; a picture, sound or link is none."""
    return str(getattr(part, "text", "") or getattr(getattr(part, "resource", None), "text", "") or "")


def _flat(value: Any, path: str = "") -> Iterator[str]:
    """JSON as lines: `part.number: 29-1182`; of a list of records one line each."""
    if isinstance(value, dict):
        for key, each in cast("dict[str, Any]", value).items():
            yield from _flat(each, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for each in cast("list[Any]", value):
            told = "; ".join(_flat(each)) if isinstance(each, dict | list) else _word(each)
            yield f"{path}: {told}" if path else told
    elif value not in {None, ""}:
        yield f"{path}: {_word(value)}" if path else _word(value)


def _word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _bounded(lines: Sequence[str], most: int) -> list[str]:
    kept: list[str] = []
    lines = [line for line in lines if line]
    for line in lines:
        most -= len(line) + 1
        if most < 0:
            return [*kept, f"({len(lines) - len(kept)} more lines were left out)"]
        kept.append(line)
    return kept
