"""Where a fault can be put: the assistant's collaborators, wrapped from outside."""

import copy
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from langchain_core.messages import BaseMessage

from agent.assistant import AskRequest, Assistant
from agent.entities import Catalogue
from agent.messages import Brief
from agent.state import TurnContext
from domain.answers import AnswerEvent
from evals.standing_in import StandIn
from stores.open_stores import Stores

Events = AsyncIterator[AnswerEvent]


@dataclass(frozen=True)
class Fault:
    """One regression.

    Attributes:
        name: what is broken, as a command.
        kinds: kinds of cases that it has to show in; only those are run.
        focus: how the ids of cases begin that were written for it; these come first.
        passages: wraps the passage store.
        records: wraps the record stores.
        approvals: wraps the store of writes that wait for a person.
        asked: changes the request.
        brief: changes what the model is given.
        lines: changes the lines that the model writes.
        events: changes what leaves the assistant.
    """

    name: str
    kinds: tuple[str, ...]
    focus: str = ""
    passages: Callable[[Any], Any] | None = None
    records: Callable[[Any], Any] | None = None
    approvals: Callable[[Any], Any] | None = None
    asked: Callable[[AskRequest], AskRequest] | None = None
    brief: Callable[[Brief], Brief] | None = None
    lines: Callable[[list[str], Brief], list[str]] | None = None
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
        self.__dict__.update(real.__dict__)
        self.fault = fault
        self._over(fault.stores(real.stores))

    def over(self, stores: Stores) -> "FaultyAssistant":
        """The same fault over other stores, for cases that bring their own."""
        other = copy.copy(self)
        other._over(self.fault.stores(stores))
        return other

    def _over(self, stores: Stores) -> None:
        self.stores = stores
        self._catalogue = (None, Catalogue())

    async def stream(self, request: AskRequest, *args: Any, **kwargs: Any) -> Events:
        """The turn's events, with the fault."""
        given = self.fault.asked(request) if self.fault.asked else request
        events = super().stream(given, *args, **kwargs)
        async for event in self.fault.events(events) if self.fault.events else events:
            yield event

    def _context(self, *args: Any, **kwargs: Any) -> TurnContext:
        context = super()._context(*args, **kwargs)
        if not (self.fault.brief or self.fault.lines):
            return context
        return replace(context, embedded=FaultyModel(inner=context.embedded, fault=self.fault))


class FaultyModel(StandIn):
    """The embedded model, misled before it writes or misquoted after."""

    fault: Any

    def written(self, messages: list[BaseMessage]) -> str:
        """What the embedded model writes to the changed brief, its lines changed."""
        fault = cast("Fault", self.fault)
        given, brief = _misled(messages, fault)
        lines = super().written(given).splitlines()
        return "\n".join(fault.lines(lines, brief) if fault.lines else lines)


def _misled(messages: list[BaseMessage], fault: Fault) -> tuple[list[BaseMessage], Brief]:
    """The messages with a changed brief, and the brief."""
    *before, last = messages
    key = next(name for name, value in last.additional_kwargs.items() if isinstance(value, Brief))
    brief = cast("Brief", last.additional_kwargs[key])
    brief = fault.brief(brief) if fault.brief else brief
    changed = last.model_copy(update={"additional_kwargs": {**last.additional_kwargs, key: brief}})
    return [*before, changed], brief
