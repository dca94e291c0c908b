"""AG-UI natively: `RunAgentInput` in, events out."""

import asyncio
import hashlib

from ag_ui.core import RunAgentInput
from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from agent.assistant import AskRequest
from api.http.described import EVENTS
from api.protocols.agui.native import NativeStream
from api.protocols.agui.reading import Verdict, decided, own_thread_id, talk, told, verdict
from api.running.admission import Place
from api.running.live_run import LiveRun
from api.running.sse import events, sse
from api.server_state import State
from api.sign_in.identity import SignedIn
from domain.approvals import Approval, may_decide
from domain.callers import Caller
from domain.errors import NotFound
from stores.conversations.threads import Thread
from stores.writes.idempotency import Keyed

router = APIRouter(tags=["agui"])


@router.post("/agui", response_class=StreamingResponse, responses={200: {"content": EVENTS}})
async def run_agent(body: RunAgentInput, who: SignedIn, state: State) -> StreamingResponse:
    """Answer the last user message, or decide the interrupts that `resume` answers. `forwardedProps` may hold `asset` and `library`.

    A thread that Nacelle keeps goes on; one that it does not know begins with the messages sent. The same `runId` again gives the same run.
    """
    if body.resume:
        approvals = await asyncio.to_thread(_decide, body, who, state)
        return events(decided(body, approvals))
    with state.runs.enter() as place:
        run = await _start(body, who, state, place)
    return sse(run, after=0, heartbeat_s=state.settings.heartbeat_s, shown=NativeStream(body))


async def _start(body: RunAgentInput, who: Caller, state: State, place: Place) -> LiveRun:
    state.runs.check_room(who)
    asked = talk(body)
    known = await asyncio.to_thread(_known, body, who, state)
    thread = known or state.stores.threads.new(
        who.name,
        asset=told(body, "asset"),
        library=told(body, "library") or "main",
        id=own_thread_id(who.name, body.thread_id),
    )
    request = AskRequest(
        question=asked.question,
        earlier=() if known else asked.earlier,
        asset=told(body, "asset") or thread.asset,
        library=told(body, "library") or thread.library,
    )
    keyed = _keyed(body, who, asked.question)
    return await state.runs.start(request, who, thread, place, keyed=keyed, new=known is None)


def _known(body: RunAgentInput, who: Caller, state: State) -> Thread | None:
    for thread_id in (body.thread_id, own_thread_id(who.name, body.thread_id)):
        try:
            return state.stores.threads.get(thread_id, who.name)
        except NotFound:
            continue
    return None


def _keyed(body: RunAgentInput, who: Caller, question: str) -> Keyed:
    asked = f"{question}\0{told(body, 'asset')}\0{told(body, 'library')}".encode("utf-8", "surrogatepass")
    content = hashlib.sha256(asked).hexdigest()
    return Keyed(owner=who.name, key=f"agui {body.thread_id} {body.run_id}", content=content)


def _decide(body: RunAgentInput, who: Caller, state: State) -> list[Approval]:
    approvals, entries = state.stores.approvals, body.resume or []
    verdicts: list[tuple[str, Verdict]] = [(entry.interrupt_id, verdict(entry)) for entry in entries]
    for approval_id, _ in verdicts:
        if not may_decide(approvals.get(approval_id), who):
            raise NotFound(f"No approval '{approval_id}'.")
    key, content = f"agui {body.thread_id} {body.run_id}", hashlib.sha256(repr(verdicts).encode()).hexdigest()
    return [
        approvals.decide(
            approval_id, said, by=who.name, keyed=Keyed(owner=who.name, key=f"{key} {approval_id}", content=content)
        )
        for approval_id, said in verdicts
    ]
