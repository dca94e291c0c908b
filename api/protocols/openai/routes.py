"""The OpenAI protocols over the same runs: chat completions, responses, models."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from agent.assistant import AskRequest
from agent.turn.history import KEPT_TURNS
from api.http.idempotency import Repeatable
from api.protocols.openai.chat import chunks, completion, said
from api.protocols.openai.described import CHAT, RESPONSES
from api.protocols.openai.errands import errand
from api.protocols.openai.leaving import unless_left, whole_unless_left
from api.protocols.openai.requests import MODEL, ChatRequest, Common, ResponseRequest, Talk
from api.protocols.openai.responses import events, response
from api.protocols.openai.shapes.chat import ModelCard, ModelList
from api.protocols.openai.shapes.responses import DeletedResponse, ModelResponse
from api.running.admission import Place
from api.running.entering import Entered
from api.running.live_run import LiveRun
from api.running.sse import HEADERS
from api.server_state import State
from api.sign_in.identity import SignedIn
from domain.answers import Answer
from domain.callers import Caller
from domain.errors import Conflict, NotFound
from stores.conversations.threads import SqlThreads, Thread, Turn
from stores.writes.idempotency import Keyed

router = APIRouter(prefix="/v1", tags=["openai"])
RESPONSE = "resp_"
MODEL_CARD: dict[str, Any] = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}


@router.get("/models", response_model=ModelList)
async def list_models(_: SignedIn) -> dict[str, Any]:
    """The one model."""
    return {"object": "list", "data": [MODEL_CARD]}


@router.get("/models/{model}", response_model=ModelCard)
async def get_model(model: str, _: SignedIn) -> dict[str, Any]:
    """The one model; others are not found."""
    if model != MODEL:
        raise NotFound(f"There is no model '{model}'; use '{MODEL}'.")
    return MODEL_CARD


@router.post("/chat/completions", response_model=None, responses=CHAT)
async def chat_completions(
    place: Entered, body: ChatRequest, who: SignedIn, state: State, request: Request, keyed: Repeatable
) -> Response:
    """Answer the last user message; the messages before it are the conversation, unless `metadata.thread_id` names one."""
    body.check()
    reply = errand(body.talk().question)
    if reply is not None:
        return said(reply, stream=bool(body.stream))
    run = await _start(body, body.talk(), who, state, keyed, place)
    site = _site(request)
    if body.stream:
        include_usage = body.stream_options is not None and body.stream_options.include_usage
        return StreamingResponse(
            _wanted(run, keyed, chunks(run, site, include_usage=include_usage)),
            media_type="text/event-stream",
            headers=HEADERS,
        )
    return JSONResponse(completion(await _whole(run, keyed, request), site))


@router.post("/responses", response_model=None, responses=RESPONSES)
async def responses(
    place: Entered, body: ResponseRequest, who: SignedIn, state: State, request: Request, keyed: Repeatable
) -> Response:
    """Answer the input; `previous_response_id` or `metadata.thread_id` say which conversation goes on; else the items before it are it."""
    body.check()
    run = await _start(body, body.talk(), who, state, keyed, place, previous=body.previous_response_id or "")
    site = _site(request)
    if body.stream:
        pieces = _wanted(run, keyed, events(run, site))
        return StreamingResponse(pieces, media_type="text/event-stream", headers=HEADERS)
    return JSONResponse(response(await _whole(run, keyed, request), site))


@router.get("/responses/{response_id}", response_model=None, responses={200: {"model": ModelResponse}})
async def get_response(
    response_id: str, who: SignedIn, state: State, request: Request, user: Annotated[str, Query(max_length=200)] = ""
) -> dict[str, Any]:
    """A response that was given before, as it was; `user` names whose it is, behind a program's key."""
    own = who.on_behalf_of(user).name
    turn = await asyncio.to_thread(_turn, state.stores.threads, response_id, own)
    if turn.answer is None:
        raise Conflict(f"The response '{response_id}' has no answer: its run is {turn.status}.")
    return response(turn.answer, _site(request))


@router.delete("/responses/{response_id}", response_model=DeletedResponse)
async def delete_response(
    response_id: str, who: SignedIn, state: State, user: Annotated[str, Query(max_length=200)] = ""
) -> dict[str, Any]:
    """Delete a response with its question, here and in what the agent remembers; what its conversation is answering is stopped first."""
    own, threads = who.on_behalf_of(user).name, state.stores.threads
    turn = await asyncio.to_thread(_turn, threads, response_id, own)
    await state.runs.forget_thread(await asyncio.to_thread(threads.get, turn.thread_id, own))
    await asyncio.to_thread(threads.delete_turn, turn.id, own)
    await state.assistant.forget(turn.thread_id)
    return {"id": response_id, "object": "response", "deleted": True}


def _wanted(run: LiveRun, keyed: Keyed | None, pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """A client that sent a key comes back for the answer; another one that leaves does not want it."""
    return pieces if keyed else unless_left(run, pieces)


async def _whole(run: LiveRun, keyed: Keyed | None, request: Request) -> Answer:
    return await (run.whole() if keyed else whole_unless_left(run, request))


async def _start(
    body: Common, talk: Talk, who: Caller, state: State, keyed: Keyed | None, place: Place, *, previous: str = ""
) -> LiveRun:
    """A turn of the thread that the request names; without one, of a new thread that begins with the conversation sent."""
    who = who.on_behalf_of(body.user or "")
    state.runs.check_room(who)
    keyed = keyed and keyed.model_copy(update={"owner": who.name})
    known = await asyncio.to_thread(_thread, body, who, state, previous)
    thread = known or state.stores.threads.new(who.name, asset=body.told("asset"), library=body.told("library", "main"))
    request = AskRequest(
        question=talk.question,
        earlier=await asyncio.to_thread(_earlier, known, state.stores.threads) if known else talk.earlier,
        asset=body.told("asset") or thread.asset,
        library=body.told("library") or thread.library,
    )
    return await state.runs.start(request, who, thread, place, keyed=keyed, new=known is None)


def _thread(body: Common, who: Caller, state: State, previous: str) -> Thread | None:
    threads = state.stores.threads
    given = body.told("thread_id")
    if given:
        return threads.get(given, who.name)
    return _thread_of_response(threads, previous, who.name) if previous else None


def _thread_of_response(threads: SqlThreads, response_id: str, owner: str) -> Thread:
    """The conversation of an earlier response. Raises NotFound, also for another owner's."""
    return threads.get(_turn(threads, response_id, owner).thread_id, owner)


def _earlier(thread: Thread, threads: SqlThreads) -> tuple[tuple[str, str], ...]:
    """What was said before, for an agent that remembers none of it: where one response was deleted it forgets the whole conversation."""
    turns = threads.turns(thread.id, thread.owner, last=KEPT_TURNS)
    return tuple((turn.question, turn.answer.text) for turn in turns if turn.answer)


def _turn(threads: SqlThreads, response_id: str, owner: str) -> Turn:
    try:
        return threads.turn(response_id.removeprefix(RESPONSE), owner)
    except NotFound as error:
        raise NotFound(f"No response '{response_id}'.") from error


def _site(request: Request) -> str:
    return str(request.base_url).rstrip("/")
