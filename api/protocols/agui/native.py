"""A run's events for a client that knows AG-UI and nothing of Nacelle: all that a person must read is in its text messages."""

from collections.abc import Iterator

from ag_ui.core import RunAgentInput, TextMessageContentEvent, TextMessageEndEvent, TextMessageStartEvent

from api.protocols.openai.text import warning_line, whole_text
from api.running.agui import Payload, payload_of
from domain.answers import Answer

IDS = ("threadId", "runId")


class NativeStream:
    """Gives events the ids that the client gave its run, puts warnings into the text before what they govern, and says what was not said yet."""

    def __init__(self, given: RunAgentInput) -> None:
        self._ids = dict(zip(IDS, (given.thread_id, given.run_id), strict=True))
        self._message_id = f"{given.run_id}-said"
        self._warnings: list[str] = []
        self._said = False

    def __call__(self, payload: Payload) -> Iterator[Payload]:
        """What is sent for an event."""
        kind, name = payload["type"], payload.get("name")
        if kind == "CUSTOM" and name == "warning":
            self._warnings.append(warning_line(payload["value"]["text"]))
        elif kind == "TEXT_MESSAGE_CONTENT":
            payload = {**payload, "delta": "".join(f"{line}\n\n" for line in self._warnings) + payload["delta"]}
            self._warnings, self._said = [], True
        elif kind == "CUSTOM" and name == "answer":
            yield from self._rest(Answer.model_validate(payload["value"]))
        yield {**payload, **{key: own for key, own in self._ids.items() if key in payload}}

    def _rest(self, answer: Answer) -> Iterator[Payload]:
        text = "\n\n".join(self._warnings) if self._said else whole_text(answer)
        if text:
            yield payload_of(TextMessageStartEvent(message_id=self._message_id, role="assistant"))
            yield payload_of(TextMessageContentEvent(message_id=self._message_id, delta=text))
            yield payload_of(TextMessageEndEvent(message_id=self._message_id))
