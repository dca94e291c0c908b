"""The nodes of the graph: each reads the state, does one thing, returns what changed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Literal, cast

from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langgraph.runtime import Runtime

from agent.act import act
from agent.answer import Draft, lines_of, release
from agent.language import phrase
from agent.messages import Brief, messages
from agent.situate import understand
from agent.state import Memory, Round, Situation, TurnContext, TurnState
from agent.verify import closing, finished
from domain.answers import AnswerEvent, Usage
from tools.toolbox import READ_TOOLS

HISTORY = 12
Context = Runtime[TurnContext]


async def situate(state: TurnState, runtime: Context) -> TurnState:
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


async def plan(state: TurnState, runtime: Context) -> TurnState:
    """Ask the model which tools to call next; a model that fails is replaced by the embedded one."""
    context, work = runtime.context, state["work"]
    if work.rounds >= context.settings.max_rounds or len(work.calls) >= context.settings.max_tool_calls:
        return {"wanted": []}
    brief = Brief(state["situation"], work, context.catalogue)
    given = messages("plan", brief, max_chars=context.settings.max_evidence_chars)
    reply, work = await _ask(given, work, context)
    calls = [dict(call) for call in reply.tool_calls] or [
        {"name": call["name"] or "?", "args": {}, "id": call["id"]} for call in reply.invalid_tool_calls
    ]
    if not calls and work.rounds == 0:
        # A model that answers from memory would leave nothing to check against: look it up anyway.
        fallback = cast("AIMessage", await context.embedded.bind_tools([]).ainvoke(given))
        calls = [dict(call) for call in fallback.tool_calls]
    room = context.settings.max_tool_calls - len(work.calls)
    return {"wanted": cast("list[dict[str, object]]", calls[:room]), "work": work}


async def _ask(given: list[BaseMessage], work: Round, context: TurnContext) -> tuple[AIMessage, Round]:
    schemas = [tool.schema() for tool in READ_TOOLS]
    if context.model_name != "embedded" and not work.degraded:
        try:
            async with asyncio.timeout(context.settings.model_timeout_s):
                reply = cast("AIMessage", await context.chat_model.bind_tools(schemas).ainvoke(given))
            return reply, replace(work, usage=_count(work.usage, reply))
        except Exception as error:  # noqa: BLE001  every way an endpoint can fail ends in the embedded model
            work = replace(work, degraded=_why(error))
    return cast("AIMessage", await context.embedded.bind_tools(schemas).ainvoke(given)), work


def _why(error: BaseException) -> str:
    detail = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    return f"The language model did not answer ({detail}); Nacelle's embedded model finished the turn."


def _count(usage: Usage, reply: AIMessage | AIMessageChunk) -> Usage:
    spent = reply.usage_metadata
    return usage.model_copy(
        update={
            "model_calls": usage.model_calls + 1,
            "input_tokens": usage.input_tokens + (spent["input_tokens"] if spent else 0),
            "output_tokens": usage.output_tokens + (spent["output_tokens"] if spent else 0),
        }
    )


def after_plan(state: TurnState) -> Literal["act", "answer"]:
    """Act while the model wants tools."""
    return "act" if state.get("wanted") else "answer"


async def call_tools(state: TurnState, runtime: Context) -> TurnState:
    """Run the wanted tools."""
    situation, context = state["situation"], runtime.context
    tools = replace(context.tools, asset=situation.asset, model=situation.model)
    work = await act(cast("list[dict[str, Any]]", state["wanted"]), state["work"], tools, runtime.stream_writer)
    return {"work": work, "wanted": []}


async def answer(state: TurnState, runtime: Context) -> TurnState:
    """Let the model write; release what is grounded."""
    context, situation, work = runtime.context, state["situation"], state["work"]
    emit = runtime.stream_writer
    emit(AnswerEvent(kind="status", data={"text": phrase("status_answering", situation.language)}))
    brief = Brief(situation, work, context.catalogue)
    given = messages("answer", brief, max_chars=context.settings.max_evidence_chars)
    draft = Draft(list(work.evidence), library=context.tools.library)
    if context.model_name != "embedded" and not work.degraded:
        try:
            async with asyncio.timeout(context.settings.model_timeout_s):
                counted = _Counted(work.usage)
                await release(
                    lines_of(counted.stream(context, given)), draft, context.tools.passages, emit, word_support=True
                )
            work = replace(work, usage=counted.usage)
        except Exception as error:  # noqa: BLE001  see _ask
            work = replace(work, degraded=_why(error))
    if not draft.lines and (context.model_name == "embedded" or work.degraded or draft.withheld):
        await release(lines_of(_text(context.embedded, given)), draft, context.tools.passages, emit, word_support=False)
    return {"answer": closing(state, draft, work, context), "work": work}


class _Counted:
    """Streams a remote model's text and adds up its tokens."""

    def __init__(self, usage: Usage) -> None:
        self.usage = usage

    async def stream(self, context: TurnContext, given: list[BaseMessage]) -> AsyncIterator[str]:
        whole: AIMessageChunk | None = None
        async for chunk in context.chat_model.astream(given):
            piece = cast("AIMessageChunk", chunk)
            whole = piece if whole is None else whole + piece
            if piece.text:
                yield piece.text
        if whole is not None:
            self.usage = _count(self.usage, whole)


async def _text(model: Any, given: list[BaseMessage]) -> AsyncIterator[str]:
    async for chunk in model.astream(given):
        yield chunk.text


async def close(state: TurnState, runtime: Context) -> TurnState:
    """Emit the answer: the last thing that every turn does."""
    runtime.stream_writer(AnswerEvent(kind="answer", data={"answer": state["answer"]}))
    return {}
