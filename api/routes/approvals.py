"""Writes that wait for a person: who may see them, decide them, and what became of them."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.idempotency import Repeatable
from api.identity import SignedIn
from api.server_state import State
from domain.approvals import Approval, may_decide, may_see
from domain.callers import Caller
from domain.errors import Forbidden, NotFound
from stores.clock import utc_now

router = APIRouter(prefix="/api/approvals", tags=["approvals"])


class Decision(BaseModel):
    """Yes or no, once."""

    decision: Literal["approve", "reject"]
    note: str | None = Field(default=None, max_length=2_000)


class SeenApproval(Approval):
    """As one person sees it."""

    may_decide: bool
    """Whether that person may approve or reject it."""
    expired: bool
    """By the server's clock, since a phone's may be days off."""


@router.get("")
async def list_approvals(
    who: SignedIn, state: State, show: Annotated[Literal["waiting", "all"], Query()] = "waiting"
) -> list[SeenApproval]:
    """What this person asked for or may decide: what waits, oldest first, or everything, newest first."""
    approvals = state.stores.approvals
    found = await asyncio.to_thread(approvals.waiting if show == "waiting" else approvals.recent)
    return [_seen(approval, who) for approval in found if may_see(approval, who)]


@router.get("/{approval_id}")
async def get_approval(approval_id: str, who: SignedIn, state: State) -> SeenApproval:
    """One write and what became of it."""
    approval = await asyncio.to_thread(state.stores.approvals.get, approval_id)
    if not may_see(approval, who):
        raise NotFound(f"No approval '{approval_id}'.")
    return _seen(approval, who)


@router.post("/{approval_id}")
async def decide(approval_id: str, body: Decision, who: SignedIn, state: State, keyed: Repeatable) -> SeenApproval:
    """Approve or reject. An approved write is done, or `failed` with its reason, when this answers; a second decision is a conflict."""
    approval = await get_approval(approval_id, who, state)
    if not approval.may_decide:
        at = f" at {approval.site}" if approval.site else ""
        raise Forbidden(f"This waits for somebody who is {' or '.join(approval.roles)}{at}.")
    verdict = "approved" if body.decision == "approve" else "rejected"
    decided = await asyncio.to_thread(
        state.stores.approvals.decide, approval_id, verdict, by=who.name, note=body.note or "", keyed=keyed
    )
    return _seen(decided, who)


def _seen(approval: Approval, who: Caller) -> SeenApproval:
    expired = approval.status == "pending" and approval.expires_at <= utc_now()
    return SeenApproval(**approval.model_dump(), may_decide=may_decide(approval, who), expired=expired)
