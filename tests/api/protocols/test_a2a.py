"""The A2A SDK's own client against a real server on loopback."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from a2a.client import ClientConfig, create_client
from a2a.types.a2a_pb2 import (
    CancelTaskRequest,
    GetTaskRequest,
    Message,
    Part,
    Role,
    SendMessageRequest,
    TaskState,
)
from a2a.utils.errors import A2AError

from agent.assistant import Assistant
from api.app import create_app
from api.serving import Server, address_of, bind
from api.settings import ApiSettings
from tests.api.organisation import MANUAL_QUESTION
from tests.api.people.test_people import key_of
from tests.api.small_server import StallingModel, opened, serving, until_asked

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def agent(
    assistant: Assistant, headers: dict[str, str] | None = None, *, streaming: bool = False, **settings: Any
) -> AsyncIterator[Any]:
    """A client that found the agent by its card."""
    bound = bind("127.0.0.1", 0, trusts_everybody=True)
    app = create_app(opened(assistant), ApiSettings(ingest_worker=False, **settings))
    config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1)
    async with (
        serving(Server(config, lambda: None), bound),
        httpx.AsyncClient(headers=headers, timeout=30) as http,
    ):
        yield await create_client(address_of(bound), ClientConfig(httpx_client=http, streaming=streaming))


def asked(text: str, **more: str) -> SendMessageRequest:
    message = Message(message_id=uuid.uuid4().hex, role=Role.ROLE_USER, parts=[Part(text=text)], **more)
    return SendMessageRequest(message=message)


async def sent(client: Any, request: SendMessageRequest) -> list[Any]:
    return [event async for event in client.send_message(request)]


async def test_a_question_is_a_task_and_a_conversation_its_context(assistant: Assistant) -> None:
    async with agent(assistant) as client:
        request = asked(MANUAL_QUESTION)
        task = (await sent(client, request))[-1].task
        text = task.artifacts[0].parts[0].text
        assert task.status.state == TaskState.TASK_STATE_COMPLETED
        assert text.index("lock out the main switch") < text.index("85 Nm")
        assert (await client.get_task(GetTaskRequest(id=task.id))).artifacts[0].parts[0].text == text
        assert (await sent(client, request))[-1].task.id == task.id, "the same message is the same task"
        more = (await sent(client, asked("And the tools?", context_id=task.context_id)))[-1].task
        assert (more.context_id, more.id == task.id) == (task.context_id, False)
        with pytest.raises(A2AError):
            await client.get_task(GetTaskRequest(id="none"))
        with pytest.raises(A2AError):
            await client.cancel_task(CancelTaskRequest(id=task.id))
        with pytest.raises(A2AError):
            await sent(client, asked(" "))


async def test_streamed_text_is_the_answers(assistant: Assistant) -> None:
    async with agent(assistant, streaming=True) as client:
        events = await sent(client, asked(MANUAL_QUESTION))
    pieces = [event.artifact_update for event in events if event.HasField("artifact_update")]
    said = "".join(each.artifact.parts[0].text for each in pieces if not each.last_chunk)
    assert said == pieces[-1].artifact.parts[0].text
    assert events[0].task.status.state == TaskState.TASK_STATE_WORKING
    assert events[-1].status_update.status.state == TaskState.TASK_STATE_COMPLETED


async def test_a_task_is_its_callers_and_can_be_stopped(stalling: tuple[Assistant, StallingModel]) -> None:
    assistant, model = stalling
    anna, bob = (key_of(assistant.stores, name, "technician") for name in ("anna", "bob"))
    async with agent(assistant, anna, auth="keys") as client:
        request = asked(MANUAL_QUESTION)
        request.configuration.return_immediately = True
        task = (await sent(client, request))[-1].task
        assert task.status.state == TaskState.TASK_STATE_WORKING
        await until_asked(model)
        async with agent(assistant, bob, auth="keys") as other:
            with pytest.raises(A2AError):
                await other.get_task(GetTaskRequest(id=task.id))
        stopped = await asyncio.wait_for(client.cancel_task(CancelTaskRequest(id=task.id)), 15)
        assert stopped.status.state == TaskState.TASK_STATE_CANCELED
    async with agent(assistant, auth="keys") as nobody:
        with pytest.raises(Exception, match="401"):
            await sent(nobody, asked("x"))
