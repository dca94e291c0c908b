"""What people think of answers."""

import asyncio
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.http.idempotency import Repeatable
from api.server_state import State
from api.sign_in.identity import SignedIn
from stores.conversations.feedback import Feedback

router = APIRouter(prefix="/api", tags=["feedback"])


class NewFeedback(BaseModel):
    """A thumb, a reason, what would have been right."""

    run_id: str = Field(max_length=100)
    thumb: Literal["up", "down"]
    reason: str | None = Field(default=None, max_length=4_000)
    correction: str | None = Field(default=None, max_length=8_000)


@router.post("/feedback", status_code=201)
async def give_feedback(body: NewFeedback, who: SignedIn, state: State, keyed: Repeatable) -> Feedback:
    """Kept as a candidate test case."""
    return await asyncio.to_thread(
        state.stores.feedback.add,
        body.run_id,
        who.name,
        body.thumb,
        reason=body.reason or "",
        correction=body.correction or "",
        keyed=keyed,
    )
