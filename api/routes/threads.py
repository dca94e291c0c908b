"""A person's own conversations."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from agent.assistant import AskRequest
from api.http.described import EVENTS
from api.http.idempotency import Repeatable
from api.http.paging import PAGED, Page, pages_of
from api.running.entering import Entered
from api.running.sse import sse
from api.server_state import State
from api.sign_in.identity import SignedIn
from domain.answers import Answer
from domain.approvals import Approval
from stores.conversations.threads import Thread, Turn
from stores.database.paging import Mark

router = APIRouter(prefix="/api/threads", tags=["threads"])


class NewThread(BaseModel):
    """What a conversation may begin with."""

    title: str | None = Field(default=None, max_length=200)
    asset: str | None = Field(default=None, max_length=100)
    library: str | None = Field(default=None, max_length=100)


class ThreadChange(BaseModel):
    """What may be changed of it."""

    title: str | None = Field(default=None, max_length=200)
    asset: str | None = Field(default=None, max_length=100)


class WholeThread(Thread):
    """A conversation with its turns, answers as first shown, and what became of the writes they asked for."""

    turns: tuple[Turn, ...] = ()
    earlier: bool = False
    """Whether there are turns before these."""
    approvals: tuple[Approval, ...] = ()


class NewRun(BaseModel):
    """One question."""

    input: str
    asset: str | None = Field(default=None, max_length=100)
    library: str | None = Field(default=None, max_length=100)


@router.post("", status_code=201)
async def create_thread(who: SignedIn, state: State, keyed: Repeatable, body: NewThread | None = None) -> Thread:
    """Begin a conversation, once for each `Idempotency-Key`."""
    given = body or NewThread()
    return await asyncio.to_thread(
        state.stores.threads.create,
        who.name,
        title=given.title or "",
        asset=given.asset or "",
        library=given.library or "main",
        keyed=keyed,
    )


@router.get("", responses=PAGED)
async def list_threads(who: SignedIn, state: State, page: Annotated[Page, Depends(pages_of(50))]) -> list[Thread]:
    """Last used first."""
    found = await asyncio.to_thread(state.stores.threads.of, who.name, limit=page.wanted, after=page.after)
    return page.of(found, lambda thread: Mark(key=thread.updated.isoformat(), id=thread.id))


@router.get("/{thread_id}")
async def get_thread(
    thread_id: str,
    who: SignedIn,
    state: State,
    last: Annotated[int | None, Query(ge=1, le=200)] = None,
    before: Annotated[str | None, Query(max_length=100)] = None,
) -> WholeThread:
    """One conversation with its turns: all of them, or the `last` so many, up to the turn `before`."""
    threads = state.stores.threads
    thread = await asyncio.to_thread(threads.get, thread_id, who.name)
    asked = last and last + 1
    turns = await asyncio.to_thread(threads.turns, thread_id, who.name, last=asked, before=before)
    earlier = last is not None and len(turns) > last
    approvals = await asyncio.to_thread(state.stores.approvals.of_thread, thread_id)
    return WholeThread(
        **thread.model_dump(), turns=tuple(turns[1:] if earlier else turns), earlier=earlier, approvals=tuple(approvals)
    )


@router.patch("/{thread_id}")
async def change_thread(thread_id: str, body: ThreadChange, who: SignedIn, state: State) -> Thread:
    """Rename it, or set its machine."""
    return await asyncio.to_thread(state.stores.threads.change, thread_id, who.name, title=body.title, asset=body.asset)


@router.delete("/{thread_id}", status_code=204)
async def delete_thread(thread_id: str, who: SignedIn, state: State) -> None:
    """Delete it with its turns; what it is answering is stopped first."""
    thread = await asyncio.to_thread(state.stores.threads.get, thread_id, who.name)
    await state.runs.forget_thread(thread)
    await asyncio.to_thread(state.stores.threads.delete, thread_id, who.name)
    await state.assistant.forget(thread_id)


@router.post("/{thread_id}/runs", response_model=Answer, responses={200: {"content": EVENTS}})
async def run_turn(
    place: Entered,
    thread_id: str,
    body: NewRun,
    who: SignedIn,
    state: State,
    request: Request,
    keyed: Repeatable,
) -> Response | Answer:
    """One turn: AG-UI events with `Accept: text/event-stream`, else the whole Answer."""
    state.runs.check_room(who)
    thread = await asyncio.to_thread(state.stores.threads.get, thread_id, who.name)
    ask = AskRequest(
        question=body.input,
        asset=body.asset or thread.asset,
        library=body.library or thread.library,
    )
    run = await state.runs.start(ask, who, thread, place, keyed=keyed)
    if "text/event-stream" in request.headers.get("accept", ""):
        return sse(run, after=0, heartbeat_s=state.settings.heartbeat_s)
    return await run.whole()
