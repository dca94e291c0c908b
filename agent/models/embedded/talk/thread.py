"""The messages of a thread as the embedded model reads them (`conversation.py`)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from agent.models.embedded.conditions.figuring import says_most
from agent.models.embedded.conditions.reading import Conditions, conditions_in
from agent.models.embedded.talk.conversation import Call, Conversation
from agent.question import nouns
from agent.question.header import STANDARD, Header
from agent.question.header import read as read_header
from agent.question.leaning import Leaning, families, inherited, joined, leaning, points_back, renamed
from agent.turn.found import ASK, evidence_of, found_in
from language.vocabulary import vocabulary
from language.words import fold, words

_SCOPES = frozenset({"asset", "site", "assigned_to"})
_RECORDS = frozenset({"work_order", "alarm", "part"})
_THINGS = frozenset("work_order asset alarm part stock component failure_mode service place model site work".split())


def conversation_of(messages: Sequence[BaseMessage]) -> Conversation:
    """Read a thread; raises ValueError where nobody has asked anything."""
    starts = [at for at, message in enumerate(messages) if isinstance(message, HumanMessage)]
    if not starts:
        raise ValueError("There is no question in these messages.")
    turns = [messages[start:end] for start, end in zip(starts, [*starts[1:], len(messages)], strict=True)]
    earlier: list[Conversation] = []
    for turn in turns[:-1]:
        if earlier and not any(isinstance(message, ToolMessage) for message in turn):
            # It was about the answer before, which stays the one that later questions lean on.
            continue
        earlier.append(_understood(turn, earlier))
    return replace(_understood(turns[-1], earlier), earlier=tuple(earlier))


def _understood(turn: Sequence[BaseMessage], earlier: Sequence[Conversation]) -> Conversation:
    """The question with its replies, and with what it takes over from the one before."""
    asked, header = read_header(str(turn[0].text))
    replies = _replies(turn)
    for _, header_of_reply in replies:
        header = joined(header_of_reply, header)
    last, named = earlier[-1] if earlier else None, header
    found = conditions_in(asked, header)
    narrowing = found.read | _of_fields(asked, header.language) if last and last.over_orders else frozenset[str]()
    follows = last and not _asks_anew(asked, header, found)
    leans = leaning(asked, header, last.question, narrowing) if last and follows else Leaning.NOT
    more = [reply for reply, _ in replies]
    subject = asked
    if last and leans is not Leaning.NOT:
        header = inherited(header, last.header, leans, narrows=last.over_orders)
        before = renamed(last.subject, last.header, header)
        alone = leans is Leaning.WHOLE and not found
        subject = before if alone else f"{asked} ({before})"
        more.append(before)
    question = asked
    for each in more:
        question = question if each.casefold() in question.casefold() else f"{question} ({each})"
    return Conversation(
        question, asked, header, leans, subject,
        evidence=evidence_of(turn),
        calls=tuple(_calls(turn)),
        replies=tuple(reply for reply, _ in replies),
        said=_said(turn),
        machine_before=_machine_before(named, leans, earlier),
    )  # fmt: skip


def _machine_before(header: Header, leans: Leaning, earlier: Sequence[Conversation]) -> str:
    """See `Conversation.machine_before`; the one chosen in the request is always meant."""
    tag = header.tag
    if not earlier or tag in header.values("asset", "which_asset"):
        return ""
    if leans is not Leaning.NOT:
        return earlier[-1].machine_before if earlier[-1].machine_before == tag else ""
    first = next((one.header for one in earlier if one.header.tag == tag), header)
    return tag if tag in first.values("asset") else ""


def _asks_anew(asked: str, header: Header, found: Conditions) -> bool:
    """Whether it begins as a question, points nowhere, and says what it is asked of and something else: it is understood alone."""
    told, named = words(asked), families(header)
    begins = bool(told) and told[0] in nouns.single_words("interrogative", header.language)
    said = nouns.said_in(asked, header.language)
    of = bool(named & _SCOPES or named - STANDARD) + bool(said & _RECORDS or "kind" in named)
    more = bool(named & STANDARD - _SCOPES - {"kind"}) + bool(
        found or "least" in said or says_most(fold(asked), header.language)
    )
    return begins and bool(of) and of + more > 1 and not points_back(asked, header)


def _of_fields(asked: str, language: str) -> frozenset[str]:
    """The words for fields, states and figures of the orders: behind a question over orders they call nothing new by its noun."""
    told = words(asked)
    of_fields = (told[at : at + size] for at, size, kinds in nouns.nouns_in(told, language) if not kinds & _THINGS)
    return frozenset(word for run in of_fields for word in run)


def _replies(turn: Sequence[BaseMessage]) -> list[tuple[str, Header]]:
    """The person's replies to `ask_person`, a number or an ordinal as the choice that it names."""
    choices: dict[str, list[str]] = {
        str(call["id"]): call["args"].get("choices") or [] for call in _tool_calls(turn) if call["name"] == ASK
    }
    found: list[tuple[str, Header]] = []
    for message in turn:
        if not isinstance(message, ToolMessage) or message.tool_call_id not in choices:
            continue
        if (result := found_in(message)) is None or result.status in {"ok", "empty"}:
            reply, header = read_header(str(message.text))
            found.append((_chosen(reply, choices[message.tool_call_id], header.language), header))
    return found


def _chosen(reply: str, choices: Sequence[str], language: str) -> str:
    told = words(reply)
    ordinals = vocabulary(language).dates.ordinals
    places = [int(word) if word.isdecimal() else ordinals.get(word, 0) for word in told]
    place = next((place for place in places if 0 < place <= len(choices)), 0)
    if place and len(told) <= 3 and not any(fold(reply) in fold(str(choice)) for choice in choices):
        return str(choices[place - 1])
    return reply


def _tool_calls(turn: Sequence[BaseMessage]) -> list[Any]:
    return [call for message in turn if isinstance(message, AIMessage) for call in message.tool_calls]


def _calls(turn: Sequence[BaseMessage]) -> list[Call]:
    answers = {message.tool_call_id: message for message in turn if isinstance(message, ToolMessage)}
    calls: list[Call] = []
    for call in _tool_calls(turn):
        name, args = str(call["name"]), cast("dict[str, Any]", call["args"])
        found = found_in(answers[str(call["id"])]) if str(call["id"]) in answers else None
        calls.append(
            Call(name, args, found.status, found.note, found.nearest, found.evidence) if found else Call(name, args)
        )
    return calls


def _said(turn: Sequence[BaseMessage]) -> str:
    said = [str(message.text) for message in turn if isinstance(message, AIMessage) and not message.tool_calls]
    return said[-1] if said else ""
