"""Open a turn: read what was asked once, write it down for every model, and stop what must be refused."""

import asyncio
import re
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, cast

from langchain_core.messages import AIMessage, AnyMessage, BaseMessage, HumanMessage, ToolCall, ToolMessage
from langgraph.runtime import Runtime
from langgraph.types import interrupt

from agent.approvals.asking import done_since
from agent.phrases.saying import phrase
from agent.question.header import Header, Machine, read, with_header
from agent.question.reading import read_question
from agent.question.refusing import refusal
from agent.question.unreached import UnreachedFleet, unreached_gap
from agent.turn.found import ASK, MACHINE, Found, said_by_person
from agent.turn.history import KEPT_TURNS, LONGEST_ANSWER, LONGEST_QUESTION, compacted
from agent.turn.state import TurnContext, TurnState, Update
from domain.answers import AnswerEvent, Evidence, Status
from domain.errors import NotFound, Unavailable
from domain.records import Asset
from tools.evidence import asset_evidence

_MARKER = re.compile(r"\s?\[\d{1,4}\]")


async def open_turn(state: TurnState, runtime: Runtime[TurnContext]) -> Update:
    """Add the person's question, with its header, to the thread."""
    context = runtime.context
    told = state.get("messages") or await asyncio.to_thread(_told, context)
    content, numbered, kept = await asyncio.to_thread(_read, _last_header(told), state.get("numbered", 0), context)
    _begin(runtime)
    asked = HumanMessage(content, id=uuid.uuid4().hex, additional_kwargs={MACHINE: kept} if kept else {})
    return {"messages": [*(compacted(told) if state.get("messages") else told), asked], "numbered": numbered}


async def ask(state: TurnState, runtime: Runtime[TurnContext]) -> Update:
    """Wait for the person's reply to the model's question: the thread rests here until the next turn brings it."""
    call = next(call for call in _last_calls(state) if call["name"] == ASK)
    interrupt({"question": call["args"].get("question", ""), "choices": call["args"].get("choices", [])})
    context = runtime.context
    before = _last_header(state["messages"])
    content, numbered, kept = await asyncio.to_thread(_read, before, state.get("numbered", 0), context)
    _begin(runtime)
    answers: list[ToolMessage] = []
    for other in _last_calls(state):
        name, text = str(other["name"]), "Not called: the person was asked first."
        found = Found(name=name, status="rejected")
        if other["id"] == call["id"]:
            text, numbers = content, tuple(int(n) for n in kept)
            found = Found(name=name, numbers=numbers, evidence=tuple(kept.values()))
        answers.append(ToolMessage(text, tool_call_id=str(other["id"]), name=name, artifact=found))
    return {"messages": answers, "numbered": numbered}


def after_opening(_: TurnState, runtime: Runtime[TurnContext]) -> Literal["think", "close"]:
    """Think, unless the turn has ended already."""
    return "close" if runtime.context.turn.stop else "think"


def _last_calls(state: TurnState) -> list[ToolCall]:
    return cast("AIMessage", state["messages"][-1]).tool_calls


def _last_header(messages: Sequence[BaseMessage]) -> Header | None:
    """Of the newest question or reply: a machine that only the reply names is the thread's from then on."""
    return next((read(message.text)[1] for message in reversed(messages) if said_by_person(message)), None)


def _told(context: TurnContext) -> list[AnyMessage]:
    """A conversation that a client brings along: its questions read like any, its answers without numbers that mean nothing here."""
    messages: list[AnyMessage] = []
    for question, answer in context.asked.earlier[-KEPT_TURNS:]:
        text, header, _ = _understood(question[:LONGEST_QUESTION], _last_header(messages), context.tools.fleet, context)
        messages.append(HumanMessage(with_header(text, header), id=uuid.uuid4().hex))
        if answer:
            said = _MARKER.sub("", answer)[:LONGEST_ANSWER]
            messages.append(AIMessage(said, id=uuid.uuid4().hex))
    return messages


def _begin(runtime: Runtime[TurnContext]) -> None:
    turn = runtime.context.turn
    if not turn.stop:
        text = phrase("status_searching", turn.language)
        runtime.stream_writer(AnswerEvent(kind="status", data={"text": text}))


def _read(before: Header | None, numbered: int, context: TurnContext) -> tuple[str, int, dict[str, Evidence]]:
    """The message's content, the highest evidence number, and the machine's record by its number."""
    turn, asked = context.turn, context.asked
    fleet = context.tools.fleet
    try:
        question, header, asset = _understood(asked.question, before, fleet, context)
    except Unavailable as error:
        question, header, asset = _understood(asked.question, before, UnreachedFleet(context.catalogue), context)
        turn.standing.append(unreached_gap(error, header.language))
    kept: dict[str, Evidence] = {}
    if asset is not None:
        numbered += 1
        kept[str(numbered)] = asset_evidence(asset, header.language)
        about = {name: getattr(asset, name) for name in ("tag", "model", "serial", "controller", "site")}
        header = header.model_copy(update={"machine": Machine(number=numbered, **about)})
    done = done_since(asked.thread_id, context.approvals)
    header = header.model_copy(update={"named": (*header.named, *done)}) if done else header
    turn.question, turn.header, turn.asset = question, header, asset
    turn.release.question, turn.release.language, turn.release.today = question, header.language, header.today
    turn.release.embedder = context.embedded.multilingual
    turn.stop = _stop(question, header.language, context)
    return with_header(question, header), numbered, kept


def _stop(question: str, language: str, context: TurnContext) -> tuple[Status, str] | None:
    """How a turn ends that no model is asked about."""
    if not any(character.isalnum() for character in question):
        return "clarify", phrase("empty_question", language)
    refused = refusal(question, language, context.embedded.multilingual)
    return ("refused", refused) if refused else None


def _understood(
    text: str, before: Header | None, fleet: object, context: TurnContext
) -> tuple[str, Header, Asset | None]:
    tools = replace(context.tools, fleet=fleet)
    question, header = read_question(
        text,
        context.asked.asset,
        before,
        context.catalogue,
        tools.fleet,
        context.tools.now().date(),
        limit=context.settings.max_question_chars,
        work_orders=context.tools.work_orders,
    )
    asset: Asset | None = None
    if header.tag:
        try:
            asset = tools.fleet.asset(header.tag)
        except NotFound:
            asset = None
    return question, header, asset
