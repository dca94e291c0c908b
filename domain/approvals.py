"""A write that waits for a person, and who that person may be."""

from datetime import datetime
from typing import Any, Literal

from domain.callers import Caller
from domain.model import Noun

ApprovalStatus = Literal["pending", "approved", "rejected", "withdrawn", "running", "done", "failed"]


class Approval(Noun):
    """One write and its fate. Pending past `expires_at` means expired: it can no longer be decided.

    `roles` empty: whoever asked decides. Else holders of one of the roles do, at `site` where there is one.
    `evidence` are the ids of what the turn had retrieved when it asked. `result` is what the write gave, or `{"reason"}`.
    """

    id: str
    thread_id: str
    run_id: str
    tool: str
    args: dict[str, Any]
    args_hash: str
    summary: str
    status: ApprovalStatus = "pending"
    requested_by: str
    created: datetime
    expires_at: datetime
    roles: tuple[str, ...] = ()
    site: str = ""
    evidence: tuple[str, ...] = ()
    decided_by: str = ""
    decided_at: datetime | None = None
    note: str = ""
    result: dict[str, Any] | None = None


def may_decide(approval: Approval, who: Caller) -> bool:
    """Whether `who` may approve or reject it: never what stands at a site that is not theirs."""
    asked = who.is_any(*approval.roles) if approval.roles else who.answers_for(approval.requested_by)
    return asked and who.at(approval.site)


def may_see(approval: Approval, who: Caller) -> bool:
    """Whether `who` may know of it: the one who asked, and those who may decide."""
    return who.answers_for(approval.requested_by) or may_decide(approval, who)
