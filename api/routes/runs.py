"""Runs: read on after a break, stop."""

from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import StreamingResponse

from api.http.described import EVENTS
from api.running.sse import sse
from api.server_state import State
from api.sign_in.identity import SignedIn
from domain.errors import BadInput

router = APIRouter(prefix="/api/runs", tags=["runs"])


@router.get("/{run_id}/events", response_class=StreamingResponse, responses={200: {"content": EVENTS}})
async def run_events(
    run_id: str, who: SignedIn, state: State, last_event_id: Annotated[str, Header(max_length=20)] = "0"
) -> StreamingResponse:
    """The run's events after `Last-Event-ID`, live or as kept."""
    if not last_event_id.isdecimal():
        raise BadInput("Last-Event-ID must be the number of the last event received.")
    run = await state.runs.find(run_id, who.name)
    return sse(run, after=int(last_event_id), heartbeat_s=state.settings.heartbeat_s)


@router.post("/{run_id}/cancel")
async def cancel_run(run_id: str, who: SignedIn, state: State) -> dict[str, str]:
    """Stop a run; answers when it has stopped."""
    run = await state.runs.cancel(run_id, who.name)
    return {"id": run_id, "status": run.status}
