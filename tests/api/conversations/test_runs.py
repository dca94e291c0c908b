"""Turns over HTTP: whole, streamed, resumed, repeated, stopped."""

import asyncio

import httpx
import pytest
from sqlalchemy import create_engine

from agent.assistant import Assistant
from stores.conversations.runs import SqlRuns
from stores.open_stores import Stores
from tests.api.organisation import MANUAL_QUESTION, QUESTION
from tests.api.small_server import StallingModel, client_of, new_thread, until_asked
from tests.api.sse_frames import frames

pytestmark = pytest.mark.anyio


def earlier_server(stores: Stores) -> SqlRuns:
    """Another process that had this database before."""
    return SqlRuns(create_engine(stores.settings.records_url))


STREAM = {"accept": "text/event-stream"}
Stalling = tuple[Assistant, StallingModel]


async def test_json_run_gives_the_answer_and_history_keeps_it(client: httpx.AsyncClient) -> None:
    thread = await new_thread(client)
    response = await client.post(f"/api/threads/{thread}/runs", json={"input": QUESTION})
    assert response.status_code == 200
    answer = response.json()
    assert answer["status"] == "answered"
    assert "Measure the lining." in answer["text"]
    whole = (await client.get(f"/api/threads/{thread}")).json()
    assert whole["title"].startswith("CR-01 stopped")
    assert [turn["answer"] for turn in whole["turns"]] == [answer]
    assert whole["turns"][0]["status"] == "answered"


async def test_stream_ends_in_answer_and_run_finished(client: httpx.AsyncClient) -> None:
    thread = await new_thread(client)
    response = await client.post(f"/api/threads/{thread}/runs", json={"input": MANUAL_QUESTION}, headers=STREAM)
    assert response.headers["content-type"].startswith("text/event-stream")
    events = frames(response.text)
    assert [int(number) for number, _ in events] == list(range(1, len(events) + 1))
    kinds = [event["type"] for _, event in events]
    names = [event.get("name") for _, event in events]
    assert kinds[0] == "RUN_STARTED"
    assert kinds[-2:] == ["CUSTOM", "RUN_FINISHED"]
    assert kinds.index("TOOL_CALL_START") < kinds.index("TOOL_CALL_RESULT") < kinds.index("TEXT_MESSAGE_START")
    assert names.index("warning") < kinds.index("TEXT_MESSAGE_START") < kinds.index("TEXT_MESSAGE_END")
    answer = events[-2][1]["value"]
    assert names[-2] == "answer"
    said = "".join(event["delta"] for _, event in events if event["type"] == "TEXT_MESSAGE_CONTENT")
    assert said.strip() == answer["text"]
    assert "85 Nm" in answer["text"]
    assert answer["citations"][0]["url"] == "/api/documents/doc/pages/2"


async def test_resume_with_last_event_id(client: httpx.AsyncClient) -> None:
    thread = await new_thread(client)
    first = frames((await client.post(f"/api/threads/{thread}/runs", json={"input": QUESTION}, headers=STREAM)).text)
    run = first[0][1]["runId"]
    rest = await client.get(f"/api/runs/{run}/events", headers={"last-event-id": "3"})
    assert frames(rest.text) == first[3:]
    assert (await client.get(f"/api/runs/{run}/events", headers={"last-event-id": "x"})).status_code == 400
    assert (await client.get(f"/api/runs/{run}/events", headers={"last-event-id": "99999"})).text == ""


async def test_a_later_server_reads_a_run_on(assistant: Assistant) -> None:
    async with client_of(assistant) as client:
        thread = await new_thread(client)
        path = f"/api/threads/{thread}/runs"
        first = frames((await client.post(path, json={"input": QUESTION}, headers=STREAM)).text)
    async with client_of(assistant) as client:
        rest = await client.get(f"/api/runs/{first[0][1]['runId']}/events")
        assert frames(rest.text) == first


async def test_a_conversation_begins_once_for_each_key(client: httpx.AsyncClient) -> None:
    key = {"idempotency-key": "new-1"}
    first = await client.post("/api/threads", json={"title": "Crane"}, headers=key)
    again = await client.post("/api/threads", json={"title": "Crane"}, headers=key)
    other = await client.post("/api/threads", json={"title": "Winch"}, headers=key)
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 409)
    assert again.json() == first.json()
    kept = (await client.get("/api/threads")).json()
    assert [thread["title"] for thread in kept if thread["title"] in {"Crane", "Winch"}] == ["Crane"]


async def test_idempotency_key_answers_once(client: httpx.AsyncClient) -> None:
    thread = await new_thread(client)
    path = f"/api/threads/{thread}/runs"
    key = {"idempotency-key": "k1"}
    twins = await asyncio.gather(*(client.post(path, json={"input": QUESTION}, headers=key) for _ in range(3)))
    again = await client.post(path, json={"input": QUESTION}, headers=key)
    assert {response.status_code for response in (*twins, again)} == {200}
    assert len({response.json()["id"] for response in (*twins, again)}) == 1
    other = await client.post(path, json={"input": "something else"}, headers=key)
    assert other.status_code == 409
    assert len((await client.get(f"/api/threads/{thread}")).json()["turns"]) == 1


