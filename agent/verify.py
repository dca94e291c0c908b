"""The last check of a turn: safety, applicability, status; and the answer object."""

from agent.answer import Draft
from agent.language import phrase
from agent.state import Round, Situation, TurnContext, TurnState
from agent.steps import step_number
from domain.answers import Answer, Citation, Claim, Gap, SafetyWarning, Status

_SEARCHED = {
    "manuals": "manuals",
    "alarm lists": "alarms",
    "assets": "assets",
    "work orders": "work orders",
    "inventory": "parts",
}


def closing(state: TurnState, draft: Draft, work: Round, context: TurnContext) -> Answer:
    """The answer of a turn that went through its tools."""
    situation = state["situation"]
    citations = draft.book.citations()
    gaps = (
        *work.standing,
        *_tool_gaps(work, answered=bool(draft.lines)),
        *draft.gaps,
        *_applicability(draft, citations),
        *_steps_left_out(draft),
    )
    status: Status = "answered"
    text = "\n".join(draft.lines)
    if not draft.lines:
        status, text = "no_evidence", _nothing(situation, work, withheld=bool(draft.withheld))
    elif gaps:
        status = "partial"
    return finished(
        state,
        situation,
        work,
        status=status,
        text=text,
        context=context,
        claims=tuple(draft.claims),
        warnings=tuple(SafetyWarning(text=one.text, citations=one.citations) for one in draft.warnings),
        citations=citations if draft.lines else (),
    ).model_copy(update={"withheld": tuple(draft.withheld), "gaps": gaps})


def _tool_gaps(work: Round, *, answered: bool) -> tuple[Gap, ...]:
    """Failures always; what was looked for and not found only where it is news to the reader."""
    failed = {call.name for call in work.calls if call.status in {"error", "timeout"}}
    looked_up = {"lookup_alarm", "get_work_order", "find_parts", "get_asset"}
    empty = {call.name for call in work.calls if call.status == "empty" and (call.name in looked_up or not answered)}
    return work.gaps if failed or empty else ()


def _steps_left_out(draft: Draft) -> list[Gap]:
    """A job with a hole in it looks whole: steps that were held back are named."""
    shown = {step_number(line) for line in draft.lines}
    held = {step_number(item.text) for item in draft.withheld} - shown - {None}
    if not held or shown == {None}:
        return []
    steps = ", ".join(str(number) for number in sorted(filter(None, held)))
    return [Gap(source="steps", reason=f"step {steps} could not be checked and is not shown; open the page")]


def _applicability(draft: Draft, citations: tuple[Citation, ...]) -> list[Gap]:
    shown = {citation.document_id: citation for citation in citations if citation.document_id}
    gaps: list[Gap] = []
    for item in draft.evidence:
        compared = "change" in item.fields
        if item.document_id in shown and item.superseded and not compared:
            note = f"{item.title} revision {item.revision or '?'} is superseded by a newer one"
            gaps.append(Gap(source="manuals", reason=note))
    cited = {(citation.document_id, citation.section) for citation in citations}
    for item in draft.evidence:
        if item.overridden_by and (item.document_id, item.section) in cited:
            note = f"{item.section} of {item.title} is overridden by {item.overridden_by}"
            gaps.append(Gap(source="manuals", reason=note))
    return list(dict.fromkeys(gaps))


def _nothing(situation: Situation, work: Round, *, withheld: bool) -> str:
    language = situation.language
    if withheld:
        return phrase("withheld_all", language)
    from_calls = dict.fromkeys(_SEARCHED[gap.source] for gap in work.gaps if gap.source in _SEARCHED)
    sentence = phrase("no_evidence", language, searched=", ".join(from_calls or ["manuals"]))
    if work.nearest:
        sentence += " " + phrase("nearest", language, items=", ".join(work.nearest[:5]))
    return sentence


def finished(
    state: TurnState,
    situation: Situation,
    work: Round,
    *,
    status: Status,
    text: str,
    context: TurnContext,
    claims: tuple[Claim, ...] = (),
    warnings: tuple[SafetyWarning, ...] = (),
    citations: tuple[Citation, ...] = (),
) -> Answer:
    """The answer object; times are filled in by the assistant, which sees the whole turn."""
    spent = work.usage
    prices = context.settings
    cost = spent.input_tokens * prices.input_price_per_million + spent.output_tokens * prices.output_price_per_million
    return Answer(
        id=state.get("run_id", ""),
        thread_id=state.get("thread_id", ""),
        status=status,
        language=situation.language,
        text=text,
        claims=claims,
        warnings=warnings,
        citations=citations,
        tool_calls=work.calls,
        model=context.model_name,
        degraded=work.degraded,
        usage=spent.model_copy(update={"cost_usd": round(cost / 1_000_000, 6)}),
    )
