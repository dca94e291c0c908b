"""The nodes of the graph: each reads the state, does one thing, returns what changed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Literal, cast

from langchain_core.messages import AIMessage, BaseMessage
from langgraph.runtime import Runtime

from agent.act import Emit, act
from agent.answer import Draft, lines_of, release, settle, unsaid
from agent.language import phrase
from agent.messages import Brief, messages
from agent.remote import Remote, failure
from agent.situate import understand
from agent.state import Memory, Round, Situation, TurnContext, TurnState, Update
from agent.verify import closing, finished
from domain.answers import AnswerEvent, ToolCall
from tools.toolbox import READ_TOOLS

HISTORY = 12
NOTHING_HELD = (
    "Nothing that the language model wrote stood in the evidence; Nacelle's embedded model finished the turn."
)
Context = Runtime[TurnContext]


async def situate(state: TurnState, runtime: Context) -> Update:
    """Understand the question; a turn that must stop here gets its answer here."""
    context = runtime.context
    situation, stop = await asyncio.to_thread(
        understand, state["question"], state.get("asset_tag", ""), state.get("history", []), context
    )
    if stop:
        answer = finished(state, situation, Round(), status=stop[0], text=stop[1], context=context)
        history = [*state.get("history", []), _memory(situation, clarify=stop[0] == "clarify")]
        return {"situation": situation, "work": Round(), "answer": answer, "history": history[-HISTORY:]}
    runtime.stream_writer(AnswerEvent(kind="status", data={"text": phrase("status_searching", situation.language)}))
    return {
        "situation": situation,
        "work": Round(),
        "history": [*state.get("history", []), _memory(situation)][-HISTORY:],
    }


def _memory(situation: Situation, *, clarify: bool = False) -> Memory:
    return Memory(
        question=(situation.asked or situation.question)[:500],
        search_text=situation.search_text[:500],
        asset=situation.asset.tag if situation.asset else "",
        model=situation.model,
        alarms=situation.entities.alarms,
        parts=situation.entities.parts,
        clarify=clarify,
    )


def after_situate(state: TurnState) -> Literal["plan", "close"]:
    """Plan, unless the turn is already answered."""
    return "close" if "answer" in state else "plan"


async def plan(state: TurnState, runtime: Context) -> Update:
    """Ask the model which tools to call next; a model that fails is replaced by the embedded one."""
    context, work = runtime.context, state["work"]
    if work.rounds >= context.settings.max_rounds or len(work.calls) >= context.settings.max_tool_calls:
        return {"wanted": []}
    brief = Brief(state["situation"], work, context.catalogue)
    given = messages("plan", brief, max_chars=context.settings.max_evidence_chars)
    reply, work = await _ask(given, work, context)
    calls = [dict(call) for call in reply.tool_calls]
    broken = [ToolCall(name=call["name"] or "?", status="rejected") for call in reply.invalid_tool_calls]
    work = replace(work, calls=(*work.calls, *broken))
    if not calls and work.rounds == 0:
        # A model that answers from memory would leave nothing to check against: look it up anyway.
        fallback = await context.embedded.bind_tools([]).ainvoke(given)
        calls = [dict(call) for call in fallback.tool_calls]
    room = max(context.settings.max_tool_calls - len(work.calls), 0)
    return {"wanted": calls[:room], "work": work}


def _remote(work: Round, context: TurnContext) -> bool:
    return context.model_name != "embedded" and not work.degraded


async def _ask(given: list[BaseMessage], work: Round, context: TurnContext) -> tuple[AIMessage, Round]:
    schemas = [tool.schema() for tool in READ_TOOLS]
    if _remote(work, context):
        remote = Remote(context, work.usage)
        try:
            return await remote.plan(given, schemas), replace(work, usage=remote.usage)
        except Exception as error:  # noqa: BLE001  every way an endpoint can fail ends in the embedded model
            work = replace(work, degraded=failure(error))
    return await context.embedded.bind_tools(schemas).ainvoke(given), work


def after_plan(state: TurnState) -> Literal["act", "answer"]:
    """Act while the model wants tools."""
    return "act" if state.get("wanted") else "answer"


async def call_tools(state: TurnState, runtime: Context) -> Update:
    """Run the wanted tools."""
    situation, context = state["situation"], runtime.context
    tools = replace(context.tools, asset=situation.asset, model=situation.model)
    work = await act(cast("list[dict[str, Any]]", state["wanted"]), state["work"], tools, runtime.stream_writer)
    return {"work": work, "wanted": []}


async def answer(state: TurnState, runtime: Context) -> Update:
    """Let the model write; release what is grounded."""
    context, situation, work = runtime.context, state["situation"], state["work"]
    emit = runtime.stream_writer
    emit(AnswerEvent(kind="status", data={"text": phrase("status_answering", situation.language)}))
    brief = Brief(situation, work, context.catalogue)
    draft = Draft(list(work.evidence))
    if _remote(work, context):
        work = await _write(brief, draft, context, emit)
    if context.model_name == "embedded" or work.degraded:
        given = messages("answer", brief, max_chars=context.settings.max_evidence_chars)
        rest = unsaid(lines_of(_text(context.embedded, given)), draft)
        await release(rest, draft, context.tools.passages, emit, word_support=False)
    return {"answer": closing(state, draft, work, context), "work": work}


async def _write(brief: Brief, draft: Draft, context: TurnContext, emit: Emit) -> Round:
    """Let the remote model write, and once repair what the gate withholds; what was released stays released."""
    remote = Remote(context, brief.work.usage)
    passages, size = context.tools.passages, context.settings.max_evidence_chars
    degraded: str | None = None
    rewritten: list[str] = []
    try:
        lines = lines_of(remote.stream(messages("answer", brief, max_chars=size)))
        async with remote.time_left():
            await release(lines, draft, passages, emit, word_support=True, hold=True)
        failed = [item for item in draft.held if item.reason]
        if failed:
            rewritten = await remote.repair(messages("repair", brief, max_chars=size, failed=failed), failed)
    except Exception as error:  # noqa: BLE001  see _ask
        degraded = failure(error)
    await settle(draft, rewritten, passages, emit)
    if draft.withheld and not draft.lines and not degraded:
        degraded = NOTHING_HELD
    return replace(brief.work, usage=remote.usage, degraded=degraded)


async def _text(model: Any, given: list[BaseMessage]) -> AsyncIterator[str]:
    async for chunk in model.astream(given):
        yield chunk.text


async def close(state: TurnState, runtime: Context) -> Update:
    """Emit the answer: the last thing that every turn does."""
    runtime.stream_writer(AnswerEvent(kind="answer", data={"answer": state["answer"]}))
    return {}
