"""Runs as A2A tasks, and messages as questions: pure functions."""

from typing import Any

from a2a.types.a2a_pb2 import Artifact, Message, Part, Role, Task, TaskState, TaskStatus
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.struct_pb2 import Value

from api.protocols.openai.text import whole_text
from api.running.live_run import CANCELLED, LiveRun
from domain.answers import Answer

STATES = {
    "clarify": TaskState.TASK_STATE_INPUT_REQUIRED,
    "awaiting_approval": TaskState.TASK_STATE_INPUT_REQUIRED,
    "refused": TaskState.TASK_STATE_REJECTED,
    "failed": TaskState.TASK_STATE_FAILED,
    CANCELLED: TaskState.TASK_STATE_CANCELED,
}
ANSWER = "answer"


def question_of(message: Message) -> str:
    """The text of all its parts."""
    return "\n".join(part.text for part in message.parts if part.text)


def told(message: Message, name: str) -> str:
    """A value of its metadata."""
    metadata: dict[str, Any] = MessageToDict(message.metadata)
    return str(metadata.get(name) or "")[:100]


def status_of(run: LiveRun) -> TaskStatus:
    """How far a run is; one that ended without an answer says why."""
    if not run.done:
        return TaskStatus(state=TaskState.TASK_STATE_WORKING)
    state = STATES.get(run.status, TaskState.TASK_STATE_COMPLETED if run.answer else TaskState.TASK_STATE_FAILED)
    why = str(run.error or "") if not run.answer else run.answer.text if run.status in {"clarify", "refused"} else ""
    return TaskStatus(state=state, message=_said(run, why) if why else None)


def task_of(run: LiveRun) -> Task:
    """A run as it is now."""
    artifacts = [artifact_of(run.answer)] if run.answer else []
    return Task(id=run.id, context_id=run.thread_id, status=status_of(run), artifacts=artifacts)


def artifact_of(answer: Answer) -> Artifact:
    """The text with its warnings, and the whole answer as data."""
    data = ParseDict(answer.model_dump(mode="json"), Value())
    return Artifact(artifact_id=ANSWER, name=ANSWER, parts=[Part(text=whole_text(answer)), Part(data=data)])


def _said(run: LiveRun, text: str) -> Message:
    return Message(
        message_id=f"{run.id}-status",
        context_id=run.thread_id,
        task_id=run.id,
        role=Role.ROLE_AGENT,
        parts=[Part(text=text)],
    )
