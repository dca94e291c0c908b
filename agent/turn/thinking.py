"""Let a model think: it calls tools or writes. A remote one that fails, or whose words do not stand, hands over to the embedded one."""

import asyncio
import uuid
from collections.abc import Sequence
from typing import Any, Literal, cast

from langchain_core.messages import AIMessage, BaseMessage, InvalidToolCall, SystemMessage, ToolCall
from langgraph.runtime import Runtime

from agent.claims.evidence.support import grounded
from agent.claims.reading.stream import SentenceReader
from agent.models.endpoint.failing import ContextTooLong, failure
from agent.models.prompts.reading import prompt, prompt_version
from agent.models.remote import Remote, ended_early
from agent.phrases.saying import phrase
from agent.tracing.trace import tokens_between
from agent.turn.beside import Waiting, said_before
from agent.turn.found import NO_EVIDENCE, evidence_of, this_turn
from agent.turn.handing_over import hand_over, is_spent, why_not
from agent.turn.history import reminded, shorter
from agent.turn.proposed import has_proposed, writes_in
from agent.turn.state import Emit, TurnContext, TurnState, Update
from domain.answers import AnswerEvent
from tools.toolbox import ASK_PERSON, READ_TOOLS, WRITE_TOOLS

LOOK_UPS = [tool.schema for tool in READ_TOOLS]
OFFERED = [tool.schema for tool in (*READ_TOOLS, *WRITE_TOOLS, ASK_PERSON)]
Context = Runtime[TurnContext]


async def think(state: TurnState, runtime: Context) -> Update:
    """The next message of whoever drives the turn: tool calls, or the answer as it was shown."""
    context, turn = runtime.context, runtime.context.turn
    messages = state["messages"]
    found = evidence_of(messages, machine=turn.asset.tag if turn.asset else "")
    turn.release.evidence = grounded(found, turn.question)
    turn.release.writes = writes_in(messages)
    turn.steps += 1
    reply: AIMessage | None = None
    if turn.driver == "remote":
        reply = await _remote(messages, context, runtime.stream_writer)
        if reply is None:
            turn.unread = frozenset(str(message.id) for message in this_turn(messages)[1:])
    if reply is None:
        reply = await _embedded(messages, context, runtime.stream_writer)
    turn.asks = asked_back(reply.tool_calls)
    return {"messages": [reply]}


def after_thinking(state: TurnState, runtime: Context) -> Literal["act", "approve", "close"]:
    """Act while a model wants tools; a question to the person, and the answer, end the turn: what was proposed waits for approval then."""
    turn = runtime.context.turn
    if turn.asks:
        return "approve" if turn.proposals else "close"
    if cast("AIMessage", state["messages"][-1]).tool_calls:
        return "act"
    return "approve" if turn.proposals or turn.refusals else "close"


def asked_back(calls: Sequence[ToolCall]) -> tuple[str, tuple[str, ...]] | None:
    """The first question to the person among some calls, with its choices."""
    args = next((call["args"] for call in calls if call["name"] == ASK_PERSON.name), None)
    if args is None:
        return None
    return str(args.get("question") or ""), tuple(str(choice) for choice in args.get("choices") or ())


async def _remote(messages: Sequence[BaseMessage], context: TurnContext, emit: Emit) -> AIMessage | None:
    """The remote model's message; nothing where the embedded one has to go on."""
    turn = context.turn
    if is_spent(context):
        return hand_over(context, phrase("budget_spent", turn.language))
    try:
        try:
            reply = await _reply(messages, context, emit)
        except ContextTooLong:
            reply = await _reply(shorter(messages), context, emit)
    except Exception as error:  # noqa: BLE001  every way an endpoint can fail ends in the embedded model
        return hand_over(context, failure(error))
    wanted = [*reply.tool_calls, *map(_unread, reply.invalid_tool_calls)]
    if wanted:
        turn.release.frames.clear()
        if not any(context.tool(call["name"]) for call in wanted):
            return hand_over(context, phrase("takeover_tools", turn.language))
        return reply.model_copy(update={"tool_calls": wanted, "invalid_tool_calls": []})
    why = why_not(reply, context)
    return hand_over(context, phrase(why, turn.language)) if why else reply


def _unread(call: InvalidToolCall) -> ToolCall:
    """A call whose arguments nobody can read: the tool says what it takes."""
    return ToolCall(name=call["name"] or "?", args={}, id=call["id"] or uuid.uuid4().hex, type="tool_call")


