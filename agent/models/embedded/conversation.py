"""The messages of a thread as the embedded model reads them: what is asked now, what was found for it, what went before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from agent.question.header import Header, read
from agent.question.leaning import Leaning, inherited, joined, leaning
from agent.turn.found import evidence_of, found_in
from domain.answers import Evidence
from language.vocabulary import vocabulary
from language.words import fold, words
from tools.findings import is_absence

ASK = "ask_person"
_CALLED, _FEW = ("alarm", "part"), 2


@dataclass(frozen=True)
class Call:
    """A tool called in this turn, by whichever model, and what came of it."""

    name: str
    args: Mapping[str, Any]
    status: str = "ok"
    note: str = ""
    nearest: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether its source gave no answer."""
        return self.status in {"error", "timeout"}

    @property
    def empty(self) -> bool:
        """Whether it brought nothing, or only that there is nothing."""
        return all(is_absence(item) for item in self.evidence)


@dataclass(frozen=True)
class Earlier:
    """A turn before: what was asked, what was found, what was answered; `subject` is the question that it leaned on, else its own."""

    question: str
    subject: str
    header: Header
    evidence: Mapping[int, Evidence]
    answer: str = ""
    said: str = ""
    """The answer with its markers."""


@dataclass(frozen=True)
class Conversation:
    """One question in its thread.

    Attributes:
        question: Completed by the person's replies, and by the earlier question that it leans on.
        asked: The person's own words of this turn.
        header: With what the replies and the earlier question name.
        leans: Whether it leans on the earlier question.
        subject: The earlier question, where it leans on one, else its own words.
        evidence: What this turn has found, by number.
        calls: The calls of this turn, in order, `ask_person` among them.
        replies: The person's replies to questions of this turn.
    """

    question: str
    asked: str
    header: Header
    leans: Leaning = Leaning.NOT
    subject: str = ""
    earlier: tuple[Earlier, ...] = ()
    evidence: Mapping[int, Evidence] = field(default_factory=dict[int, Evidence])
    calls: tuple[Call, ...] = ()
    replies: tuple[str, ...] = ()

    @property
    def replied(self) -> bool:
        """Whether the person was asked back in this turn; they are not asked twice."""
        return any(call.name == ASK for call in self.calls)

    @property
    def evidence_in_force(self) -> Mapping[int, Evidence]:
        """What was found after the person's last reply, where anything was: before it the machine was not known."""
        places = [at for at, call in enumerate(self.calls) if call.name == ASK]
        since = {item.id for call in self.calls[places[-1] + 1 :] for item in call.evidence} if places else set[str]()
        return {n: item for n, item in self.evidence.items() if item.id in since} if since else self.evidence

    @property
    def last(self) -> Earlier | None:
        """The turn before."""
        return self.earlier[-1] if self.earlier else None

    @property
    def with_the_one_before(self) -> str:
        """The question with what it may be about: the alarm or the parts shown last, else the last question before that it does not hold yet."""
        if called := self._records_shown():
            return f"{self.asked} ({', '.join(called)})"
        before = (one.question for one in reversed(self.earlier) if one.question not in self.question)
        return next((f"{self.question} ({question})" for question in before), "")

    def _records_shown(self) -> list[str]:
        """What they are called, with their numbers, which manuals give too; where they are few."""
        shown = list(self.last.evidence.values()) if self.last else []
        titles = [list(dict.fromkeys(item.title for item in shown if item.kind == kind)) for kind in _CALLED]
        return [title for few in titles if len(few) <= _FEW for title in few]


def conversation_of(messages: Sequence[BaseMessage]) -> Conversation:
    """Read a thread; raises ValueError where nobody has asked anything."""
    starts = [at for at, message in enumerate(messages) if isinstance(message, HumanMessage)]
    if not starts:
        raise ValueError("There is no question in these messages.")
    turns = [messages[start:end] for start, end in zip(starts, [*starts[1:], len(messages)], strict=True)]
    earlier: list[Earlier] = []
    for turn in turns[:-1]:
        if earlier and not any(isinstance(message, ToolMessage) for message in turn):
            # It was about the answer before, which stays the one that later questions lean on.
            continue
        before = _understood(turn, earlier)
        said = _said(turn)
        answer = re.sub(r"\s*\[\d+\]", "", said)
        earlier.append(Earlier(before.question, before.subject, before.header, evidence_of(turn), answer, said))
    talk = _understood(turns[-1], earlier)
    return replace(talk, earlier=tuple(earlier), evidence=evidence_of(turns[-1]), calls=tuple(_calls(turns[-1])))


def _understood(turn: Sequence[BaseMessage], earlier: Sequence[Earlier]) -> Conversation:
    """The question with its replies, and with what it takes over from the one before."""
    asked, header = read(str(turn[0].text))
    replies = _replies(turn)
    for _, header_of_reply in replies:
        header = joined(header_of_reply, header)
    last = earlier[-1] if earlier else None
    leans = leaning(asked, header, last.question) if last else Leaning.NOT
    more = [reply for reply, _ in replies]
    subject = asked
    if last and leans is not Leaning.NOT:
        subject = last.subject if leans is Leaning.WHOLE else f"{asked} ({last.subject})"
        more.append(last.subject)
        header = inherited(header, last.header, leans)
    question = asked
    for each in more:
        question = question if each.casefold() in question.casefold() else f"{question} ({each})"
    return Conversation(question, asked, header, leans, subject, replies=tuple(reply for reply, _ in replies))


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
            reply, header = read(str(message.text))
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
