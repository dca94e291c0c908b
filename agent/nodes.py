"""The nodes of the graph: each reads the state, does one thing, returns what changed."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any, Literal, cast

from langchain_core.messages import AIMessage, BaseMessage
from langgraph.runtime import Runtime

from agent.act import Emit, act
from agent.answer import Draft, release, settle
from agent.approving import ask_for_writes, is_only_about_writes, waits, with_results
from agent.changes import only_asked_for, own_calls
from agent.embedded.which_machine import depends_on_machine, machine_choices
from agent.language import phrase
from agent.lines import lines_of, unsaid
from agent.messages import Brief, messages
from agent.remembering import remembered, with_answer
from agent.remote import Remote, failure
from agent.situate import understand
from agent.state import Choice, Round, Situation, TurnContext, TurnState, Update
from agent.stops import ask_for_one
from agent.unreached import UnreachedFleet, unreached_gap
from agent.verify import closing, finished
from domain.answers import AnswerEvent, ToolCall
from domain.errors import Unavailable
from domain.records import Asset
from tools.toolbox import READ_TOOLS, WRITE_TOOLS

HISTORY = 12
NOTHING_HELD = (
    "Nothing that the language model wrote stood in the evidence; Nacelle's embedded model finished the turn."
)
Context = Runtime[TurnContext]


async def situate(state: TurnState, runtime: Context) -> Update:
    """Understand the question; a turn that must stop here gets its answer here."""
    context = runtime.context
    before = await asyncio.to_thread(with_results, state.get("history", []), context)
    asked, tag, work = state["question"], state.get("asset_tag", ""), Round()
    try:
        situation, stop = await asyncio.to_thread(understand, asked, tag, before, context)
    except Unavailable as error:
        tools = replace(context.tools, fleet=UnreachedFleet(context.catalogue))
        situation, stop = await asyncio.to_thread(understand, asked, tag, before, replace(context, tools=tools))
        work = Round(standing=(unreached_gap(error),))
    history = state.get("history", [])
    if stop:
        answer = finished(state, situation, work, status=stop.status, text=stop.text, context=context)
        memory = remembered(situation, choices=stop.choices, clarify=stop.status == "clarify")
        return {"situation": situation, "work": work, "answer": answer, "history": [*history, memory][-HISTORY:]}
    runtime.stream_writer(AnswerEvent(kind="status", data={"text": phrase("status_searching", situation.language)}))
    return {"situation": situation, "work": work, "history": [*history, remembered(situation)][-HISTORY:]}


def after_situate(state: TurnState) -> Literal["plan", "close"]:
    """Plan, unless the turn is already answered."""
    return "close" if "answer" in state else "plan"


async def plan(state: TurnState, runtime: Context) -> Update:
    """Ask the model which tools to call next; a model that fails is replaced by the embedded one."""
    context, work, situation = runtime.context, state["work"], state["situation"]
    own = own_calls(situation) if work.rounds == 0 else []
    if situation.only_writes:
        return {"wanted": own}
    if work.rounds >= context.settings.max_rounds or len(work.calls) >= context.settings.max_tool_calls:
        return {"wanted": []}
    brief = Brief(situation, work, context.catalogue)
    size = context.settings.max_evidence_chars if _remote(work, context) else 0
    given = await asyncio.to_thread(messages, "plan", brief, max_chars=size)
    reply, work = await _ask(given, work, context, _offered(situation))
    calls, work = only_asked_for([dict(call) for call in reply.tool_calls], situation, work, context)
    broken = [ToolCall(name=call["name"] or "?", status="rejected") for call in reply.invalid_tool_calls]
    work = replace(work, calls=(*work.calls, *broken))
    if not calls and not work.evidence and (work.rounds == 0 or _remote(work, context)):
        # A model that answers from memory, or asks for tools that do not exist, leaves nothing to check against.
        first = Brief(state["situation"], replace(work, rounds=0), context.catalogue)
        fallback = await context.embedded.bind_tools([]).ainvoke(messages("plan", first, max_chars=0))
        calls = [dict(call) for call in fallback.tool_calls]
    room = max(context.settings.max_tool_calls - len(work.calls), 0)
    return {"wanted": [*own, *calls][:room], "work": work}


def _offered(situation: Situation) -> list[dict[str, Any]]:
    """Tools that change records are offered only where the person asks for such a change."""
    return [tool.schema() for tool in (*READ_TOOLS, *(t for t in WRITE_TOOLS if t.name in situation.may_write))]


def _remote(work: Round, context: TurnContext) -> bool:
    return context.model_name != "embedded" and not work.degraded


async def _ask(
    given: list[BaseMessage], work: Round, context: TurnContext, schemas: list[dict[str, Any]]
) -> tuple[AIMessage, Round]:
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
    tools = replace(context.tools, asset=situation.asset, model=situation.model, language=situation.language)
    work = await act(cast("list[dict[str, Any]]", state["wanted"]), state["work"], tools, runtime.stream_writer)
    return {"work": work, "wanted": []}


async def answer(state: TurnState, runtime: Context) -> Update:
    """Let the model write; release what is grounded."""
    context, situation, work = runtime.context, state["situation"], state["work"]
    emit = runtime.stream_writer
    if is_only_about_writes(situation, work):
        return {"answer": finished(state, situation, work, status="answered", text="", context=context)}
    emit(AnswerEvent(kind="status", data={"text": phrase("status_answering", situation.language)}))
    fleet, choices = await asyncio.to_thread(_machines, situation, work, context)
    brief = Brief(situation, work, context.catalogue, fleet)
    if choices:
        stop = ask_for_one(phrase("which_model", situation.language), choices)
        asked = finished(state, situation, work, status=stop.status, text=stop.text, context=context)
        return {"answer": asked, "work": work, "history": with_answer(state["history"], asked, choices)}
    draft = Draft(
        list(work.evidence), library=context.tools.library, question=situation.question, language=situation.language
    )
    if _remote(work, context):
        work = await _write(brief, draft, context, emit)
    if context.model_name == "embedded" or work.degraded:
        given = messages("answer", brief, max_chars=0)
        rest = unsaid(lines_of(_text(context.embedded, given)), draft.lines)
        await release(rest, draft, context.tools.passages, emit, word_support=False)
    done = closing(state, draft, work, context)
    return {"answer": done, "work": work, "history": with_answer(state["history"], done)}


def _machines(situation: Situation, work: Round, context: TurnContext) -> tuple[Sequence[Asset], list[Choice]]:
    """The fleet, and the machines to choose from, where the answer depends on which one is meant."""
    if not depends_on_machine(situation):
        return (), []
    fleet = context.tools.fleet.assets()
    return fleet, machine_choices(situation, work, context.catalogue, fleet)


async def _write(brief: Brief, draft: Draft, context: TurnContext, emit: Emit) -> Round:
    """Let the remote model write, and once repair what the gate withholds; what was released stays released."""
    remote = Remote(context, brief.work.usage)
    passages, size = context.tools.passages, context.settings.max_evidence_chars
    degraded: str | None = None
    rewritten: list[str] = []
    try:
        lines = lines_of(remote.stream(await asyncio.to_thread(messages, "answer", brief, max_chars=size)))
        async with remote.time_left():
            await release(lines, draft, passages, emit, word_support=True, hold=True)
        failed = [item for item in draft.held if item.reason]
        if failed:
            asked = await asyncio.to_thread(messages, "repair", brief, max_chars=size, failed=failed)
            rewritten = await remote.repair(asked, failed)
    except Exception as error:  # noqa: BLE001  see _ask
        degraded = failure(error)
    await settle(draft, rewritten, passages, emit)
    if draft.withheld and not draft.lines and not degraded:
        degraded = NOTHING_HELD
    return replace(brief.work, usage=remote.usage, degraded=degraded)


async def _text(model: Any, given: list[BaseMessage]) -> AsyncIterator[str]:
    async for chunk in model.astream(given):
        yield chunk.text


def after_answer(state: TurnState) -> Literal["approve", "close"]:
    """A person is asked where the turn has writes to propose or to explain."""
    return "approve" if waits(state["work"]) else "close"


async def approve(state: TurnState, runtime: Context) -> Update:
    """Keep the turn's writes as approvals; the turn ends, the decision comes whenever a person takes it."""
    answer = await ask_for_writes(state, state["work"], runtime.context, runtime.stream_writer)
    last = state["history"][-1].copy()
    last["clarify"] = answer.status == "clarify"
    if answer.approvals:
        last["run"], last["wrote"] = state["run_id"], state["thread_id"]
    return {"answer": answer, "history": [*state["history"][:-1], last]}


async def close(state: TurnState, runtime: Context) -> Update:
    """Emit the answer: the last thing that every turn does."""
    runtime.stream_writer(AnswerEvent(kind="answer", data={"answer": state["answer"]}))
    return {}