async def _reply(messages: Sequence[BaseMessage], context: TurnContext, emit: Emit) -> AIMessage:
    """One call of the remote model; its sentences are shown as they stand."""
    turn, reply = context.turn, AIMessage("")
    writes = turn.release.writes.numbers
    reader = SentenceReader({*turn.release.evidence, *writes})
    if turn.calls and turn.kinds is None:
        turn.kinds = await asyncio.to_thread(context.embedded.kinds_asked, messages)
    kinds = turn.kinds if turn.kinds and not writes else frozenset[str]()  # beside a change any kind can be told
    waiting = Waiting(said_before(messages), kinds, turn.release.evidence, turn.release.sources_of)
    offered = [*OFFERED, *(tool.schema for tool in context.more.values())]
    remote = Remote(context.chat_model, context.settings, turn.usage, started=context.started)
    own = context.settings.prompts
    sent = [SystemMessage(prompt("agent", own)), *reminded(messages, prompt("reminder", own))]
    with context.trace.chat(context.settings.model) as mark:
        try:
            async for piece in remote.reply(sent, offered):
                if isinstance(piece, AIMessage):
                    reply = piece
                else:
                    await _show(await _let(waiting, reader.feed(piece)), context, emit)
        finally:
            mark.note(tokens_between(turn.usage, remote.usage))
            turn.usage = remote.usage.model_copy(update={"prompts": prompt_version(own)})
    if not reply.tool_calls and not ended_early(reply):
        await _show(await _let(waiting, reader.finish()), context, emit)
        plain, turn.beside = waiting.rest()
        await _show(plain, context, emit)
    await _show([], context, emit, ended=True)
    return reply.model_copy(update={"id": reply.id or uuid.uuid4().hex})


async def _embedded(messages: Sequence[BaseMessage], context: TurnContext, emit: Emit) -> AIMessage:
    """The embedded model's message. With its steps used up it is offered no tools, and writes.

    After a hand-over it plans for itself; only where that finds nothing, it reads what the other has looked up. What that one has
    proposed is neither proposed again nor asked about, and where nothing else is left to look up, nothing is left to say.
    """
    turn = context.turn
    spent = turn.steps > context.settings.max_steps or len(turn.own_calls) >= context.settings.max_tool_calls
    own = [message for message in messages if message.id not in turn.unread]
    offered = LOOK_UPS if turn.degraded and has_proposed(this_turn(messages)) else OFFERED
    with context.trace.chat("embedded"):
        whole = await context.embedded.bind_tools([] if spent else offered, denied=turn.denied).ainvoke(own)
        if offered is LOOK_UPS and not (whole.tool_calls or turn.own_calls):
            return AIMessage("", id=uuid.uuid4().hex)
        if turn.unread and whole.text.startswith(NO_EVIDENCE):
            whole = await context.embedded.bind_tools([], denied=turn.denied).ainvoke(list(messages))
    if turn.beside and not whole.tool_calls:
        if whole.text.startswith(NO_EVIDENCE) and await _show(turn.beside, context, emit, ended=True):
            return AIMessage("\n".join(turn.beside), id=uuid.uuid4().hex)
        turn.release.set_aside(turn.beside, "tells of something else than was asked")
    if whole.text.startswith(NO_EVIDENCE) and turn.answered_before:
        return AIMessage("", id=uuid.uuid4().hex)  # that it finds nothing is no news beside what stands
    lines = whole.text.splitlines()
    if asked := asked_back(whole.tool_calls):
        emit(turn.release.ask(*asked))
    elif not whole.tool_calls:
        emit(AnswerEvent(kind="status", data={"text": phrase("status_answering", turn.language)}))
        lines = turn.release.unsaid(lines) if turn.degraded else lines
    await _show(lines, context, emit, trusted=True)
    return AIMessage(whole.text, id=uuid.uuid4().hex, tool_calls=whole.tool_calls)


async def _let(waiting: Waiting, sentences: list[str]) -> list[str]:
    return await asyncio.to_thread(waiting.let, sentences) if sentences else []


async def _show(sentences: Sequence[str], context: TurnContext, emit: Emit, **more: Any) -> bool:
    """Judge in a thread of its own, in one go; tell the rest of the world from here. Whether anything could be shown."""
    events: list[AnswerEvent] = []
    if sentences or more:
        events = await asyncio.to_thread(lambda: list(context.turn.release.take(sentences, **more)))
        for event in events:
            emit(event)
    return bool(events)
