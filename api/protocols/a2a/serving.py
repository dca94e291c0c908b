"""The A2A server: message/send, message/stream, tasks/get, tasks/cancel and tasks/resubscribe, in the name of a caller."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from typing import Any, NoReturn

from a2a.server.context import ServerCallContext
from a2a.server.request_handlers.request_handler import RequestHandler
from a2a.server.routes import DefaultServerCallContextBuilder
from a2a.server.routes.jsonrpc_dispatcher import JsonRpcDispatcher
from a2a.types.a2a_pb2 import (
    Artifact,
    Part,
    SendMessageRequest,
    Task,
    TaskArtifactUpdateEvent,
    TaskStatusUpdateEvent,
)
from a2a.utils.errors import (
    ExtendedAgentCardNotConfiguredError,
    InternalError,
    InvalidParamsError,
    PushNotificationNotSupportedError,
    TaskNotCancelableError,
    TaskNotFoundError,
    UnsupportedOperationError,
)
from fastapi import Request

from agent.assistant import AskRequest
from api.protocols.a2a.tasks import ANSWER, artifact_of, question_of, status_of, task_of, told
from api.protocols.openai.text import piece
from api.running.live_run import LiveRun
from api.server_state import ServerState
from domain.callers import Caller
from domain.errors import BadInput, NacelleError, NotFound
from stores.conversations.threads import Thread
from stores.writes.idempotency import Keyed

Event = Task | TaskStatusUpdateEvent | TaskArtifactUpdateEvent
CALLER, SERVER = "caller", "server"


class _InTheNameOf(DefaultServerCallContextBuilder):
    def build(self, request: Request) -> ServerCallContext:
        context, held = super().build(request), request.scope["state"]
        context.state.update({CALLER: held[CALLER], SERVER: held[SERVER]})
        return context


@contextmanager
def _told() -> Generator[None]:
    """What went wrong, in the protocol's own words."""
    try:
        yield
    except NotFound as error:
        raise TaskNotFoundError(message=str(error)) from error
    except BadInput as error:
        raise InvalidParamsError(message=str(error)) from error
    except NacelleError as error:
        raise InternalError(message=str(error)) from error


class Tasks(RequestHandler):
    """Tasks are the caller's own runs, so they outlive this process; a message sent twice is one run."""

    async def on_message_send(self, params: SendMessageRequest, context: ServerCallContext) -> Task:
        """The task when it has ended, or at once where the sender does not wait."""
        with _told():
            run = await _started(params, *_held(context))
        if not params.configuration.return_immediately:
            await run.ended()
        return task_of(run)

    async def on_message_send_stream(
        self, params: SendMessageRequest, context: ServerCallContext
    ) -> AsyncGenerator[Event]:  # type: ignore[override]
        """The task, its text while it is made, and how it ended."""
        with _told():
            run = await _started(params, *_held(context))
        async for event in _followed(run):
            yield event

    async def on_subscribe_to_task(self, params: Any, context: ServerCallContext) -> AsyncGenerator[Event]:  # type: ignore[override]
        """The rest of a task."""
        who, state = _held(context)
        with _told():
            run = await state.runs.find(params.id, who.name)
        async for event in _followed(run):
            yield event

    async def on_get_task(self, params: Any, context: ServerCallContext) -> Task:
        """A task as it is now."""
        who, state = _held(context)
        with _told():
            return task_of(await state.runs.find(params.id, who.name))

    async def on_cancel_task(self, params: Any, context: ServerCallContext) -> Task:
        """Stop it; answers when it has stopped."""
        who, state = _held(context)
        with _told():
            if (await state.runs.find(params.id, who.name)).done:
                raise TaskNotCancelableError
            return task_of(await state.runs.cancel(params.id, who.name))

    async def on_list_tasks(self, params: Any, context: ServerCallContext) -> NoReturn:  # noqa: ARG002
        """Conversations are listed by `GET /api/threads`."""
        raise UnsupportedOperationError

    async def on_get_extended_agent_card(self, params: Any, context: ServerCallContext) -> NoReturn:  # noqa: ARG002
        """There is one card for all."""
        raise ExtendedAgentCardNotConfiguredError

    async def _no_push(self, params: Any, context: ServerCallContext) -> NoReturn:  # noqa: ARG002
        raise PushNotificationNotSupportedError

    on_create_task_push_notification_config = _no_push
    on_get_task_push_notification_config = _no_push
    on_list_task_push_notification_configs = _no_push
    on_delete_task_push_notification_config = _no_push


def dispatcher() -> JsonRpcDispatcher:
    """Answers requests whose scope holds the caller; also those of clients that speak version 0.3."""
    return JsonRpcDispatcher(Tasks(), context_builder=_InTheNameOf(), enable_v0_3_compat=True)


def _held(context: ServerCallContext) -> tuple[Caller, ServerState]:
    return context.state[CALLER], context.state[SERVER]


async def _started(params: SendMessageRequest, who: Caller, state: ServerState) -> LiveRun:
    message = params.message
    question = question_of(message)
    if not question.strip():
        raise BadInput("There is no text to answer.")
    with state.runs.enter() as place:
        known = await _thread(message.context_id, message.task_id, who, state)
        new = state.stores.threads.new(
            who.name, asset=told(message, "asset"), library=told(message, "library") or "main"
        )
        thread = known or new
        asset, library = told(message, "asset") or thread.asset, told(message, "library") or thread.library
        request = AskRequest(question=question, asset=asset, library=library)
        content = hashlib.sha256(f"{question}\0{asset}\0{library}".encode("utf-8", "surrogatepass")).hexdigest()
        keyed = Keyed(owner=who.name, key=f"a2a {message.message_id}", content=content)
        return await state.runs.start(request, who, thread, place, keyed=keyed, new=known is None)


async def _thread(context_id: str, task_id: str, who: Caller, state: ServerState) -> Thread | None:
    if task_id and not context_id:
        context_id = (await state.runs.find(task_id, who.name)).thread_id
    return await asyncio.to_thread(state.stores.threads.get, context_id, who.name) if context_id else None


async def _followed(run: LiveRun) -> AsyncGenerator[Event]:
    yield task_of(run)
    text = ""
    try:
        async for event in run.answer_events():
            added = piece(event, said=text)
            if added:
                part = Artifact(artifact_id=ANSWER, name=ANSWER, parts=[Part(text=added)])
                yield TaskArtifactUpdateEvent(
                    task_id=run.id, context_id=run.thread_id, artifact=part, append=bool(text)
                )
                text += added
        whole = artifact_of(await run.whole())
        yield TaskArtifactUpdateEvent(
            task_id=run.id, context_id=run.thread_id, artifact=whole, append=False, last_chunk=True
        )
    except NacelleError:
        await run.ended()  # the status says why
    yield TaskStatusUpdateEvent(task_id=run.id, context_id=run.thread_id, status=status_of(run))
