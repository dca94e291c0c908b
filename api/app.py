"""The server: one lifespan opens everything, routers do the rest."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypedDict

from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from agent.assistant import Assistant, open_assistant
from api.http.described import ERRORS, describe
from api.http.errors import add_handlers
from api.http.guards import Guards
from api.operation.beside import operating
from api.operation.monitoring import monitor_of
from api.operation.request_spans import RequestSpans
from api.operation.settings import operation_settings
from api.operation.warm_up import WarmUp
from api.protocols.a2a import routes as a2a
from api.protocols.agui import routes as agui
from api.protocols.mcp import routes as mcp
from api.protocols.mcp.serving import mcp_server
from api.protocols.openai import routes as openai
from api.protocols.openai.described import STREAMED
from api.routes import (
    approvals,
    documents,
    evaluations,
    feedback,
    health,
    ingests,
    provider,
    records,
    runs,
    session,
    threads,
)
from api.running.runs import Runs
from api.server_state import ServerState, WorkersElsewhere
from api.settings import ApiSettings
from api.sign_in.code_flow import CodeFlow
from api.sign_in.renewing import Renewing
from api.sign_in.tokens import Tokens
from api.web_client import add_web_client
from ingestion.service.process import WorkerProcess
from ingestion.service.queue import IngestQueue

PACKED_ALREADY = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/pdf", "application/octet-stream")
VERSION = "0.1.0"
DESCRIPTION = "Answers for service technicians; each step and value points at the page or record it came from."


class LifespanState(TypedDict):
    """What the lifespan yields."""

    server: ServerState


def create_app(
    opened: AbstractAsyncContextManager[Assistant] | None = None, settings: ApiSettings | None = None
) -> FastAPI:
    """The application; `opened` brings an assistant of one's own, else the settings' stores are opened."""
    chosen = settings or ApiSettings()
    operation = operation_settings()
    tokens = Tokens(chosen) if chosen.auth == "oidc" else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[LifespanState]:
        async with (
            opened or open_assistant() as assistant,
            mcp_server(VERSION) as mcp_manager,
            operating(assistant.stores, operation, chosen, assistant.settings),
        ):
            await asyncio.to_thread(assistant.stores.approvals.finish_interrupted)
            warm_up = WarmUp(assistant.warm_up)
            monitor = monitor_of(assistant)
            runs_of_server = Runs(assistant, warm_up, chosen, monitor)
            queue = IngestQueue(assistant.stores.ingest_jobs, assistant.stores.settings.home)
            worker = WorkerProcess(assistant.stores.settings.home) if chosen.ingest_worker else WorkersElsewhere()
            renewing = _renewing(assistant, chosen, tokens)
            await runs_of_server.open()
            try:
                yield {
                    "server": ServerState(
                        assistant,
                        chosen,
                        runs_of_server,
                        warm_up,
                        queue,
                        worker,
                        mcp_manager,
                        tokens,
                        renewing,
                    )
                }
            finally:
                if renewing:
                    await renewing.finished()
                await runs_of_server.close()
                await asyncio.to_thread(worker.close)
                await monitor.close()
                await warm_up.finished()

    app = FastAPI(
        title="Nacelle",
        description=DESCRIPTION,
        version=VERSION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        responses=ERRORS,
    )
    add_handlers(app)
    app.add_middleware(RequestSpans)
    app.add_middleware(Guards, settings=chosen)
    app.add_middleware(GZipMiddleware, compresslevel=5, exclude_content_types=PACKED_ALREADY)
    for module in (
        health,
        session,
        provider,
        threads,
        runs,
        approvals,
        records,
        ingests,
        documents,
        feedback,
        evaluations,
        openai,
        agui,
        a2a,
        mcp,
    ):
        app.include_router(module.router)
    describe(app, STREAMED)
    add_web_client(app)
    return app


def _renewing(assistant: Assistant, settings: ApiSettings, tokens: Tokens | None) -> Renewing | None:
    if tokens is None or not settings.oidc_client_id:
        return None
    return Renewing(assistant.stores.renewals, CodeFlow(settings, tokens), settings)
