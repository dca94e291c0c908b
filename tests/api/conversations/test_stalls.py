"""What would hold the server up: callers without measure, requests that never end."""

import asyncio
from typing import Any

import httpx
import pytest
import uvicorn

from agent.assistant import Assistant
from api.app import create_app
from api.operation.patience import PatientProtocol
from api.serving import Server, bind
from api.settings import ApiSettings
from tests.api.organisation import QUESTION
from tests.api.people.test_people import key_of
from tests.api.small_server import StallingModel, client_of, opened, serving, until_asked

pytestmark = pytest.mark.anyio
Stalling = tuple[Assistant, StallingModel]


async def ask(client: httpx.AsyncClient, headers: dict[str, str] | None = None) -> httpx.Response:
    """One turn in a thread of its own."""
    thread = (await client.post("/api/threads", json={}, headers=headers)).json()["id"]
    return await client.post(f"/api/threads/{thread}/runs", json={"input": QUESTION}, headers=headers)


async def test_thrice_the_capacity_is_told_so_at_once_and_the_rest_is_answered(assistant: Assistant) -> None:
    async with client_of(assistant, max_live_runs=4) as client:
        responses = await asyncio.gather(*(ask(client) for _ in range(12)))
    told = [response for response in responses if response.status_code == 429]
    assert len(told) == 8
    assert all(int(response.headers["retry-after"]) >= 1 for response in told)
    answered = [response.json() for response in responses if response.status_code == 200]
    assert [answer["status"] for answer in answered] == ["answered"] * 4
    assert all(answer["gaps"] == [] for answer in answered), "waiting for a turn costs no tool its time"


async def test_a_full_server_says_so_before_it_looks_anything_up(stalling: Stalling) -> None:
    assistant, model = stalling
    async with client_of(assistant, auth="keys", max_live_runs=1) as client:
        anna = key_of(assistant.stores, "anna", "technician")
        waiting = asyncio.create_task(ask(client, anna))
        await until_asked(model)
        for path, body in (
            ("/api/threads/none/runs", {"input": QUESTION}),
            ("/v1/responses", {"input": QUESTION, "metadata": {"thread_id": "none"}}),
        ):
            refused = await client.post(path, json=body)
            assert refused.status_code == 429, "neither who asks nor the thread was looked up"
            assert int(refused.headers["retry-after"]) >= 1
        for thread in (await client.get("/api/threads", headers=anna)).json():
            await client.delete(f"/api/threads/{thread['id']}", headers=anna)
        assert (await waiting).status_code == 409
        assert (await client.post("/api/threads/none/runs", json={"input": QUESTION})).status_code == 401, (
            "a place is free"
        )


async def test_one_caller_leaves_room_for_others(stalling: Stalling) -> None:
    assistant, model = stalling
    anna, bob = (key_of(assistant.stores, name, "technician") for name in ("anna", "bob"))
    async with client_of(assistant, auth="keys", max_runs_per_caller=1) as client:
        waiting: list[asyncio.Task[httpx.Response]] = []
        for who in (anna, bob):
            model.asked.clear()
            waiting.append(asyncio.create_task(ask(client, who)))
            await until_asked(model)
            assert (await ask(client, who)).status_code == 429
        for who in (anna, bob):
            for thread in (await client.get("/api/threads", headers=who)).json():
                await client.delete(f"/api/threads/{thread['id']}", headers=who)
        assert {response.status_code for response in await asyncio.gather(*waiting)} == {409}


async def test_a_caller_may_ask_so_often_a_minute(assistant: Assistant) -> None:
    anna = key_of(assistant.stores, "anna", "technician")
    async with client_of(assistant, auth="keys", runs_per_minute=2) as client:
        client.headers.update(anna)
        statuses = [(await ask(client)).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        body: Any = {"messages": [{"role": "user", "content": QUESTION}]}
        refused = await client.post("/v1/chat/completions", json=body)
        assert (refused.status_code, "retry-after" in refused.headers) == (429, True)
        assert refused.json()["error"]["message"]


async def test_a_body_that_does_not_come(client: httpx.AsyncClient, assistant: Assistant) -> None:
    async def torn():
        yield b'{"title": '
        await asyncio.sleep(5)
        yield b'"x"}'

    async with client_of(assistant, body_timeout_s=0.1) as impatient:
        headers = {"content-type": "application/json"}
        assert (await impatient.post("/api/threads", content=torn(), headers=headers)).status_code == 408


async def test_heads_that_do_not_come(assistant: Assistant) -> None:
    class Impatient(PatientProtocol):
        head_s = 0.2

    bound = bind("127.0.0.1", 0, trusts_everybody=True)
    config = uvicorn.Config(create_app(opened(assistant), ApiSettings()), log_config=None, http=Impatient)
    async with serving(Server(config, lambda: None), bound):
        host, port = bound.getsockname()
        for sent in (
            b"",
            b"GET /healthz HTTP/1.1\r\nHost: 127",
            b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /h",
        ):
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(sent)
            said = await asyncio.wait_for(reader.read(), 10)
            assert said.startswith(b"HTTP/1.1 200") == sent.endswith(b"/h")
            writer.close()
