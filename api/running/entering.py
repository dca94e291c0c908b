"""The door of routes that begin runs: the first of their parameters, so that a full server says so before it looks anybody up."""

from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import Depends

from api.running.admission import Place
from api.server_state import State


async def place(state: State) -> AsyncGenerator[Place]:
    """A place until the run takes it over, or the request has gone. Raises TooBusy."""
    with state.runs.enter() as taken:
        yield taken


Entered = Annotated[Place, Depends(place)]
