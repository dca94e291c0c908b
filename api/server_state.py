"""What the running server holds, typed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from agent.assistant import Assistant
from api.operation.warm_up import WarmUp
from api.pictures import PagePictures
from api.running.runs import Runs
from api.settings import ApiSettings
from stores.open_stores import Stores


@dataclass(frozen=True)
class ServerState:
    """Opened once in the lifespan, handed to every route."""

    assistant: Assistant
    settings: ApiSettings
    runs: Runs
    pictures: PagePictures
    warm_up: WarmUp

    @property
    def stores(self) -> Stores:
        """The stores the assistant works on."""
        return self.assistant.stores


def server_state(request: Request) -> ServerState:
    """The state of the server that handles `request`."""
    return request.state.server


State = Annotated[ServerState, Depends(server_state)]
