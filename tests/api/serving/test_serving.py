"""The server as a process, and how it ends."""

import asyncio
import json
import signal
import sys
import time
from pathlib import Path

import httpx
import pytest
import uvicorn

from agent.assistant import Assistant
from api.app import create_app
from api.operation.one_server import only_server_of
from api.serving import Server, address_of, bind
from api.settings import ApiSettings
from domain.errors import Unavailable
from stores.settings import StoreSettings
from tests.api.organisation import QUESTION
from tests.api.small_server import StallingModel, new_thread, opened, serving, until_asked
from tests.api.sse_frames import frames

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[3]


async def test_open_streams_do_not_hold_up_the_end(stalling: tuple[Assistant, StallingModel]) -> None:
    assistant, model = stalling
    bound = bind("127.0.0.1", 0, trusts_everybody=True)
    app = create_app(opened(assistant), ApiSettings())
    server = Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1), lambda: None)
    async with httpx.AsyncClient(base_url=address_of(bound), timeout=20) as client:
        async with serving(server, bound):
            thread = await new_thread(client)
            path, accept = f"/api/threads/{thread}/runs", {"accept": "text/event-stream"}
            stream = asyncio.create_task(client.post(path, json={"input": QUESTION}, headers=accept))
            await until_asked(model)
            begun = time.perf_counter()
        assert time.perf_counter() - begun < 15
        ended = frames((await stream).text)
        assert ended[-1][1]["type"] == "RUN_ERROR", "a stream ends with an event"
    assert model.stopped == [1]
    assert assistant.stores.threads.turns(thread, "local")[0].status == "cancelled"


async def test_serve_says_where_and_ends_in_order(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "nacelle", "serve", "--port", "0"),
        cwd=ROOT,
        env={"NACELLE_HOME": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    said = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
    assert said.startswith("Nacelle is ready on http://127.0.0.1:")
    async with httpx.AsyncClient(base_url=said.split()[-1], timeout=20) as client:
        thread = await new_thread(client)
        response = await client.post(f"/api/threads/{thread}/runs", json={"input": "a very private question"})
        assert response.json()["status"] == "no_evidence"
    process.send_signal(signal.SIGTERM)
    _, errors = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
    lines = [json.loads(line) for line in errors.splitlines()]
    assert {line["path"] for line in lines if line["event"] == "request"} >= {"/api/threads"}
    assert b"private" not in errors


def test_a_data_folder_has_one_server_unless_its_database_is_shared(tmp_path: Path) -> None:
    settings = StoreSettings(home=tmp_path / "new", database_url="")
    shared = StoreSettings(home=tmp_path / "new", database_url="postgresql://h/d")
    with only_server_of(settings):
        with pytest.raises(Unavailable, match="Another Nacelle server uses"), only_server_of(settings):
            pass
        with only_server_of(shared), only_server_of(shared):
            pass
    with only_server_of(settings):
        pass
