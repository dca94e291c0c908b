"""Threads, records, documents, feedback, metrics."""

import asyncio

import httpx
import pytest

from domain.records import AlarmCode
from ingestion.service.queue import IngestQueue
from ingestion.service.working import Worker
from stores.open_stores import Stores
from tests.api.organisation import QUESTION
from tests.api.small_server import new_thread

pytestmark = pytest.mark.anyio


async def test_threads(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/threads")).status_code == 201
    thread = await new_thread(client, title="Brake", asset="CR-01")
    changed = await client.patch(f"/api/threads/{thread}", json={"title": "Brake of CR-01"})
    assert (changed.json()["title"], changed.json()["asset"]) == ("Brake of CR-01", "CR-01")
    assert (await client.get("/api/threads", params={"limit": 1})).json()[0]["id"] == thread
    assert (await client.get("/api/threads", params={"limit": 0})).status_code == 422
    answer = (
        await client.post(f"/api/threads/{thread}/runs", json={"input": "what is alarm 41?", "asset": None})
    ).json()
    assert "Brake worn" in answer["text"]
    assert (await client.delete(f"/api/threads/{thread}")).status_code == 204
    assert (await client.get(f"/api/threads/{thread}")).status_code == 404


async def test_records(client: httpx.AsyncClient) -> None:
    assets = (await client.get("/api/assets")).json()
    assert [(asset["tag"], asset["open_work_orders"]) for asset in assets] == [("CR-01", 1), ("CR-02", 0)]
    assert (await client.get("/api/assets", params={"model": "Hoist H5"})).json()[0]["tag"] == "CR-02"
    assert (await client.get("/api/assets/cr01")).json()["open_work_orders"] == 1
    assert (await client.get("/api/work-orders/JOB-77")).json()["asset"] == "CR-01"
    assert (await client.get("/api/parts/55-100")).json()["stock"][0]["quantity"] == 2
    for path in ("/api/assets/CR-99", "/api/work-orders/JOB-1", "/api/parts/0", "/api/parts/..%2f..%2fetc%2fpasswd"):
        assert (await client.get(path)).status_code == 404


async def test_an_alarm_stands_between_its_neighbours_in_the_list_of_its_model(
    client: httpx.AsyncClient, stores: Stores
) -> None:
    codes = (("9", "Hoist P1"), ("10", "Hoist P1"), ("10", "Hoist P2"), ("11", "Hoist P2"), ("100", "Hoist P1"))
    stores.records.put_alarms(
        AlarmCode(code=code, title=f"{code} of {model}", models=(model,)) for code, model in codes
    )
    page = (await client.get("/api/alarms/10", params={"model": "Hoist P1"})).json()
    assert [entry["title"] for entry in page["entries"]] == ["10 of Hoist P1"]
    assert (page["previous"], page["next"]) == ("9", "100")
    assert len((await client.get("/api/alarms/10")).json()["entries"]) == 2
    assert (await client.get("/api/alarms/9", params={"model": "Hoist P1"})).json()["previous"] is None
    assert (await client.get("/api/alarms/11", params={"model": "Hoist P1"})).status_code == 404


async def test_documents(client: httpx.AsyncClient) -> None:
    assert [document["id"] for document in (await client.get("/api/documents")).json()] == ["doc"]
    assert (await client.get("/api/documents/doc")).json()["revision"] == "B"
    seen = (await client.get("/api/documents/doc", params={"asset": "CR-01"})).json()
    assert (seen["applies"], seen["superseded_by_title"]) == (None, ""), "it says nothing of machines"
    assert (await client.get("/api/documents/doc/file")).content.startswith(b"%PDF")
    page = await client.get("/api/documents/doc/pages/2", params={"scale": 0.5})
    assert page.headers["content-type"] == "image/png"
    assert page.content.startswith(b"\x89PNG")
    assert int.from_bytes(page.content[16:20], "big") == 200
    headers = {"if-none-match": page.headers["etag"]}
    assert (await client.get("/api/documents/doc/pages/2", params={"scale": 0.5}, headers=headers)).status_code == 304
    for path in ("doc/pages/0", "doc/pages/3", "doc/pages/-1", "nothing", "nothing/file", "..%2f..%2frecords.db/file"):
        assert (await client.get(f"/api/documents/{path}")).status_code == 404, path
    assert (await client.get("/api/documents/doc/pages/1", params={"scale": 100})).status_code == 422


async def test_adding_and_removing_a_document(client: httpx.AsyncClient, stores: Stores) -> None:
    text = b"# Winch\n\n## Rope\n\nThe rope must be replaced after 12 years.\n"
    files = [("files", ("../../winch.md", text)), ("files", ("winch.md", b"# Hook\n\nOil it once a year.\n"))]
    twice = [
        await client.post(
            "/api/documents", files=files, data={"library": "extra"}, headers={"idempotency-key": "winch"}
        )
        for _ in range(2)
    ]
    assert [response.status_code for response in twice] == [202, 202]
    job = twice[0].headers["location"]
    assert job == twice[1].headers["location"]
    assert (await client.get(job)).json()["state"] == "waiting"
    assert (await client.post(f"{job}/cancel")).json()["state"] == "cancelled"
    assert (await client.post(f"{job}/retry")).json()["state"] == "waiting"
    home = stores.settings.home
    worker = Worker(IngestQueue(stores.ingest_jobs, home), lambda: stores.passages, home)
    assert await asyncio.to_thread(worker.work)
    while await asyncio.to_thread(worker.work):  # uploads of other tests may wait in the same queue
        pass
    report = (await client.get(job)).json()["report"]
    assert (report["added"], report["failed"]) == (2, [])
    assert job.endswith((await client.get("/api/documents/jobs", params={"library": "extra"})).json()[0]["id"])
    found = (await client.get("/api/documents", params={"library": "extra"})).json()
    assert sorted(document["path"] for document in found) == ["winch (2).md", "winch.md"]
    document = next(document for document in found if document["path"] == "winch.md")
    assert (await client.get(f"/api/documents/{document['id']}/file")).content == text
    assert (await client.get(f"/api/documents/{document['id']}/pages/1")).status_code == 404
    assert not (stores.settings.home.parent / "winch.md").exists()
    assert (await client.delete(f"/api/documents/{document['id']}")).status_code == 204
    assert (await client.post("/api/documents", files={"files": ("..", b"x")})).status_code == 400
    assert (await client.post("/api/documents", data={"library": "extra"})).status_code == 422


async def test_feedback(client: httpx.AsyncClient, stores: Stores) -> None:
    thread = await new_thread(client)
    answer = (await client.post(f"/api/threads/{thread}/runs", json={"input": QUESTION})).json()
    body = {"run_id": answer["id"], "thumb": "down", "reason": "wrong part", "correction": "55-200"}
    assert (await client.post("/api/feedback", json=body)).status_code == 201
    kept = stores.feedback.all()[-1]
    assert (kept.question, kept.verdict, kept.correction) == (QUESTION, "down", "55-200")
    assert (await client.post("/api/feedback", json={**body, "thumb": "maybe"})).status_code == 422


async def test_metrics(client: httpx.AsyncClient) -> None:
    thread = await new_thread(client)
    await client.post(f"/api/threads/{thread}/runs", json={"input": QUESTION})
    text = (await client.get("/metrics")).text
    assert 'nacelle_turns_total{model="embedded",status="answered"}' in text
    assert "CR-01" not in text
