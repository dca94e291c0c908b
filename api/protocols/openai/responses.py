"""Responses: shapes of the answer, whole and as events."""

import json
import time
from collections.abc import AsyncIterator
from typing import Any

from api.protocols.openai.requests import MODEL
from api.protocols.openai.text import annotations, piece, whole_text
from api.running.live_run import LiveRun
from domain.answers import Answer
from domain.errors import NacelleError

PLACE = {"output_index": 0, "content_index": 0}


def response(answer: Answer, site: str, *, text: str | None = None) -> dict[str, Any]:
    """The whole answer as a response; `text` is what was streamed, where it was."""
    shown = whole_text(answer) if text is None else text
    message = _message(answer.id, [_part(shown, annotations(shown, answer, site))], "completed")
    spent = answer.usage
    usage = {
        "input_tokens": spent.input_tokens,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": spent.output_tokens,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": spent.input_tokens + spent.output_tokens,
    }
    return {
        **_head(answer.id, "completed"),
        "output": [message],
        "usage": usage,
        "nacelle": answer.model_dump(mode="json"),
    }


async def events(run: LiveRun, site: str) -> AsyncIterator[str]:
    """The response's events, from `response.created` to `response.completed` or `response.failed`."""
    numbered = _Numbered(run.id)
    yield numbered.frame("response.created", response=_head(run.id, "in_progress"))
    yield numbered.frame("response.in_progress", response=_head(run.id, "in_progress"))
    yield numbered.frame("response.output_item.added", output_index=0, item=_message(run.id, [], "in_progress"))
    yield numbered.inside("response.content_part.added", part=_part("", []))
    text = ""
    try:
        async for event in run.answer_events():
            added = piece(event, said=text)
            if added:
                text += added
                yield numbered.inside("response.output_text.delta", delta=added, logprobs=[])
        answer = await run.whole()
    except NacelleError as error:
        failure = {"code": "server_error", "message": str(error)}
        yield numbered.frame("response.failed", response={**_head(run.id, "failed"), "error": failure})
        return
    whole = response(answer, site, text=text)
    message = whole["output"][0]
    part = message["content"][0]
    for index, annotation in enumerate(part["annotations"]):
        yield numbered.inside("response.output_text.annotation.added", annotation_index=index, annotation=annotation)
    yield numbered.inside("response.output_text.done", text=text, logprobs=[])
    yield numbered.inside("response.content_part.done", part=part)
    yield numbered.frame("response.output_item.done", output_index=0, item=message)
    yield numbered.frame("response.completed", response=whole)


class _Numbered:
    def __init__(self, run_id: str) -> None:
        self._item = f"msg_{run_id}"
        self._next = 0

    def frame(self, kind: str, **fields: Any) -> str:
        payload = {"type": kind, "sequence_number": self._next, **fields}
        self._next += 1
        return f"event: {kind}\ndata: {json.dumps(payload, ensure_ascii=False)}\n\n"

    def inside(self, kind: str, **fields: Any) -> str:
        return self.frame(kind, item_id=self._item, **PLACE, **fields)


def _part(text: str, notes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "output_text", "text": text, "annotations": notes, "logprobs": []}


def _message(run_id: str, content: list[dict[str, Any]], status: str) -> dict[str, Any]:
    return {"id": f"msg_{run_id}", "type": "message", "role": "assistant", "status": status, "content": content}


def _head(run_id: str, status: str) -> dict[str, Any]:
    return {
        "id": f"resp_{run_id}",
        "object": "response",
        "created_at": int(time.time()),
        "status": status,
        "model": MODEL,
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "output": [],
        "parallel_tool_calls": False,
        "temperature": None,
        "tool_choice": "auto",
        "tools": [],
        "top_p": None,
        "usage": None,
    }
