"""Writes that wait for a person: who may see them, decide them, and what became of them."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from api.http.idempotency import Repeatable
from api.http.paging import MOST, PAGED, Page, by_time, pages_of
from api.operation.metrics import count_approval
from api.server_state import State
from api.sign_in.identity import Seen, SignedIn
from domain.approvals import Approval, may_decide, may_see
from domain.callers import Caller
from domain.errors import BadInput, Forbidden, NotFound
from stores.clock import utc_now
from stores.database.paging import Mark
from stores.open_stores import Stores
from stores.writes.approvals import SqlApprovals
from tools.orders.repeating import open_alike

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


@router.get("", responses=PAGED)
async def list_approvals(
    who: SignedIn,
    state: State,
    stores: Seen,
    page: Annotated[Page, Depends(pages_of(MOST))],
    show: Annotated[Literal["waiting", "all"], Query()] = "waiting",
) -> list[SeenApproval]:
    """What this person asked for or may decide: what waits, oldest first, or everything, newest first."""
    approvals = state.stores.approvals
    if show == "waiting":
        waiting = [each for each in await asyncio.to_thread(approvals.waiting) if may_see(each, who)]
        found = page.cut(waiting, _mark, by_time)
    else:
        found = page.of(await asyncio.to_thread(_recent, approvals, who, page), _mark)
    seen = [_seen(approval, who) for approval in found]
    return await asyncio.to_thread(lambda: [_with_alike(each, stores) for each in seen])


def _mark(approval: Approval) -> Mark:
    return Mark(key=approval.created.isoformat(), id=approval.id)


def _recent(approvals: SqlApprovals, who: Caller, page: Page) -> list[Approval]:
    """Those that this person may see, as many as the page wants: others' may stand between."""
    found: list[Approval] = []
    after = page.after
    while len(found) < page.wanted:
        read = approvals.recent(MOST, after)
        found += [each for each in read if may_see(each, who)]
        if len(read) < MOST:
            break
        after = _mark(read[-1])
    return found[: page.wanted]


@router.get("/{approval_id}")
async def get_approval(approval_id: str, who: SignedIn, state: State, stores: Seen) -> SeenApproval:
    """One write and what became of it."""
    approval = await asyncio.to_thread(state.stores.approvals.get, approval_id)
    if not may_see(approval, who):
        raise NotFound(f"No approval '{approval_id}'.")
    return await asyncio.to_thread(_with_alike, _seen(approval, who), stores)


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


def _with_alike(approval: SeenApproval, stores: Stores) -> SeenApproval:
    if approval.tool != "create_work_order" or approval.status != "pending":
        return approval
    told = {name: str(approval.args.get(name) or "") for name in ("asset", "title", "alarm_code")}
    orders = open_alike(stores.records, stores.cases, **told)
    alike = tuple(Alike(number=order.number, title=order.title) for order in orders)
    return approval.model_copy(update={"alike": alike})
