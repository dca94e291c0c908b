"""Writes that wait for a person: who may see them, decide them, and what became of them."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.identity import SignedIn
from api.server_state import State
from domain.approvals import Approval, may_decide, may_see
from domain.errors import Forbidden, NotFound

router = APIRouter(prefix="/api/approvals", tags=["approvals"])


class Decision(BaseModel):
    """Yes or no, once."""

    decision: Literal["approve", "reject"]
    note: str | None = Field(default=None, max_length=2_000)


@router.get("")
async def list_approvals(
    who: SignedIn, state: State, show: Annotated[Literal["waiting", "all"], Query()] = "waiting"
) -> list[Approval]:
    """What this person asked for or may decide: what waits, oldest first, or everything, newest first."""
    approvals = state.stores.approvals
    found = await asyncio.to_thread(approvals.waiting if show == "waiting" else approvals.recent)
    return [approval for approval in found if may_see(approval, who)]


@router.get("/{approval_id}")
async def get_approval(approval_id: str, who: SignedIn, state: State) -> Approval:
    """One write and what became of it."""
    approval = await asyncio.to_thread(state.stores.approvals.get, approval_id)
    if not may_see(approval, who):
        raise NotFound(f"No approval '{approval_id}'.")
    return approval


@router.post("/{approval_id}")
async def decide(approval_id: str, body: Decision, who: SignedIn, state: State) -> Approval:
    """Approve or reject. An approved write is done, or `failed` with its reason, when this answers; a second decision is a conflict."""
    approval = await get_approval(approval_id, who, state)
    if not may_decide(approval, who):
        at = f" at {approval.site}" if approval.site else ""
        raise Forbidden(f"This waits for somebody who is {' or '.join(approval.roles)}{at}.")
    verdict = "approved" if body.decision == "approve" else "rejected"
    return await asyncio.to_thread(
        state.stores.approvals.decide, approval_id, verdict, by=who.name, note=body.note or ""
    )