async def test_one_run_at_a_time_for_a_thread(stalling: Stalling) -> None:
    assistant, model = stalling
    async with client_of(assistant) as client:
        thread = await new_thread(client)
        path = f"/api/threads/{thread}/runs"
        posts = [asyncio.create_task(client.post(path, json={"input": QUESTION})) for _ in range(2)]
        done, waiting = await asyncio.wait(posts, return_when=asyncio.FIRST_COMPLETED, timeout=15)
        assert [task.result().status_code for task in done] == [409]
        await until_asked(model)
        run = (await client.get(f"/api/threads/{thread}")).json()["turns"][0]["id"]
        assert (await client.post(f"/api/runs/{run}/cancel")).status_code == 200
        assert (await waiting.pop()).status_code == 409


async def test_cancel_is_acknowledged_when_the_run_has_stopped(stalling: Stalling) -> None:
    assistant, model = stalling
    async with client_of(assistant) as client:
        thread = await new_thread(client)
        path = f"/api/threads/{thread}/runs"
        waiting = asyncio.create_task(client.post(path, json={"input": QUESTION}))
        await until_asked(model)
        turn = (await client.get(f"/api/threads/{thread}")).json()["turns"][0]
        assert turn["status"] == "running"
        both = await asyncio.gather(*(client.post(f"/api/runs/{turn['id']}/cancel") for _ in range(2)))
        assert [response.json() for response in both] == [{"id": turn["id"], "status": "cancelled"}] * 2
        assert model.stopped == [1]
        problem = await waiting
        assert problem.status_code == 409
        assert problem.headers["content-type"] == "application/problem+json"
        assert problem.json()["detail"] == "The run was cancelled."
        kept = (await client.get(f"/api/threads/{thread}")).json()["turns"][0]
        assert (kept["status"], kept["answer"]) == ("cancelled", None)
        last = frames((await client.get(f"/api/runs/{turn['id']}/events")).text)[-1][1]
        assert (last["type"], last["code"]) == ("RUN_ERROR", "cancelled")
        assert (await client.post(f"/api/runs/{turn['id']}/cancel")).json()["status"] == "cancelled"


async def test_the_end_of_the_server_stops_runs(stalling: Stalling) -> None:
    assistant, model = stalling
    async with client_of(assistant) as client:
        thread = await new_thread(client)
        waiting = asyncio.create_task(client.post(f"/api/threads/{thread}/runs", json={"input": QUESTION}))
        await until_asked(model)
    assert model.stopped == [1]
    assert (await waiting).status_code == 409
    assert assistant.stores.threads.turns(thread, "local")[0].status == "cancelled"


async def test_a_run_that_a_killed_server_left(assistant: Assistant) -> None:
    thread = assistant.stores.threads.create("local")
    earlier_server(assistant.stores).start("left-behind", thread, "what now?")
    async with client_of(assistant) as client:
        assert (await client.get(f"/api/threads/{thread.id}")).json()["turns"][0]["status"] == "failed"
        for seen in ("0", "1", "12"):  # whatever was read of it before the server went
            resumed = await client.get("/api/runs/left-behind/events", headers={"last-event-id": seen})
            assert [event["type"] for _, event in frames(resumed.text)] == ["RUN_ERROR"]


async def test_deleting_a_thread_stops_its_run(stalling: Stalling) -> None:
    assistant, model = stalling
    async with client_of(assistant) as client:
        thread = await new_thread(client)
        waiting = asyncio.create_task(client.post(f"/api/threads/{thread}/runs", json={"input": QUESTION}))
        await until_asked(model)
        assert (await client.delete(f"/api/threads/{thread}")).status_code == 204
        assert model.stopped == [1]
        assert (await waiting).status_code == 409
        assert (await client.get(f"/api/threads/{thread}")).status_code == 404


async def test_as_many_runs_as_the_server_takes(stalling: Stalling) -> None:
    assistant, model = stalling
    async with client_of(assistant, max_live_runs=1) as client:
        busy, other = await new_thread(client), await new_thread(client)
        waiting = asyncio.create_task(client.post(f"/api/threads/{busy}/runs", json={"input": QUESTION}))
        await until_asked(model)
        refused = await client.post(f"/api/threads/{other}/runs", json={"input": QUESTION})
        assert refused.status_code == 429
        await client.delete(f"/api/threads/{busy}")
        await waiting


async def test_quiet_streams_have_heartbeats(stalling: Stalling) -> None:
    assistant, model = stalling
    async with client_of(assistant, heartbeat_s=0.02) as client:
        thread = await new_thread(client)
        path = f"/api/threads/{thread}/runs"
        waiting = asyncio.create_task(client.post(path, json={"input": QUESTION}, headers=STREAM))
        await until_asked(model)
        await asyncio.sleep(0.2)
        await client.delete(f"/api/threads/{thread}")
        assert ": still working\n\n" in (await waiting).text


async def test_a_deleted_thread_takes_its_events_along(client: httpx.AsyncClient) -> None:
    thread = await new_thread(client)
    answer = (await client.post(f"/api/threads/{thread}/runs", json={"input": QUESTION})).json()
    assert (await client.get(f"/api/runs/{answer['id']}/events")).status_code == 200
    assert (await client.delete(f"/api/threads/{thread}")).status_code == 204
    assert (await client.get(f"/api/runs/{answer['id']}/events")).status_code == 404
