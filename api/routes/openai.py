"""The OpenAI protocols over the same runs: chat completions, responses, models."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from agent.assistant import AskRequest
from api.identity import Person, SignedIn
from api.live_run import LiveRun
from api.openai_chat import chunks, completion
from api.openai_requests import MODEL, ChatRequest, Common, ResponseRequest
from api.openai_responses import events, response
from api.server_state import State
from api.sse import HEADERS
from domain.errors import NotFound

router = APIRouter(prefix="/v1", tags=["openai"])
MODEL_CARD: dict[str, Any] = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}


@router.get("/models")
async def list_models(_: SignedIn) -> dict[str, Any]:
    """The one model."""
    return {"object": "list", "data": [MODEL_CARD]}


@router.get("/models/{model}")
async def get_model(model: str, _: SignedIn) -> dict[str, Any]:
    """The one model; others are not found."""
    if model != MODEL:
        raise NotFound(f"There is no model '{model}'; use '{MODEL}'.")
    return MODEL_CARD


@router.post("/chat/completions", response_model=None)
async def chat_completions(body: ChatRequest, who: SignedIn, state: State, request: Request) -> Response:
    """Answer the last user message; `metadata.thread_id` continues a conversation."""
    run = await _start(body, body.question(), who, state)
    site = _site(request)
    if body.stream:
        include_usage = body.stream_options is not None and body.stream_options.include_usage
        return StreamingResponse(
            chunks(run, site, include_usage=include_usage), media_type="text/event-stream", headers=HEADERS
        )
    return JSONResponse(completion(await run.whole(), site))


@router.post("/responses", response_model=None)
async def responses(body: ResponseRequest, who: SignedIn, state: State, request: Request) -> Response:
    """Answer the input; `metadata.thread_id` continues a conversation."""
    run = await _start(body, body.question(), who, state)
    site = _site(request)
    if body.stream:
        return StreamingResponse(events(run, site), media_type="text/event-stream", headers=HEADERS)
    return JSONResponse(response(await run.whole(), site))


async def _start(body: Common, question: str, who: Person, state: State) -> LiveRun:
    threads = state.stores.threads
    state.runs.check_length(question)
    given = body.told("thread_id")
    if given:
        thread = await asyncio.to_thread(threads.get, given, who.name)
    else:
        asset, library = body.told("asset"), body.told("library", "main")
        thread = await asyncio.to_thread(threads.create, who.name, asset=asset, library=library)
    request = AskRequest(
        question=question,
        asset=body.told("asset") or thread.asset,
        library=body.told("library") or thread.library,
        thread_id=thread.id,
    )
    return await state.runs.start(request, who.name)


def _site(request: Request) -> str:
    return str(request.base_url).rstrip("/")
