"""What an AG-UI client sends, as far as Nacelle reads it: pure functions."""

import hashlib
from collections.abc import Iterator
from typing import Any, Literal, cast

from ag_ui.core import (
    CustomEvent,
    ResumeEntry,
    RunAgentInput,
    RunFinishedEvent,
    RunFinishedSuccessOutcome,
    RunStartedEvent,
    TextMessageContentEvent,
    TextMessageEndEvent,
    TextMessageStartEvent,
)

from api.protocols.openai.requests import Message, Part, Talk, talk_of
from api.running.agui import Payload, payload_of
from domain.approvals import Approval
from domain.errors import BadInput

Verdict = Literal["approved", "rejected"]


def own_thread_id(owner: str, thread_id: str) -> str:
    """The id under which a client's own thread id is kept: two people may use the same one."""
    return hashlib.sha256(f"{owner}\0{thread_id}".encode()).hexdigest()[:32]


def talk(given: RunAgentInput) -> Talk:
    """What is asked, and what was said before. Raises BadInput when nobody asks anything."""
    return talk_of([_message(message) for message in given.messages])


def _message(message: Any) -> Message:
    content = getattr(message, "content", None)
    if isinstance(content, str):
        return Message(role=message.role, content=content)
    parts = cast("list[Any]", content) if isinstance(content, list) else []
    texts = [Part(text=str(getattr(part, "text", None) or "")) for part in parts]
    return Message(role=message.role, content=texts)


def told(given: RunAgentInput, name: str) -> str:
    """A value of `forwardedProps`."""
    props = cast("dict[str, Any]", given.forwarded_props) if isinstance(given.forwarded_props, dict) else {}
    return str(props.get(name) or "")[:100]


def verdict(entry: ResumeEntry) -> Verdict:
    """What the person said to a write that waits; only a plain yes is one. Raises BadInput where it is neither yes nor no."""
    if entry.status == "cancelled":
        return "rejected"
    given = cast("dict[str, Any]", entry.payload) if isinstance(entry.payload, dict) else {"decision": entry.payload}
    said = given.get("decision", given.get("approved"))
    # Compared one by one: what a client sends may be a list, which no set takes, or 1, which equals True and is no plain yes.
    if said is True or said in ("approve", "approved"):
        return "approved"
    if said is False or said in ("reject", "rejected"):
        return "rejected"
    raise BadInput('Answer an approval with {"decision": "approve"} or {"decision": "reject"}.')


def decided(given: RunAgentInput, approvals: list[Approval]) -> Iterator[Payload]:
    """The events of a run that only decided what waited."""
    message_id = f"{given.run_id}-text"
    yield payload_of(RunStartedEvent(thread_id=given.thread_id, run_id=given.run_id))
    yield payload_of(TextMessageStartEvent(message_id=message_id, role="assistant"))
    for approval in approvals:
        yield payload_of(CustomEvent(name="approval", value=approval.model_dump(mode="json")))
        yield payload_of(TextMessageContentEvent(message_id=message_id, delta=_line(approval)))
    yield payload_of(TextMessageEndEvent(message_id=message_id))
    outcome = RunFinishedSuccessOutcome()
    yield payload_of(RunFinishedEvent(thread_id=given.thread_id, run_id=given.run_id, outcome=outcome))


def _line(approval: Approval) -> str:
    gave = ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in (approval.result or {}).items())
    return f"{approval.summary} {approval.status.capitalize()}{f' ({gave})' if gave else ''}.\n"
