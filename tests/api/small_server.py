"""An app with its lifespan around an assistant, and a model that stalls."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import uvicorn
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatResult
from starlette.types import Receive, Scope, Send

from agent.assistant import Assistant
from api.app import create_app
from api.settings import ApiSettings

SITE = "http://127.0.0.1"


class StallingModel(BaseChatModel):
    """Never answers; notes that somebody asked, and how often it was stopped."""

    asked: asyncio.Event
    stopped: list[int]

    @property
    def _llm_type(self) -> str:
        return "stalling"

    def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        raise NotImplementedError

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        self.asked.set()
        try:
            await asyncio.sleep(60)
        finally:
            self.stopped.append(1)
        raise AssertionError("nobody stopped the run")


@asynccontextmanager
async def opened(assistant: Assistant) -> AsyncGenerator[Assistant]:
    """An assistant that is open already."""
    yield assistant


@asynccontextmanager
async def client_of(assistant: Assistant, **settings: Any) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of an app whose lifespan has begun."""
    app = create_app(opened(assistant), ApiSettings(**{"ingest_worker": False, **settings}))
    async with app.router.lifespan_context(app) as state:

        async def with_state(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, "state": dict(state or {})}, receive, send)

        transport = httpx.ASGITransport(with_state, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=SITE, timeout=20) as client:
            yield client


async def new_thread(client: httpx.AsyncClient, **given: str) -> str:
    """The id of a new conversation."""
    response = await client.post("/api/threads", json=given)
    assert response.status_code == 201, response.text
    return response.json()["id"]


async def until_asked(model: StallingModel) -> None:
    """Wait until the model is stalling."""
    await asyncio.wait_for(model.asked.wait(), 15)


@asynccontextmanager
async def serving(server: uvicorn.Server, bound: socket.socket) -> AsyncGenerator[None]:
    """Run a server on a bound socket; end it in order."""
    task = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        async with asyncio.timeout(20):
            while not server.started and not task.done():  # noqa: ASYNC110  uvicorn has no event for it
                await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await task
