"""What is refused, and how: every refusal is a problem document."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.exceptions import HTTPException

from agent.assistant import Assistant
from api.http.guards import Guards
from api.settings import ApiSettings
from domain.errors import Unavailable
from stores.open_stores import open_stores
from stores.settings import StoreSettings
from tests.api.small_server import client_of, new_thread

pytestmark = pytest.mark.anyio


def problem(response: httpx.Response, status: int) -> str:
    """The detail of a problem document with this status."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["type"]
    assert body["title"]
    assert body["request_id"] == response.headers["x-request-id"]
    return body["detail"]


async def test_only_this_machine_while_everybody_is_trusted(client: httpx.AsyncClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "", "[bad", "192.0.2.7:8000"):
        problem(await client.get("/api/threads", headers={"host": host}), 421)
    for host in ("localhost:8000", "[::1]:8000", "127.0.0.1"):
        assert (await client.get("/api/threads", headers={"host": host})).status_code == 200
    for origin in ("https://evil.example", "null"):
        problem(await client.post("/api/threads", json={}, headers={"origin": origin}), 403)
    assert (await client.post("/api/threads", json={}, headers={"origin": "http://localhost:5173"})).status_code == 201


async def test_large_bodies(client: httpx.AsyncClient) -> None:
    thread = await new_thread(client)
    path = f"/api/threads/{thread}/runs"
    detail = problem(await client.post(path, json={"input": "bolt " * 200_000}), 400)
    assert detail == "The question has 1,000,000 characters; the server takes up to 8,000."
    assert "2 MB" in problem(await client.post(path, content=b"x" * 2_000_001), 413)

    async def without_length():
        for _ in range(30):
            yield b"x" * 100_000

    headers = {"content-type": "application/json"}
    assert "2 MB" in problem(await client.post(path, content=without_length(), headers=headers), 413)


async def test_a_body_that_is_refused_is_read_to_its_end() -> None:
    parts = [{"type": "http.request", "body": b"x" * 9, "more_body": more} for more in (True, True, False)]
    sent: list[Any] = []

    async def receive() -> Any:
        return parts.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"127.0.0.1"), (b"content-length", b"27")]
    scope = {"type": "http", "method": "POST", "path": "/api/threads", "headers": headers, "scheme": "http"}
    await Guards(send, ApiSettings(max_body_bytes=20))(scope, receive, send)  # type: ignore[arg-type]
    assert (sent[0]["status"], parts) == (413, [])


@pytest.mark.parametrize(("last", "status"), [(10, 204), (11, 413)])
async def test_a_body_without_a_length_may_be_as_long_as_the_limit_and_no_longer(last: int, status: int) -> None:
    parts = [
        {"type": "http.request", "body": b"x" * size, "more_body": size == 10 and at == 0}
        for at, size in enumerate((10, last))
    ]
    sent: list[Any] = []

    async def receive() -> Any:
        return parts.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    async def reading(scope: Any, receive: Any, send: Any) -> None:
        while (await receive())["more_body"]:
            pass
        await send({"type": "http.response.start", "status": 204, "headers": []})

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/threads",
        "headers": [(b"host", b"127.0.0.1")],
        "scheme": "http",
    }
    try:
        await Guards(reading, ApiSettings(max_body_bytes=20))(scope, receive, send)  # type: ignore[arg-type]
    except HTTPException as refused:  # the server's own handlers make a reply of it
        sent.append({"status": refused.status_code})
    assert sent[0]["status"] == status


async def test_bodies_that_are_wrong(client: httpx.AsyncClient) -> None:
    thread = await new_thread(client)
    path = f"/api/threads/{thread}/runs"
    headers = {"content-type": "application/json"}
    assert problem(await client.post(path, json={}), 422) == "input: Field required."
    assert problem(await client.post(path, content=b"{", headers=headers), 422) == "The body is not JSON."
    problem(await client.post(path, content=b"\xff\xfe", headers=headers), 422)
    half_a_character = await client.post(path, content=b'{"input": "\\ud800"}', headers=headers)
    assert half_a_character.json()["status"] == "clarify"
    problem(await client.post(path, json={"input": "x", "asset": "a" * 101}), 422)
    problem(await client.post("/api/threads", content=b'{"title":"x"}', headers={"content-type": "text/plain"}), 422)


async def test_unknown_routes_and_methods(client: httpx.AsyncClient) -> None:
    for path in ("/api/nothing", "/v1/nothing", "/mcp/nothing", "/api/threads/no-such-thread"):
        problem(await client.get(path), 404)
    problem(await client.post("/api/nothing", json={}), 404)
    refused = await client.put("/api/threads", json={})
    problem(refused, 405)
    assert refused.headers["allow"] == "GET, POST"


async def test_security_headers_are_on_every_response(client: httpx.AsyncClient) -> None:
    for path in ("/healthz", "/api/nothing"):
        headers = (await client.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]


async def test_an_unexpected_error_shows_nothing_of_itself(assistant: Assistant) -> None:
    def broken(number: str) -> object:
        raise RuntimeError("secret detail")

    assistant.warm_up = lambda: None
    async with client_of(assistant) as client:
        assistant.stores.records.__dict__["part"] = broken
        try:
            response = await client.get("/api/parts/1")
        finally:
            del assistant.stores.records.__dict__["part"]
    assert "secret" not in problem_without_headers(response)


def problem_without_headers(response: httpx.Response) -> str:
    """An unexpected error is answered outside the guards, so only the body is compared."""
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    return response.json()["detail"]


async def warmed_up(client: httpx.AsyncClient) -> httpx.Response:
    """What /readyz says when the warm-up has ended."""
    for _ in range(1000):
        response = await client.get("/readyz")
        if response.json()["dependencies"]["search"] != "loading":
            return response
        assert response.status_code == 503
    raise AssertionError("the warm-up did not end")


async def test_ready_only_after_the_warm_up(assistant: Assistant) -> None:
    async with client_of(assistant) as client:
        response = await warmed_up(client)
    assert response.status_code == 200
    dependencies = {"records": "ready", "search": "ready", "vectors": "ready", "endpoint": "none", "model": "embedded"}
    assert response.json() == {"status": "ready", "dependencies": dependencies, "degraded": []}


async def test_what_is_missing_is_said_in_words(assistant: Assistant, tmp_path: Path) -> None:
    away = StoreSettings(home=tmp_path, chroma_url="http://127.0.0.1:9")
    with open_stores(settings=away) as stores:
        lonely = Assistant(stores)
        lonely.warm_up = lambda: None
        async with client_of(lonely) as client:
            response = await warmed_up(client)
    assert response.status_code == 200, "words alone answer too"
    assert "words alone" in " ".join(response.json()["degraded"])
    assert response.json()["dependencies"]["vectors"] == "The vector store could not be reached."


async def test_a_failed_warm_up_is_shown_and_stops_nothing(assistant: Assistant) -> None:
    def out_of_reach() -> None:
        raise Unavailable("The index is out of reach.")

    assistant.warm_up = out_of_reach
    async with client_of(assistant) as client:
        response = await warmed_up(client)
        assert response.status_code == 503
        assert response.json()["dependencies"]["search"] == "The index is out of reach."
        assert (await client.get("/api/assets")).status_code == 200
