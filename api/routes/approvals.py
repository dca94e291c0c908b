"""Writes that wait for a person: who may see them, decide them, and what became of them."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.idempotency import Repeatable
from api.identity import Seen, SignedIn
from api.operation.metrics import count_approval
from api.server_state import State
from domain.approvals import Approval, may_decide, may_see
from domain.callers import Caller
from domain.errors import BadInput, Forbidden, NotFound
from domain.records import WorkOrder
from language.words import stems
from stores.clock import utc_now
from stores.records.store import SqlRecords

router = APIRouter(prefix="/api/approvals", tags=["approvals"])


class Decision(BaseModel):
    """Yes or no, once."""

    decision: Literal["approve", "reject"]
    note: str | None = Field(default=None, max_length=2_000)
    changes: dict[str, str | int] | None = Field(default=None, max_length=20)
    """Arguments as whoever approves wants them."""


class Alike(BaseModel):
    """An open job."""

    number: str
    title: str


class SeenApproval(Approval):
    """As one person sees it."""

    may_decide: bool
    """Whether that person may approve or reject it."""
    expired: bool
    """By the server's clock, since a phone's may be days off."""
    alike: tuple[Alike, ...] = ()
    """Open jobs on the same machine that a new one would repeat."""


@router.get("")
async def list_approvals(
    who: SignedIn, state: State, stores: Seen, show: Annotated[Literal["waiting", "all"], Query()] = "waiting"
) -> list[SeenApproval]:
    """What this person asked for or may decide: what waits, oldest first, or everything, newest first."""
    approvals = state.stores.approvals
    found = await asyncio.to_thread(approvals.waiting if show == "waiting" else approvals.recent)
    seen = [_seen(approval, who) for approval in found if may_see(approval, who)]
    return await asyncio.to_thread(lambda: [_with_alike(each, stores.records) for each in seen])


@router.get("/{approval_id}")
async def get_approval(approval_id: str, who: SignedIn, state: State, stores: Seen) -> SeenApproval:
    """One write and what became of it."""
    approval = await asyncio.to_thread(state.stores.approvals.get, approval_id)
    if not may_see(approval, who):
        raise NotFound(f"No approval '{approval_id}'.")
    return await asyncio.to_thread(_with_alike, _seen(approval, who), stores.records)


@router.post("/{approval_id}")
async def decide(
    approval_id: str, body: Decision, who: SignedIn, state: State, stores: Seen, keyed: Repeatable
) -> SeenApproval:
    """Approve or reject. An approved write is done, or `failed` with its reason, when this answers; a second decision is a conflict."""
    approval = await get_approval(approval_id, who, state, stores)
    if not approval.may_decide:
        at = f" at {approval.site}" if approval.site else ""
        raise Forbidden(f"This waits for somebody who is {' or '.join(approval.roles)}{at}.")
    verdict = "approved" if body.decision == "approve" else "rejected"
    if body.changes and verdict == "rejected":
        raise BadInput("Only what is approved can be changed.")
    decided = await asyncio.to_thread(
        state.stores.approvals.decide,
        approval_id,
        verdict,
        by=who.name,
        note=body.note or "",
        changes=body.changes,
        keyed=keyed,
    )
    count_approval(decided.tool, decided.status)
    return _seen(decided, who)


def _seen(approval: Approval, who: Caller) -> SeenApproval:
    expired = approval.status == "pending" and approval.expires_at <= utc_now()
    return SeenApproval(**approval.model_dump(), may_decide=may_decide(approval, who), expired=expired)


def _with_alike(approval: SeenApproval, records: SqlRecords) -> SeenApproval:
    if approval.tool != "create_work_order" or approval.status != "pending":
        return approval
    asked = approval.args
    orders = records.find_work_orders(asset=str(asked.get("asset", "")), status="open", limit=100)
    alike = tuple(Alike(number=order.number, title=order.title) for order in orders if _is_alike(asked, order))
    return approval.model_copy(update={"alike": alike})


def _is_alike(asked: Mapping[str, Any], order: WorkOrder) -> bool:
    """The same alarm, or at least half of the shorter title's words."""
    code = str(asked.get("alarm_code") or "").casefold()
    if code and code == order.alarm_code.casefold():
        return True
    mine, theirs = stems(str(asked.get("title", ""))), stems(order.title)
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs)) > 0
