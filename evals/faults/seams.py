"""Where a fault can be put: the assistant's collaborators, wrapped from outside."""

import copy
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from langchain_core.messages import BaseMessage

from agent.assistant import AskRequest, Assistant
from agent.turn.found import evidence_of, this_turn
from domain.answers import Answer, AnswerEvent, Evidence
from evals.broken.standing_in import StandIn
from stores.open_stores import Stores

Events = AsyncIterator[AnswerEvent]
Messages = list[BaseMessage]
Numbered = Mapping[int, Evidence]


@dataclass(frozen=True)
class Fault:
    """One regression.

    Attributes:
        name: what is broken, as a command.
        kinds: kinds of cases that it has to show in; without any, those whose answers it changes.
        focus: how the ids of cases begin that were written for it; these come first.
        passages: wraps the passage store.
        records: wraps the record stores.
        approvals: wraps the store of writes that wait for a person.
        asked: changes the request.
        given: changes the messages that the model writes from.
        lines: changes the lines that the model writes, given this turn's evidence.
        told: changes the answer that leaves the assistant.
        events: changes the order in which things leave it.
    """

    name: str
    kinds: tuple[str, ...] = ()
    focus: str = ""
    passages: Callable[[Any], Any] | None = None
    records: Callable[[Any], Any] | None = None
    approvals: Callable[[Any], Any] | None = None
    asked: Callable[[AskRequest], AskRequest] | None = None
    given: Callable[[Messages], Messages] | None = None
    lines: Callable[[list[str], Numbered], list[str]] | None = None
    told: Callable[[Answer], Answer] | None = None
    events: Callable[[Events], Events] | None = None

    def stores(self, real: Stores) -> Stores:
        """The stores with what this fault wraps."""
        broken = copy.copy(real)
        if self.records:
            broken.records = self.records(real.records)
        if self.approvals:
            broken.approvals = self.approvals(real.approvals)
        if self.passages:
            broken.__dict__["passages"] = self.passages(real.passages)
        return broken


class Delegate:
    """Everything as the real one does it, but for what a subclass defines."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


class FaultyAssistant(Assistant):
    """An open assistant with one fault."""

    def __init__(self, real: Assistant, fault: Fault) -> None:
        self.__dict__.update(real.over(fault.stores(real.stores)).__dict__)
        self.fault = fault
        if fault.given or fault.lines:
            alone = self._model is self._embedded
            self._embedded = cast("Any", FaultyModel(inner=self._embedded, fault=fault))
            self._model = self._embedded if alone else self._model

    def over(self, stores: Stores) -> "FaultyAssistant":
        """The same fault over other stores, for cases that bring their own."""
        return cast("FaultyAssistant", super().over(self.fault.stores(stores)))

    async def stream(self, request: AskRequest, *args: Any, **kwargs: Any) -> Events:
        """The turn's events, with the fault."""
        given = self.fault.asked(request) if self.fault.asked else request
        events = super().stream(given, *args, **kwargs)
        async for event in self.fault.events(events) if self.fault.events else events:
            told = self.fault.told if event.kind == "answer" else None
            yield AnswerEvent(kind="answer", data={"answer": told(event.data["answer"])}) if told else event


class FaultyModel(StandIn):
    """The embedded model, misled when it writes, or misquoted after."""

    fault: Any

    def written(self, messages: Messages, own: str) -> str:
        """What the embedded model writes to the changed messages, its lines changed."""
        fault = cast("Fault", self.fault)
        if fault.given:
            # Without tools it writes: what it does not see any more is not looked up again.
            own = str(self.inner.bind_tools([]).invoke(fault.given(messages)).text)
        lines = own.splitlines()
        return "\n".join(fault.lines(lines, evidence_of(this_turn(messages))) if fault.lines else lines)
