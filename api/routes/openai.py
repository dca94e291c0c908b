"""The OpenAI protocols over the same runs: chat completions, responses, models."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from agent.assistant import AskRequest
from api.identity import SignedIn
from api.live_run import LiveRun
from api.openai_chat import chunks, completion
from api.openai_requests import MODEL, ChatRequest, Common, ResponseRequest, Talk
from api.openai_responses import events, response
from api.server_state import State
from api.sse import HEADERS
from domain.callers import Caller
from domain.errors import NotFound
from stores.threads import SqlThreads, Thread

router = APIRouter(prefix="/v1", tags=["openai"])
RESPONSE = "resp_"
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
    """Answer the last user message; the messages before it are the conversation, unless `metadata.thread_id` names one."""
    run = await _start(body, body.talk(), who, state)
    site = _site(request)
    if body.stream:
        include_usage = body.stream_options is not None and body.stream_options.include_usage
        return StreamingResponse(
            chunks(run, site, include_usage=include_usage), media_type="text/event-stream", headers=HEADERS
        )
    return JSONResponse(completion(await run.whole(), site))


@router.post("/responses", response_model=None)
async def responses(body: ResponseRequest, who: SignedIn, state: State, request: Request) -> Response:
    """Answer the input; `previous_response_id` or `metadata.thread_id` say which conversation goes on; else the items before it are it."""
    run = await _start(body, body.talk(), who, state, previous=body.previous_response_id or "")
    site = _site(request)
    if body.stream:
        return StreamingResponse(events(run, site), media_type="text/event-stream", headers=HEADERS)
    return JSONResponse(response(await run.whole(), site))


async def _start(body: Common, talk: Talk, who: Caller, state: State, *, previous: str = "") -> LiveRun:
    """A turn of the thread that the request names; without one, of a new thread that begins with the conversation sent."""
    state.runs.check_length(talk.question)
    thread = await asyncio.to_thread(_thread, body, who, state, previous)
    request = AskRequest(
        question=talk.question,
        earlier=talk.earlier,
        asset=body.told("asset") or thread.asset,
        library=body.told("library") or thread.library,
        thread_id=thread.id,
    )
    return await state.runs.start(request, who)


def _thread(body: Common, who: Caller, state: State, previous: str) -> Thread:
    threads = state.stores.threads
    given = body.told("thread_id")
    if given:
        return threads.get(given, who.name)
    if previous:
        return _thread_of_response(threads, previous, who.name)
    return threads.create(who.name, asset=body.told("asset"), library=body.told("library", "main"))


def _thread_of_response(threads: SqlThreads, response_id: str, owner: str) -> Thread:
    """The conversation of an earlier response. Raises NotFound, also for another owner's."""
    try:
        turn = threads.turn(response_id.removeprefix(RESPONSE), owner)
    except NotFound as error:
        raise NotFound(f"No response '{response_id}'.") from error
    return threads.get(turn.thread_id, owner)


def _site(request: Request) -> str:
    return str(request.base_url).rstrip("/")
