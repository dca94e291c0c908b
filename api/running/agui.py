"""Answer events as AG-UI events: pure functions."""

import json
from collections.abc import Iterator
from typing import Any

from ag_ui.core import (
    BaseEvent,
    CustomEvent,
    Interrupt,
    RunErrorEvent,
    RunFinishedEvent,
    RunFinishedInterruptOutcome,
    RunFinishedSuccessOutcome,
    RunStartedEvent,
    TextMessageContentEvent,
    TextMessageEndEvent,
    TextMessageStartEvent,
    ToolCallArgsEvent,
    ToolCallEndEvent,
    ToolCallResultEvent,
    ToolCallStartEvent,
)

from domain.answers import Answer, AnswerEvent

Payload = dict[str, Any]
DECISION: dict[str, Any] = {
    "type": "object",
    "properties": {"decision": {"enum": ["approve", "reject"]}},
    "required": ["decision"],
}


class AguiStream:
    """Turns one run's answer events into AG-UI payloads; knows only whether its text message is open."""

    def __init__(self, thread_id: str, run_id: str) -> None:
        self._thread_id = thread_id
        self._run_id = run_id
        self._message_id = f"{run_id}-text"
        self._open = False

    def started(self) -> Payload:
        """The first event."""
        return payload_of(RunStartedEvent(thread_id=self._thread_id, run_id=self._run_id))

    def convert(self, event: AnswerEvent) -> Iterator[Payload]:
        """The AG-UI events of one answer event."""
        data = event.data
        if event.kind in {"status", "warning"}:
            yield payload_of(CustomEvent(name=event.kind, value=data))
        elif event.kind == "tool_start":
            yield payload_of(ToolCallStartEvent(tool_call_id=data["id"], tool_call_name=data["name"]))
            yield payload_of(ToolCallArgsEvent(tool_call_id=data["id"], delta=json.dumps(data["args"], default=str)))
            yield payload_of(ToolCallEndEvent(tool_call_id=data["id"]))
        elif event.kind == "tool_end":
            content = json.dumps({"status": data["status"], "ms": data["ms"]})
            message_id = f"{data['id']}-result"
            yield payload_of(ToolCallResultEvent(message_id=message_id, tool_call_id=data["id"], content=content))
        elif event.kind == "sentence":
            yield from self._sentence(data["text"])
        elif event.kind == "answer":
            yield from self.end_text()
            yield from self._finished(data["answer"])

    def _finished(self, answer: Answer) -> Iterator[Payload]:
        yield payload_of(CustomEvent(name="answer", value=answer.model_dump(mode="json")))
        yield payload_of(RunFinishedEvent(thread_id=self._thread_id, run_id=self._run_id, outcome=_outcome(answer)))

    def failed(self, message: str, code: str) -> Iterator[Payload]:
        """The last events of a run that did not end in an answer."""
        yield from self.end_text()
        yield payload_of(RunErrorEvent(message=message, code=code))

    def _sentence(self, text: str) -> Iterator[Payload]:
        if not self._open:
            self._open = True
            yield payload_of(TextMessageStartEvent(message_id=self._message_id, role="assistant"))
        quotes = text.rpartition("\n")[2].startswith(">")  # else Markdown would take the next sentence for a part of it
        yield payload_of(
            TextMessageContentEvent(message_id=self._message_id, delta=text + ("\n\n" if quotes else "\n"))
        )

    def end_text(self) -> Iterator[Payload]:
        """What ends the text message, where one is open."""
        if self._open:
            self._open = False
            yield payload_of(TextMessageEndEvent(message_id=self._message_id))


def _outcome(answer: Answer) -> RunFinishedSuccessOutcome | RunFinishedInterruptOutcome:
    if not answer.approvals:
        return RunFinishedSuccessOutcome()
    waiting = [
        Interrupt(
            id=each.id,
            reason="approval",
            message=each.summary,
            expires_at=each.expires_at.isoformat(),
            response_schema=DECISION,
        )
        for each in answer.approvals
    ]
    return RunFinishedInterruptOutcome(interrupts=waiting)


def payload_of(event: BaseEvent) -> Payload:
    """The event as it is sent."""
    return event.model_dump(mode="json", by_alias=True, exclude_none=True)
