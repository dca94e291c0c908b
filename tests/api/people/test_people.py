"""With keys: who may see and change what."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest

from agent.assistant import Assistant
from stores.open_stores import Stores
from tests.api.organisation import QUESTION
from tests.api.small_server import client_of, new_thread

pytestmark = pytest.mark.anyio


@dataclass
class People:
    """A client and the keys of two people."""

    client: httpx.AsyncClient
    anna: dict[str, str]
    bob: dict[str, str]


def key_of(stores: Stores, name: str, role: str) -> dict[str, str]:
    """The header of a person, made where the session does not have one yet."""
    if name in {key.name for key in stores.keys.all()}:
        stores.keys.delete(name)
    _, text = stores.keys.create(name, role=role)
    return {"authorization": f"Bearer {text}"}


@pytest.fixture
async def people(assistant: Assistant) -> AsyncIterator[People]:
    anna = key_of(assistant.stores, "anna", "technician")
    bob = key_of(assistant.stores, "bob", "engineer")
    async with client_of(assistant, auth="keys") as client:
        yield People(client, anna, bob)


async def test_nobody_without_a_key(people: People) -> None:
    wrong = {"authorization": people.anna["authorization"][:-1] + "x"}
    for headers in (
        {},
        {"authorization": "Bearer "},
        {"authorization": "Basic abc"},
        {"authorization": "Bearer nac_x_y"},
        wrong,
    ):
        for path in ("/api/threads", "/api/assets", "/api/documents", "/v1/models", "/metrics", "/api/approvals"):
            response = await people.client.get(path, headers=headers)
            assert response.status_code == 401, path
            assert response.headers["content-type"] == "application/problem+json"
            assert response.headers["www-authenticate"] == "Bearer"
    assert (await people.client.get("/healthz")).status_code == 200
    assert (await people.client.get("/readyz", headers={"host": "nacelle.example"})).status_code in {200, 503}


async def test_what_belongs_to_another_is_not_found(people: People) -> None:
    client = people.client
    client.headers.update(people.anna)
    thread = await new_thread(client)
    answer = (await client.post(f"/api/threads/{thread}/runs", json={"input": QUESTION})).json()
    assert (await client.get(f"/api/threads/{thread}")).status_code == 200
    client.headers.update(people.bob)
    tried = [
        await client.get(f"/api/threads/{thread}"),
        await client.patch(f"/api/threads/{thread}", json={"title": "mine"}),
        await client.delete(f"/api/threads/{thread}"),
        await client.post(f"/api/threads/{thread}/runs", json={"input": QUESTION}),
        await client.get(f"/api/runs/{answer['id']}/events"),
        await client.post(f"/api/runs/{answer['id']}/cancel"),
        await client.post("/api/feedback", json={"run_id": answer["id"], "thumb": "up"}),
        await client.post("/v1/responses", json={"input": "x", "metadata": {"thread_id": thread}}),
    ]
    assert [response.status_code for response in tried] == [404] * len(tried)
    assert thread not in {kept["id"] for kept in (await client.get("/api/threads")).json()}


async def test_the_library_is_changed_by_engineers(people: People) -> None:
    files = {"files": ("note.md", b"# Note\n\nText.\n")}
    refused = await people.client.post("/api/documents", files=files, headers=people.anna)
    assert refused.status_code == 403
    assert (await people.client.delete("/api/documents/doc", headers=people.anna)).status_code == 403
    assert (await people.client.delete("/api/documents/nothing", headers=people.bob)).status_code == 404


async def test_documents_are_added_for_own_sites_only(people: People, assistant: Assistant) -> None:
    assistant.stores.keys.delete("carl") if "carl" in {key.name for key in assistant.stores.keys.all()} else None
    _, text = assistant.stores.keys.create("carl", role="engineer", sites=["Lyngholt"])
    files = {"files": ("note.md", b"# Note\n\nText.\n")}
    headers = {"authorization": f"Bearer {text}"}
    refused = await people.client.post("/api/documents", files=files, data={"site": ["Elsewhere"]}, headers=headers)
    assert refused.status_code == 403
    job = await people.client.post("/api/documents", files=files, headers=headers)
    assert (job.status_code, job.json()["sites"]) == (202, ["Lyngholt"])
    assert (await people.client.post("/api/documents", files=files, headers=people.bob)).status_code == 400


async def test_nobody_signs_in_where_everybody_is_trusted(client: httpx.AsyncClient) -> None:
    response = await client.post("/api/session", json={"key": "anything"})
    assert (response.json()["name"], "set-cookie" in response.headers) == ("local", False)
