"""Real server processes: killed in the middle, and two on one database."""

import asyncio
from collections.abc import Iterator

import psycopg
import pytest

from domain.errors import Conflict
from stores.open_stores import Stores, open_stores
from stores.settings import StoreSettings
from tests.api.organisation import QUESTION, write_organisation
from tests.api.serving.server_process import STREAM, Reader, server_on, until
from tests.api.small_server import new_thread
from tests.contracts.conftest import POSTGRES
from tests.contracts.conftest import settings as settings

pytestmark = pytest.mark.anyio
NOTE = "note on JOB-77: seen twice"


@pytest.fixture
def stores(settings: StoreSettings) -> Iterator[Stores]:
    with open_stores(settings=settings) as opened:
        write_organisation(opened)
        yield opened


def stall(settings: StoreSettings, *, answers: bool) -> None:
    """Let turns wait with their answer, or go on."""
    file = settings.home / "stall-answer"
    file.touch() if answers else file.unlink()


def cut_connections(settings: StoreSettings) -> None:
    """What a restart of the database does to everybody who uses it."""
    name = settings.database_url.rpartition("application_name=")[2]
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
        connection.execute(query, [name])


async def test_a_server_killed_before_the_answer_is_kept(settings: StoreSettings, stores: Stores) -> None:
    if settings.on_postgres:
        pytest.skip("the next test kills a server of PostgreSQL")
    stall(settings, answers=True)
    key = {"idempotency-key": "once"}
    async with server_on(settings) as server:
        thread = await new_thread(server.client)
        path = f"/api/threads/{thread}/runs"
        reader = Reader(server.client, "POST", path, json={"input": NOTE}, headers={**STREAM, **key})
        await until(lambda: bool(stores.approvals.of_thread(thread)))
        await server.kill()
        await reader.task
    assert "RUN_FINISHED" not in reader.kinds
    (asked,) = stores.approvals.of_thread(thread)
    with pytest.raises(Conflict):
        stores.approvals.decide(asked.id, "approved", by="local")
    stall(settings, answers=False)
    async with server_on(settings) as later:
        for seen in ("0", "3", "99"):
            url = f"/api/runs/{reader.events[0][1]['runId']}/events"
            rest = Reader(later.client, "GET", url, headers={"last-event-id": seen})
            await rest.task
            assert rest.kinds[-1:] == ["RUN_ERROR"], "a stream that a killed server left is never empty"
        other = await later.client.post(path, json={"input": "something else"}, headers=key)
        assert other.status_code == 409
        answer = (await later.client.post(path, json={"input": NOTE}, headers=key)).json()
        assert (answer["status"], len(answer["approvals"])) == ("awaiting_approval", 1)
        approval = f"/api/approvals/{answer['approvals'][0]['id']}"
        for _ in range(2):
            done = await later.client.post(approval, json={"decision": "approve"}, headers={"idempotency-key": "yes"})
            assert (done.status_code, done.json()["status"]) == (200, "done")
        assert (await later.client.post(path, json={"input": NOTE}, headers=key)).json() == answer
    assert stores.records.work_order("JOB-77").actions.count("seen twice") == 1
    assert sorted(one.status for one in stores.approvals.of_thread(thread)) == ["done", "withdrawn"]


async def test_two_servers_on_one_database(settings: StoreSettings, stores: Stores) -> None:
    if not settings.on_postgres:
        pytest.skip("servers share PostgreSQL")
    async with server_on(settings) as one, server_on(settings) as other:
        stall(settings, answers=True)
        thread = await new_thread(one.client)
        path = f"/api/threads/{thread}/runs"
        first = Reader(one.client, "POST", path, json={"input": QUESTION}, headers=STREAM)
        await first.until("TOOL_CALL_RESULT")
        assert (await other.client.get(f"/api/threads/{thread}")).json()["turns"][0]["status"] == "running"
        assert (await other.client.post(path, json={"input": "and now?"})).status_code == 409
        second = Reader(other.client, "GET", f"/api/runs/{first.events[0][1]['runId']}/events")
        await second.until("TOOL_CALL_RESULT")
        await asyncio.sleep(2)  # longer than the lease
        stall(settings, answers=False)
        await asyncio.gather(first.task, second.task)
        assert first.events == second.events
        assert first.kinds[-1] == "RUN_FINISHED"

        stall(settings, answers=True)  # stopped from the other one
        thread = await new_thread(one.client)
        first = Reader(one.client, "POST", f"/api/threads/{thread}/runs", json={"input": NOTE}, headers=STREAM)
        await until(lambda: bool(stores.approvals.of_thread(thread)))
        run = first.events[0][1]["runId"]
        stopped = await other.client.post(f"/api/runs/{run}/cancel")
        assert stopped.json() == {"id": run, "status": "cancelled"}
        await first.task
        assert first.kinds[-1] == "RUN_ERROR"
        assert [each.status for each in stores.approvals.of_thread(thread)] == ["withdrawn"]

        path = f"/api/threads/{await new_thread(one.client)}/runs"  # the database restarts in the middle
        first = Reader(one.client, "POST", path, json={"input": QUESTION}, headers=STREAM)
        await first.until("TOOL_CALL_RESULT")
        second = Reader(other.client, "GET", f"/api/runs/{first.events[0][1]['runId']}/events")
        cut_connections(settings)
        stall(settings, answers=False)
        await asyncio.gather(first.task, second.task)
        assert (first.kinds[-1], second.kinds[-1]) == ("RUN_FINISHED", "RUN_FINISHED")
        stall(settings, answers=True)

        path, key = f"/api/threads/{await new_thread(one.client)}/runs", {"idempotency-key": "k"}
        first = Reader(one.client, "POST", path, json={"input": QUESTION}, headers={**STREAM, **key})
        await first.until("TOOL_CALL_RESULT")
        again = Reader(other.client, "POST", path, json={"input": QUESTION}, headers={**STREAM, **key})
        await again.until("TOOL_CALL_RESULT")
        await one.kill()
        await again.task
        assert again.kinds[-1] == "RUN_ERROR", "who follows a run hears that its server went"
        stall(settings, answers=False)
        assert (await other.client.post(path, json={"input": QUESTION}, headers=key)).json()["status"] == "answered"
