"""Every list comes in pages that neither repeat nor leave out anything."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from agent.assistant import Assistant
from api.app import create_app
from domain.approvals import Approval
from domain.evaluations.nouns import EvaluationRun
from domain.ingest_jobs import IngestJob
from stores.clock import utc_now
from stores.open_stores import Stores
from tests.api.people.test_people import key_of
from tests.api.small_server import client_of, new_thread

pytestmark = pytest.mark.anyio
WHOLE = {"/api/evaluations/trends", "/api/evaluations/drift"}
"""Figures over everything, not lists that grow."""
MANY = 7


async def walked(client: httpx.AsyncClient, path: str, **params: Any) -> list[Any]:
    """All pages of a list, by their links."""
    response = await client.get(path, params=params)
    found: list[Any] = []
    for _ in range(100):
        assert response.status_code == 200, response.text
        page = response.json()
        assert len(page) <= params["limit"]
        found += page
        following = response.links.get("next")
        if following is None:
            return found
        assert page, "no page before the last is empty"
        response = await client.get(following["url"])
    raise AssertionError("it never ends")


def test_every_list_has_pages() -> None:
    paths = create_app().openapi()["paths"]
    lists = {
        path: route["get"]
        for path, route in paths.items()
        if "get" in route
        and route["get"]["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("schema", {}).get("type") == "array"
    }  # fmt: skip
    assert len(lists) >= 6
    for path, described in lists.items():
        if path not in WHOLE:
            assert {"limit", "cursor"} <= {each["name"] for each in described["parameters"]}, path
            assert "Link" in described["responses"]["200"]["headers"], path


@pytest.fixture
def filled(stores: Stores) -> Stores:
    now = utc_now()
    for number in range(MANY):
        at = now - timedelta(hours=number // 3)  # some at the same moment
        stores.ingest_jobs.put(IngestJob(id=f"page-{now.timestamp()}-{number}", paths=("a.md",), created=at))
        stores.approvals.put(
            Approval(
                id=f"page-{now.timestamp()}-{number}", thread_id="t", run_id="", args_hash="", tool="add_work_order_note", args={}, summary="x", roles=(),
                requested_by="local", created=at, expires_at=now + timedelta(days=1),
            )
        )  # fmt: skip
        run = {"id": f"page-{now.timestamp()}-{number}", "finished": at, "suites": "demo", "cases": 0}
        stores.evaluations.keep(EvaluationRun.model_validate(run), [])
    return stores


@pytest.mark.parametrize(
    "path", ["/api/assets", "/api/documents", "/api/documents/jobs", "/api/threads", "/api/evaluations/runs"]
)
async def test_pages_are_the_whole(client: httpx.AsyncClient, filled: Stores, path: str) -> None:
    for _ in range(MANY):
        await new_thread(client)
    whole = (await client.get(path, params={"limit": 200})).json()
    for limit in (1, 3, 200):
        assert await walked(client, path, limit=limit) == whole


async def test_approvals_of_others_leave_no_holes(client: httpx.AsyncClient, filled: Stores) -> None:
    for show in ("waiting", "all"):
        whole = (await client.get("/api/approvals", params={"show": show})).json()
        assert len(whole) >= MANY
        assert await walked(client, "/api/approvals", show=show, limit=2) == whole


async def test_what_comes_meanwhile_repeats_nothing(client: httpx.AsyncClient) -> None:
    for _ in range(4):
        await new_thread(client)
    first = await client.get("/api/threads", params={"limit": 2})
    await new_thread(client)
    second = (await client.get(first.links["next"]["url"])).json()
    assert not {each["id"] for each in first.json()} & {each["id"] for each in second}


@pytest.mark.parametrize("cursor", ["x", "é", "W10", "WzEsMl0", "WyJhIiwiYiJd", "bnVsbA"])
async def test_a_cursor_that_is_none(client: httpx.AsyncClient, cursor: str) -> None:
    assert (await client.get("/api/threads", params={"cursor": cursor})).status_code == 400
    assert (await client.get("/api/threads", params={"limit": 0})).status_code == 422


async def test_a_cursor_opens_nothing_of_others(client: httpx.AsyncClient, assistant: Assistant) -> None:
    await new_thread(client)
    await new_thread(client)
    link = (await client.get("/api/threads", params={"limit": 1})).links["next"]["url"]
    async with client_of(assistant, auth="keys") as other:
        pager = key_of(assistant.stores, "pager", "technician")
        assert (await other.get(link, headers=pager)).json() == []
