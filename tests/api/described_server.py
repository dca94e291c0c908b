"""A server with a small organisation, in a process of its own, for whoever tries what the API says of itself: `python -m tests.api.described_server HOME`."""

import asyncio
import sys
from pathlib import Path

import uvicorn

from agent.assistant import Assistant
from api.app import create_app
from api.serving import Server, address_of, bind
from api.settings import ApiSettings
from stores.open_stores import open_stores
from tests.api.organisation import write_organisation
from tests.api.small_server import opened


async def serve(home: Path) -> None:
    bound = bind("127.0.0.1", 0, trusts_everybody=True)
    with open_stores(home) as stores:
        write_organisation(stores)
        key = stores.keys.create("explorer", role="admin")[1]
        settings = ApiSettings(auth="keys", ingest_worker=False, max_live_runs=1000, runs_per_minute=100_000)
        app = create_app(opened(Assistant(stores)), settings)
        config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1)
        await Server(config, lambda: sys.stdout.write(f"{address_of(bound)} {key}\n") and sys.stdout.flush()).serve(
            [bound]
        )


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
