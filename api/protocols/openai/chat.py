"""Chat completions: shapes of the answer, whole and in chunks."""

import json
import time
import uuid
from collections.abc import AsyncIterator
from typing import Any

from fastapi.responses import JSONResponse, Response, StreamingResponse

from api.protocols.openai.requests import MODEL
from api.protocols.openai.text import annotations, piece, whole_text
from api.running.live_run import LiveRun
from api.running.sse import HEADERS
from domain.answers import Answer
from domain.errors import NacelleError


def completion(answer: Answer, site: str) -> dict[str, Any]:
    """The whole answer as a chat completion."""
    text = whole_text(answer)
    message = {
        "role": "assistant",
        "content": text,
        "refusal": None,
        "annotations": nested(annotations(text, answer, site)),
    }
    return {
        **_head(answer.id, "chat.completion"),
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": _usage(answer),
        "nacelle": answer.model_dump(mode="json"),
    }


async def chunks(run: LiveRun, site: str, *, include_usage: bool) -> AsyncIterator[str]:
    """The answer as chunks while it is made; the last one holds annotations and the whole Answer."""
    text = ""
    yield _frame(_chunk(run.id, {"role": "assistant", "content": ""}))
    try:
        async for event in run.answer_events():
            added = piece(event, said=text)
            if added:
                text += added
                yield _frame(_chunk(run.id, {"content": added}))
        answer = await run.whole()
    except NacelleError as error:
        yield _frame({"error": {"message": str(error), "type": "server_error", "param": None, "code": run.status}})
        return
    last = _chunk(run.id, {"annotations": nested(annotations(text, answer, site))}, finish="stop")
    yield _frame({**last, "nacelle": answer.model_dump(mode="json")})
    if include_usage:
        yield _frame({**_head(run.id, "chat.completion.chunk"), "choices": [], "usage": _usage(answer)})
    yield "data: [DONE]\n\n"


def said(text: str, *, stream: bool) -> Response:
    """A reply that is no answer of a run."""
    run_id = uuid.uuid4().hex
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    if stream:
        frames = (_chunk(run_id, {"role": "assistant", "content": text}), _chunk(run_id, {}, finish="stop"))
        pieces = (*map(_frame, frames), "data: [DONE]\n\n")
        return StreamingResponse(iter(pieces), media_type="text/event-stream", headers=HEADERS)
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None, "annotations": []}
    choice: dict[str, Any] = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return JSONResponse({**_head(run_id, "chat.completion"), "choices": [choice], "usage": usage})


def nested(flat: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Annotations in the form that chat messages have."""
    return [
        {"type": each["type"], each["type"]: {name: value for name, value in each.items() if name != "type"}}
        for each in flat
    ]


def _chunk(run_id: str, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
    return {**_head(run_id, "chat.completion.chunk"), "choices": [choice]}


def _head(run_id: str, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{run_id}", "object": kind, "created": int(time.time()), "model": MODEL}


def _usage(answer: Answer) -> dict[str, int]:
    spent = answer.usage
    return {
        "prompt_tokens": spent.input_tokens,
        "completion_tokens": spent.output_tokens,
        "total_tokens": spent.input_tokens + spent.output_tokens,
    }


def _frame(payload: dict[str, Any]) -> str:
    return f"data: {json.dumps(payload, ensure_ascii=False)}\n\n"
