"""The client's files: only those, packed for those who can unpack them, kept for ever where their name says what is in them."""

import gzip
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from agent.assistant import Assistant
from api.web_client import add_web_client
from tests.api.small_server import SITE, client_of

pytestmark = pytest.mark.anyio


async def test_the_web_client_is_served_from_its_folder_only(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<p>client</p>", encoding="utf-8")
    (dist / "assets" / "a.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    app = FastAPI()
    add_web_client(app, dist)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=SITE) as client:
        assert "immutable" in (await client.get("/assets/a.js")).headers["cache-control"]
        for path in (
            "/",
            "/threads/7",
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/%00",
            "/" + "a" * 5000,
        ):
            response = await client.get(path)
            assert response.text == "<p>client</p>"
            assert response.headers["cache-control"] == "no-cache"
        assert (await client.post("/threads/7")).status_code == 404
        gone = await client.get("/assets/of-an-older-version.js")
        assert gone.status_code == 404, "a page is no script"
    empty = FastAPI()
    add_web_client(empty, tmp_path / "nothing")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(empty), base_url=SITE) as client:
        assert (await client.get("/")).status_code == 503


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("br, gzip", "br"), ("gzip;q=1.0", "gzip"), ("identity", None), ("", None)]
)
async def test_files_come_as_the_build_packed_them(tmp_path: Path, accepted: str, encoding: str | None) -> None:
    assets = tmp_path / "assets"
    assets.mkdir()
    (tmp_path / "index.html").write_text("<p>client</p>", encoding="utf-8")
    (assets / "a.mjs").write_text("whole", encoding="utf-8")
    (assets / "a.mjs.br").write_bytes(b"as br")
    (assets / "a.mjs.gz").write_bytes(gzip.compress(b"whole"))
    app = FastAPI()
    add_web_client(app, tmp_path)
    async with (
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=SITE) as client,
        client.stream("GET", "/assets/a.mjs", headers={"accept-encoding": accepted}) as response,
    ):
        assert response.headers.get("content-encoding") == encoding
        assert response.headers["content-type"].startswith("text/javascript")
        body = b"".join([part async for part in response.aiter_raw()])
    assert body == {"br": b"as br", None: b"whole"}.get(encoding, body)
    assert encoding != "gzip" or gzip.decompress(body) == b"whole"


async def test_lists_are_compressed_and_streams_are_not(assistant: Assistant) -> None:
    async with client_of(assistant) as client:
        schema = await client.get("/openapi.json", headers={"accept-encoding": "gzip"})
        assert schema.headers["content-encoding"] == "gzip"
        thread = (await client.post("/api/threads", json={})).json()["id"]
        stream = await client.post(
            f"/api/threads/{thread}/runs",
            json={"input": "what is it"},
            headers={"accept": "text/event-stream", "accept-encoding": "gzip"},
        )
        assert "content-encoding" not in stream.headers


async def test_no_style_and_no_script_but_the_clients_own(assistant: Assistant) -> None:
    async with client_of(assistant) as client:
        policy = (await client.get("/")).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
