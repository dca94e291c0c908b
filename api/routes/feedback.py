"""What people think of answers, and writes that wait for them."""

import asyncio
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.identity import SignedIn
from api.server_state import State
from stores.approvals import Approval
from stores.feedback import Feedback

router = APIRouter(prefix="/api", tags=["feedback"])


class NewFeedback(BaseModel):
    """A thumb, a reason, what would have been right."""

    run_id: str = Field(max_length=100)
    thumb: Literal["up", "down"]
    reason: str | None = Field(default=None, max_length=4_000)
    correction: str | None = Field(default=None, max_length=8_000)


@router.post("/feedback", status_code=201)
async def give_feedback(body: NewFeedback, who: SignedIn, state: State) -> Feedback:
    """Kept as a candidate test case."""
    return await asyncio.to_thread(
        state.stores.feedback.add,
        body.run_id,
        who.name,
        body.thumb,
        reason=body.reason or "",
        correction=body.correction or "",
    )


class Decision(BaseModel):
    """Yes or no, once."""

    decision: Literal["approve", "reject"]
    note: str | None = Field(default=None, max_length=2_000)


@router.get("/approvals")
async def list_approvals(who: SignedIn, state: State) -> list[Approval]:
    """Writes of this person that wait for a decision."""
    return list(await asyncio.to_thread(state.stores.approvals.waiting, owner=who.name))


@router.post("/approvals/{approval_id}")
async def decide(approval_id: str, body: Decision, who: SignedIn, state: State) -> Approval:
    """Approve or reject; a second decision is a conflict."""
    verdict = "approved" if body.decision == "approve" else "rejected"
    return await asyncio.to_thread(
        state.stores.approvals.decide, approval_id, verdict, by=who.name, note=body.note or "", owner=who.name
    )
