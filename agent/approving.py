"""Ask a person for the writes of a turn: approvals are kept, the answer says in a line what waits."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from agent.act import Emit
from agent.language import phrase
from agent.not_proposed import Told, refusal
from agent.state import Round, Situation, TurnContext, TurnState
from domain.answers import Answer, AnswerEvent, Claim, PendingApproval, Status
from domain.approvals import Approval
from stores.approvals import hash_of
from tools.proposals import Proposal


def waits(work: Round) -> bool:
    """Whether the turn has a write to propose, or one to explain."""
    return bool(work.proposals or work.refusals)


@dataclass
class Asked:
    """What came of the turn's proposals."""

    fresh: list[Approval] = field(default_factory=list[Approval])
    waiting: list[Approval] = field(default_factory=list[Approval])
    rejected: list[Approval] = field(default_factory=list[Approval])


async def ask_for_writes(state: TurnState, work: Round, context: TurnContext, emit: Emit) -> Answer:
    """The turn's answer with what waits, what was rejected before and what could not be proposed."""
    answer, situation = state["answer"], state["situation"]
    asked = await asyncio.to_thread(_sort, work.proposals, state, context)
    await _keep(asked.fresh, state["run_id"], context)
    told = [refusal(each, situation, context, again=situation.is_reply) for each in work.refusals]
    lines = [_rejected(each, situation.language) for each in asked.rejected]
    lines += [line for each in told for line in (each.before, each.text) if line]
    pending = [*asked.waiting, *asked.fresh]
    lines += _waiting_line(pending, situation.language)
    answer = _with_lines(answer, lines, told, emit)
    return answer.model_copy(
        update={
            "status": _status(answer, pending, told),
            "approvals": tuple(_shown(each) for each in pending),
            "gaps": (*answer.gaps, *(each.gap for each in told if each.gap)),
        }
    )


def _sort(proposals: Sequence[Proposal], state: TurnState, context: TurnContext) -> Asked:
    """New ones, those that wait already, and those that were rejected in this conversation."""
    assert context.approvals is not None
    thread_id, now = state["thread_id"], context.now()
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
            before[key] = _approval(proposal, state, context)
            asked.fresh.append(before[key])
    return asked


def _approval(proposal: Proposal, state: TurnState, context: TurnContext) -> Approval:
    now, args_hash = context.now(), hash_of(proposal.args)
    name = "\0".join((state["run_id"], proposal.tool, args_hash))
    return Approval(
        id=hashlib.sha256(name.encode()).hexdigest()[:32],
        thread_id=state["thread_id"],
        run_id=state["run_id"],
        tool=proposal.tool,
        args=proposal.args,
        args_hash=args_hash,
        summary=_summary(proposal, state["situation"].language),
        requested_by=context.person,
        created=now,
        expires_at=now + timedelta(minutes=context.settings.approval_minutes),
        roles=context.settings.roles_that_approve,
        site=proposal.site,
        evidence=tuple(item.id for item in state["work"].evidence),
    )


def _summary(proposal: Proposal, language: str) -> str:
    shown = {name: f"{value:g}" if isinstance(value, float) else value for name, value in proposal.args.items()}
    return phrase(f"do_{proposal.tool}", language, **shown)


async def _keep(fresh: list[Approval], run_id: str, context: TurnContext) -> None:
    """Keep them; a run that is cancelled meanwhile leaves none that could still be approved."""
    if not fresh or context.approvals is None:
        return
    kept = asyncio.ensure_future(asyncio.to_thread(context.approvals.put, *fresh))
    try:
        await asyncio.shield(kept)
    except asyncio.CancelledError:
        await asyncio.wait({kept})
        await asyncio.shield(asyncio.to_thread(context.approvals.withdraw, run_id))
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


def with_results(history: list[Any], context: TurnContext) -> list[Any]:
    """The memory of the last turn, completed by the numbers that its approved writes were given."""
    last = history[-1] if history else None
    if not last or not last.get("wrote") or context.approvals is None:
        return history
    done = [one for one in context.approvals.of_thread(str(last["wrote"])) if one.run_id == last.get("run")]
    results = [one.result or {} for one in done]
    orders = list(dict.fromkeys(str(result["work_order"]) for result in results if result.get("work_order")))
    if not orders:
        return history
    told = ", ".join(orders)
    known = {**last, "question": told, "search_text": told, "subject": told, "asks": told, "orders": orders}
    return [*history[:-1], known]


def is_only_about_writes(situation: Situation, work: Round) -> bool:
    """Nothing for a model to write about: no question besides, or nothing that was looked up."""
    return situation.only_writes or (waits(work) and not work.evidence)
