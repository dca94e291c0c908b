"""Close a turn: status, gaps and the one answer object; what was shown becomes part of the thread."""

import asyncio
import uuid
from typing import Literal

from langchain_core.messages import AIMessage
from langgraph.runtime import Runtime

from agent.approvals.asking import ask_for_writes
from agent.phrases.saying import phrase
from agent.turn.disagreeing import disagreements_shown
from agent.turn.found import this_turn
from agent.turn.showing import with_choices
from agent.turn.state import Turn, TurnContext, TurnState, Update
from domain.answers import Answer, AnswerEvent, Citation, Gap, Status
from tools.findings import is_absence
from tools.manuals.figures import figures_beside

LOOKED_UP = frozenset({"lookup_alarm", "get_work_order", "find_parts", "get_asset"})
"""Look-ups of a record that the person named: that there is none is news also beside an answer."""
SEARCHED = {
    "manuals": "searched_manuals",
    "alarm lists": "searched_alarms",
    "assets": "searched_assets",
    "work orders": "searched_orders",
    "inventory": "searched_parts",
}
"""The phrase that names where was looked, by a tool's source."""


async def close(state: TurnState, runtime: Runtime[TurnContext]) -> Update:
    """Emit the answer: the last thing that every turn does."""
    context, turn = runtime.context, runtime.context.turn
    if not (turn.answer or turn.stop or turn.asks):
        for event in await asyncio.to_thread(lambda: list(disagreements_shown(turn.release))):
            runtime.stream_writer(event)
    answer = turn.answer or answer_of(turn, context)
    if answer.citations and answer.status != "no_evidence":
        figures = await asyncio.to_thread(figures_beside, context.tools, answer.citations, turn.release.shown)
        answer = answer.model_copy(update={"figures": figures})
    runtime.stream_writer(AnswerEvent(kind="answer", data={"answer": answer}))
    if turn.asks:
        return {}
    said = "\n".join(turn.release.spoken) or answer.text
    last = this_turn(state["messages"])[-1]
    # In the place of what the model wrote, where it wrote.
    written = last.id if isinstance(last, AIMessage) and not last.tool_calls else None
    return {"messages": [AIMessage(said, id=written or uuid.uuid4().hex)]}


async def approve(state: TurnState, runtime: Runtime[TurnContext]) -> Update:
    """Keep the turn's writes as approvals: the turn ends, the decision comes whenever a person takes it."""
    del state
    turn = runtime.context.turn
    turn.answer = await ask_for_writes(answer_of(turn, runtime.context), runtime.context, runtime.stream_writer)
    return {}


def after_closing(_: TurnState, runtime: Runtime[TurnContext]) -> Literal["ask", "__end__"]:
    """A question to the person rests in the thread until the reply comes."""
    return "ask" if runtime.context.turn.asks else "__end__"


def answer_of(turn: Turn, context: TurnContext) -> Answer:
    """The answer of what the turn has shown."""
    release = turn.release
    if turn.stop:
        return _answer(turn, context, *turn.stop)
    if turn.asks and not release.asked:
        return _answer(turn, context, "clarify", with_choices(*turn.asks))
    if release.small_talk:
        answer = _answer(turn, context, "clarify", phrase("small_talk", turn.language))
        # There was nothing to look up: a model that looked nothing up has not failed.
        found_nothing = turn.degraded == phrase("takeover", turn.language)
        return answer.model_copy(update={"degraded": None}) if found_nothing else answer
    if release.out_of_scope:
        return _answer(turn, context, "refused", phrase("out_of_scope", turn.language))
    citations = release.book.citations()
    text = "\n".join(release.lines)
    gaps = (
        *turn.standing,
        *_not_found(turn),
        *release.gaps,
        *_older_and_overridden(turn, citations),
        *release.steps_left_out(),
    )
    status: Status = "partial" if gaps else "answered"
    if not text:
        status, text = "no_evidence", _nothing(turn)
    elif (release.nothing or _only_absent(turn)) and not turn.answered_before:
        status = "no_evidence"
    if turn.asks:
        status = "clarify"
    answer = _answer(turn, context, status, text)
    return answer.model_copy(
        update={
            "claims": tuple(release.claims),
            "warnings": release.warned(),
            "citations": citations,
            "disagreements": tuple(release.disagreements),
            "withheld": tuple(release.withheld),
            "gaps": tuple(dict.fromkeys(gaps)),
        }
    )


def _only_absent(turn: Turn) -> bool:
    """Whether all that can be told is that a record which was named does not exist.

    After a hand-over that is for the embedded model to say: what the other has shown before may stand beside the question.
    """
    release = turn.release
    last = release.claims[turn.handed_over :]
    cited = [release.shown[n] for claim in last or release.claims for n in claim.citations]
    if turn.handed_over and not last:
        # It had nothing to add: what it would say of the absent record stands there already.
        cited = [item for item in cited if is_absence(item)] or cited
    named = any(name in LOOKED_UP for name, _ in turn.empty)
    worded = any(call.args.get("text") for call in turn.own_calls)
    return bool(cited) and all(map(is_absence, cited)) and (named or worded)


def _not_found(turn: Turn) -> list[Gap]:
    """What was looked for and not found, only where it is news to the reader."""
    answered = bool(turn.release.claims) and not turn.release.nothing
    return [gap for name, gap in turn.empty if name in LOOKED_UP or not answered]


def _older_and_overridden(turn: Turn, citations: tuple[Citation, ...]) -> list[Gap]:
    shown = {citation.document_id for citation in citations if citation.document_id}
    places = {(citation.document_id, citation.section) for citation in citations}
    gaps: list[Gap] = []
    for item in turn.release.evidence.values():
        if item.document_id in shown and item.superseded and "change" not in item.fields:
            note = phrase("superseded_note", turn.language, title=item.title, revision=item.revision or "?")
            gaps.append(Gap(source="manuals", reason=note))
        if item.overridden_by and (item.document_id, item.section) in places:
            values = {"section": item.section, "title": item.title, "by": item.overridden_by}
            gaps.append(Gap(source="manuals", reason=phrase("overridden_note", turn.language, **values)))
    return gaps


def _nothing(turn: Turn) -> str:
    language = turn.language
    if turn.release.withheld and not turn.release.nothing:
        return phrase("withheld_all", language)
    searched = dict.fromkeys(SEARCHED[gap.source] for _, gap in turn.empty if gap.source in SEARCHED)
    places = (phrase(name, language) for name in searched or ["searched_manuals"])
    return phrase("no_evidence", language, searched=", ".join(places))


def _answer(turn: Turn, context: TurnContext, status: Status, text: str) -> Answer:
    """The answer object; times are filled in by the assistant, which sees the whole turn."""
    spent, prices = turn.usage, context.settings
    cost = spent.input_tokens * prices.input_price_per_million + spent.output_tokens * prices.output_price_per_million
    return Answer(
        id=context.asked.run_id,
        thread_id=context.asked.thread_id,
        status=status,
        language=turn.language,
        text=text,
        tool_calls=tuple(turn.calls),
        model=context.model_name,
        # A model that looked and found that nothing answers has done its part, where nothing does.
        degraded=None if turn.denied and status == "no_evidence" else turn.degraded,
        usage=spent.model_copy(update={"cost_usd": round(cost / 1_000_000, 6)}),
    )
