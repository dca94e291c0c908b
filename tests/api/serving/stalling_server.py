"""A server in a process of its own whose turns wait while a file says so; run by the tests that kill it."""

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import uvicorn

from agent.assistant import AskRequest, Assistant
from agent.graph import serializer
from api.app import create_app
from api.serving import Server, address_of, bind
from api.settings import ApiSettings
from domain.answers import AnswerEvent
from stores.conversations.checkpoints import open_checkpointer
from stores.open_stores import open_stores
from stores.settings import StoreSettings


class Stalling(Assistant):
    """Waits behind an event while the folder holds a file named for its kind."""

    async def stream(self, request: AskRequest) -> AsyncIterator[AnswerEvent]:
        async for event in super().stream(request):
            yield event
            while (self.stores.settings.home / f"stall-{event.kind}").exists():  # noqa: ASYNC110
                await asyncio.sleep(0.01)


@asynccontextmanager
async def assistant(settings: StoreSettings) -> AsyncGenerator[Assistant]:
    with open_stores(settings=settings) as stores:
        stores.runs.lease = timedelta(seconds=1)
        async with open_checkpointer(settings, serializer()) as saver:
            yield Stalling(stores, checkpointer=saver)


async def serve(home: Path, url: str) -> None:
    bound = bind("127.0.0.1", 0, trusts_everybody=True)
    app = create_app(assistant(StoreSettings(home=home, database_url=url)), ApiSettings())
    config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1)
    await Server(config, lambda: sys.stdout.write(f"{address_of(bound)}\n") and sys.stdout.flush()).serve([bound])


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), sys.argv[2]))
