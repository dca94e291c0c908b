"""The OpenAI protocols over the same runs: chat completions, responses, models."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from agent.assistant import AskRequest
from api.continuing import thread_of_history, thread_of_response
from api.identity import Person, SignedIn
from api.live_run import LiveRun
from api.openai_chat import chunks, completion
from api.openai_requests import MODEL, ChatRequest, Common, ResponseRequest
from api.openai_responses import events, response
from api.server_state import State
from api.sse import HEADERS
from domain.errors import NotFound
from stores.threads import Thread

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
    """Answer the last user message; the messages before it, or `metadata.thread_id`, say which conversation goes on."""
    run = await _start(body, body.questions(), who, state)
    site = _site(request)
    if body.stream:
        include_usage = body.stream_options is not None and body.stream_options.include_usage
        return StreamingResponse(
            chunks(run, site, include_usage=include_usage), media_type="text/event-stream", headers=HEADERS
        )
    return JSONResponse(completion(await run.whole(), site))


@router.post("/responses", response_model=None)
async def responses(body: ResponseRequest, who: SignedIn, state: State, request: Request) -> Response:
    """Answer the input; `previous_response_id`, the items before it, or `metadata.thread_id` say which conversation goes on."""
    run = await _start(body, body.questions(), who, state, previous=body.previous_response_id or "")
    site = _site(request)
    if body.stream:
        return StreamingResponse(events(run, site), media_type="text/event-stream", headers=HEADERS)
    return JSONResponse(response(await run.whole(), site))


async def _start(body: Common, questions: list[str], who: Person, state: State, *, previous: str = "") -> LiveRun:
    *earlier, question = questions
    state.runs.check_length(question)
    thread = await asyncio.to_thread(_thread, body, earlier, who, state, previous)
    request = AskRequest(
        question=question,
        asset=body.told("asset") or thread.asset,
        library=body.told("library") or thread.library,
        thread_id=thread.id,
    )
    return await state.runs.start(request, who.name)


def _thread(body: Common, earlier: list[str], who: Person, state: State, previous: str) -> Thread:
    threads = state.stores.threads
    given = body.told("thread_id")
    if given:
        return threads.get(given, who.name)
    if previous:
        return thread_of_response(threads, previous, who.name)
    asset, library = body.told("asset"), body.told("library", "main")
    known = thread_of_history(threads, earlier, who.name, asset=asset, library=library)
    return known or threads.create(who.name, asset=asset, library=library)


def _site(request: Request) -> str:
    return str(request.base_url).rstrip("/")
