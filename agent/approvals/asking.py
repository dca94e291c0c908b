"""Ask a person for the writes of a turn: approvals are kept, the answer says in a line what waits."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from agent.approvals.refused import Told, open_already, refusal
from agent.phrases.saying import phrase
from agent.question.header import Named
from agent.settings import AgentSettings
from agent.turn.state import Emit, TurnContext
from domain.answers import Answer, AnswerEvent, Claim, PendingApproval, Status
from domain.approvals import Approval
from domain.callers import Caller
from stores.writes.approvals import SqlApprovals, hash_of
from tools.proposals import Proposal


@dataclass
class Asked:
    """What came of the turn's proposals."""

    fresh: list[Approval] = field(default_factory=list[Approval])
    waiting: list[Approval] = field(default_factory=list[Approval])
    rejected: list[Approval] = field(default_factory=list[Approval])


async def ask_for_writes(answer: Answer, context: TurnContext, emit: Emit) -> Answer:
    """The turn's answer with what waits, what was rejected before and what could not be proposed."""
    turn = context.turn
    asked = await asyncio.to_thread(_sort, turn.proposals, context)
    await _keep(asked.fresh, context)
    proposed = {proposal.tool for proposal in turn.proposals}
    refused = {(tool, each.why): each for tool, each in turn.refusals if tool not in proposed}
    told = [refusal(each, context) for each in refused.values() if not (turn.asks and each.asks)]
    lines = [_rejected(each, turn.language) for each in asked.rejected]
    lines += [line for each in told for line in (each.before, each.text) if line]
    pending = [*asked.waiting, *asked.fresh]
    lines += _waiting_line(pending, turn.language)
    repeated = [open_already(order, one.args["asset"], turn.language) for one in turn.proposals for order in one.alike]
    lines += [each.text for each in repeated]
    only_writes = not (turn.release.claims or turn.asks)
    if only_writes:
        answer = answer.model_copy(update={"text": "", "gaps": tuple(turn.standing)})
    answer = _with_lines(answer, lines, [*told, *repeated], emit)
    return answer.model_copy(
        update={
            "status": _status(answer, pending, told),
            "approvals": tuple(_shown(each) for each in pending),
            "gaps": (*answer.gaps, *(each.gap for each in told if each.gap)),
        }
    )


def _sort(proposals: Sequence[Proposal], context: TurnContext) -> Asked:
    """New ones, those that wait already, and those that were rejected in this conversation."""
    thread_id, now = context.asked.thread_id, context.tools.now()
    before = {(one.tool, one.args_hash): one for one in context.approvals.of_thread(thread_id)}
    asked = Asked()
    for proposal in proposals:
        key = (proposal.tool, hash_of(proposal.args))
        known = before.get(key)
        if known and known.status == "rejected":
            asked.rejected.append(known)
        elif known and known.status == "pending" and known.expires_at > now:
            asked.waiting.append(known)
        else:
            before[key] = _approval(proposal, context)
            asked.fresh.append(before[key])
    return asked


def _approval(proposal: Proposal, context: TurnContext) -> Approval:
    evidence = tuple(item.id for item in context.turn.release.evidence.values())
    asked, language = context.asked, context.turn.language
    made = approval_of(proposal, asked.caller, asked.run_id, context.settings, context.tools.now(), language)
    return made.model_copy(update={"thread_id": asked.thread_id, "evidence": evidence})


def approval_of(
    proposal: Proposal, who: Caller, run_id: str, settings: AgentSettings, now: datetime, language: str = "en"
) -> Approval:
    """The write as something that a person decides; the same proposal of the same run has the same id."""
    args_hash = hash_of(proposal.args)
    name = "\0".join((run_id, proposal.tool, args_hash))
    return Approval(
        id=hashlib.sha256(name.encode()).hexdigest()[:32],
        thread_id="",
        run_id=run_id,
        tool=proposal.tool,
        args=proposal.args,
        args_hash=args_hash,
        summary=_summary(proposal, language),
        requested_by=who.name,
        created=now,
        expires_at=now + timedelta(minutes=settings.approval_minutes),
        roles=settings.roles_that_approve,
        site=proposal.site,
    )


def _summary(proposal: Proposal, language: str) -> str:
    shown = {name: f"{value:g}" if isinstance(value, float) else value for name, value in proposal.args.items()}
    return phrase(f"do_{proposal.tool}", language, **shown)


async def _keep(fresh: list[Approval], context: TurnContext) -> None:
    """Keep them; a run that is cancelled meanwhile leaves none that could still be approved."""
    if not fresh:
        return
    kept = asyncio.ensure_future(asyncio.to_thread(context.approvals.put, *fresh))
    try:
        await asyncio.shield(kept)
    except asyncio.CancelledError:
        await asyncio.wait({kept})
        await asyncio.shield(asyncio.to_thread(context.approvals.withdraw, context.asked.run_id))
        raise


def _waiting_line(pending: Sequence[Approval], language: str) -> list[str]:
    if not pending:
        return []
    items = "; ".join(each.summary.rstrip(".") for each in pending)
    roles = ", ".join(pending[0].roles)
    return [
        phrase("waits_for", language, items=items, roles=roles) if roles else phrase("waits", language, items=items)
    ]


def _rejected(approval: Approval, language: str) -> str:
    when = f"{approval.decided_at:%Y-%m-%d %H:%M} UTC" if approval.decided_at else ""
    return phrase("was_rejected", language, summary=approval.summary.rstrip("."), by=approval.decided_by, when=when)


def _with_lines(answer: Answer, lines: Sequence[str], told: Sequence[Told], emit: Emit) -> Answer:
    """The answer with these lines behind its own; a line that a record shows brings its citation."""
    citations, claims, shown = list(answer.citations), list(answer.claims), list[str]()
    by_text = {each.text: each for each in told}
    for line in lines:
        cited = by_text[line].citation if line in by_text else None
        if cited:
            citations.append(cited.model_copy(update={"n": len(citations) + 1}))
            claims.append(Claim(text=line, citations=(len(citations),)))
            line = f"{line} [{len(citations)}]"
        shown.append(line)
        emit(AnswerEvent(kind="sentence", data={"text": line}))
    text = "\n".join(filter(None, (answer.text, *shown)))
    return answer.model_copy(update={"text": text, "citations": tuple(citations), "claims": tuple(claims)})


def _status(answer: Answer, pending: Sequence[Approval], told: Sequence[Told]) -> Status:
    if pending:
        return "awaiting_approval"
    if any(each.asks for each in told):
        return "clarify"
    if any(each.gap for each in told):
        return "partial" if answer.claims else "no_evidence"
    return answer.status


def _shown(approval: Approval) -> PendingApproval:
    return PendingApproval.model_validate(
        approval.model_dump(include={"id", "tool", "args", "summary", "expires_at", "roles", "site", "requested_by"})
    )


def done_since(thread_id: str, approvals: SqlApprovals) -> tuple[Named, ...]:
    """The work orders that approved writes of this thread made or changed, oldest first."""
    if not thread_id:
        return ()
    results = [one.result or {} for one in approvals.of_thread(thread_id)]
    orders = dict.fromkeys(str(result["work_order"]) for result in results if result.get("work_order"))
    return tuple(Named(kind="done_work_order", value=order) for order in orders)
