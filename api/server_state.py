"""What the running server holds, typed."""

from dataclasses import dataclass, field
from typing import Annotated, Protocol

from fastapi import Depends, Request
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from agent.assistant import Assistant
from api.operation.warm_up import WarmUp
from api.running.runs import Runs
from api.settings import ApiSettings
from api.sign_in.renewing import Renewing
from api.sign_in.tokens import Tokens
from api.sign_in.tries import Tries
from ingestion.service.queue import IngestQueue
from stores.open_stores import Stores


class IngestWorker(Protocol):
    """Who reads what was uploaded."""

    def ensure(self) -> None:
        """Be at work; called after a job was asked for."""
        ...

    def close(self) -> None:
        """Stop; the job goes on with the next one."""
        ...


class WorkersElsewhere:
    """The jobs are read by processes that somebody else starts (`nacelle jobs work`)."""

    def ensure(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""


@dataclass(frozen=True)
class ServerState:
    """Opened once in the lifespan, handed to every route."""

    assistant: Assistant
    settings: ApiSettings
    runs: Runs
    warm_up: WarmUp
    ingests: IngestQueue
    ingest_worker: IngestWorker
    mcp: StreamableHTTPSessionManager
    tokens: Tokens | None = None
    renewing: Renewing | None = None
    tries: Tries = field(default_factory=Tries)

    @property
    def stores(self) -> Stores:
        """The stores the assistant works on."""
        return self.assistant.stores


def server_state(request: Request) -> ServerState:
    """The state of the server that handles `request`."""
    return request.state.server


State = Annotated[ServerState, Depends(server_state)]
