"""Every route x role x owner x site: the rules are listed beside the routes, and a route without a rule fails."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from agent.assistant import Assistant
from api.app import create_app
from stores.open_stores import Stores, open_stores
from tests.api.small_server import client_of
from tests.api.two_sites import (
    PRIVATE,
    SECRET,
    STRANGER,
    Holder,
    approval_at_south,
    conversation,
    holders,
    write_two_sites,
)

pytestmark = pytest.mark.anyio
OUT_OF_THE_WAY = "What is known of JOB-900 and of the machine MX-9?"


@dataclass(frozen=True)
class World:
    """A server with keys, and the people who hold them."""

    client: httpx.AsyncClient
    stores: Stores
    people: list[Holder]


@dataclass(frozen=True)
class Rule:
    """What a route answers. `path` may name {thread}, {run}, {approval}; `kept` says that the stranger's texts may be read."""

    status: Callable[[Holder, bool], int]
    path: str
    body: Any = None
    form: Any = None


def _own(good: int = 200) -> Callable[[Holder, bool], int]:
    return lambda _, owner: good if owner else 404


def _anyone(good: int = 200) -> Callable[[Holder, bool], int]:
    return lambda _, __: good


def _south(holder: Holder, _: bool) -> int:
    return 200 if holder.sees_south else 404


def _librarian(good: int) -> Callable[[Holder, bool], int]:
    return lambda holder, _: good if holder.role in {"engineer", "admin"} else 403


def _reads_south(holder: Holder, _: bool) -> int:
    if holder.role not in {"engineer", "admin"}:
        return 403
    return 200 if holder.sees_south else 404


def _decides(holder: Holder, _: bool) -> int:
    return 200 if holder.role == "planner" and holder.sees_south else 404


ASK = {"messages": [{"role": "user", "content": OUT_OF_THE_WAY}]}
MCP_CALL = {
    "jsonrpc": "2.0", "id": 1, "method": "tools/call",
    "params": {"name": "get_work_order", "arguments": {"number": "JOB-900"}},
}  # fmt: skip
AGUI_INPUT = {
    "threadId": "{thread}",
    "runId": "{run}",
    "messages": [{"id": "1", "role": "user", "content": OUT_OF_THE_WAY}],
}
RULES = {
    "GET /healthz": Rule(_anyone(), "/healthz"),
    "GET /readyz": Rule(_anyone(), "/readyz"),
    "GET /metrics": Rule(_anyone(), "/metrics"),
    "GET /api/session": Rule(_anyone(), "/api/session"),
    "POST /api/session": Rule(_anyone(401), "/api/session", {"key": "nac_x_y"}),
    "DELETE /api/session": Rule(_anyone(204), "/api/session"),
    "GET /api/session/ways": Rule(_anyone(), "/api/session/ways"),
    "POST /api/session/codes": Rule(_anyone(409), "/api/session/codes"),
    "GET /auth/sign-in": Rule(_anyone(404), "/auth/sign-in"),
    "GET /auth/callback": Rule(_anyone(404), "/auth/callback"),
    "GET /api/threads": Rule(_anyone(), "/api/threads"),
    "POST /api/threads": Rule(_anyone(201), "/api/threads", {}),
    "GET /api/threads/{thread_id}": Rule(_own(), "/api/threads/{thread}"),
    "PATCH /api/threads/{thread_id}": Rule(_own(), "/api/threads/{thread}", {"title": "x"}),
    "DELETE /api/threads/{thread_id}": Rule(_own(204), "/api/threads/{thread}"),
    "POST /api/threads/{thread_id}/runs": Rule(_own(), "/api/threads/{thread}/runs", {"input": OUT_OF_THE_WAY}),
    "GET /api/runs/{run_id}/events": Rule(_own(), "/api/runs/{run}/events"),
    "POST /api/runs/{run_id}/cancel": Rule(_own(), "/api/runs/{run}/cancel"),
    "POST /api/feedback": Rule(_own(201), "/api/feedback", {"run_id": "{run}", "thumb": "up"}),
    "GET /api/approvals": Rule(_anyone(), "/api/approvals?show=all"),
    "GET /api/approvals/{approval_id}": Rule(_decides, "/api/approvals/{approval}"),
    "POST /api/approvals/{approval_id}": Rule(_decides, "/api/approvals/{approval}", {"decision": "approve"}),
    "GET /api/assets": Rule(_anyone(), "/api/assets"),
    "GET /api/assets/{tag}": Rule(_south, "/api/assets/MX-9"),
    "GET /api/alarms/{code}": Rule(_anyone(), "/api/alarms/41"),
    "GET /api/work-orders/{number}": Rule(_south, "/api/work-orders/JOB-900"),
    "GET /api/parts/{number}": Rule(_anyone(), "/api/parts/55-100"),
    "GET /api/documents": Rule(_anyone(), "/api/documents"),
    "GET /api/documents/{document_id}": Rule(_anyone(), "/api/documents/doc"),
    "GET /api/documents/{document_id}/file": Rule(_anyone(), "/api/documents/doc/file"),
    "GET /api/documents/{document_id}/pages/{page}": Rule(_anyone(), "/api/documents/doc/pages/1?scale=0.5"),
    "GET /api/documents/{document_id}/figures/{figure_id}": Rule(_anyone(404), "/api/documents/doc/figures/none"),
    "POST /api/documents": Rule(_librarian(422), "/api/documents", form={"library": "main"}),
    "GET /api/documents/jobs": Rule(_librarian(200), "/api/documents/jobs"),
    "GET /api/documents/jobs/{job_id}": Rule(_librarian(404), "/api/documents/jobs/none"),
    "POST /api/documents/jobs/{job_id}/cancel": Rule(_librarian(404), "/api/documents/jobs/none/cancel"),
    "POST /api/documents/jobs/{job_id}/retry": Rule(_librarian(404), "/api/documents/jobs/none/retry"),
    "DELETE /api/documents/{document_id}": Rule(_librarian(404), "/api/documents/none"),
    "GET /api/evaluations/runs": Rule(_librarian(200), "/api/evaluations/runs"),
    "GET /api/evaluations/runs/{run_id}": Rule(_librarian(200), "/api/evaluations/runs/evaluated"),
    "GET /api/evaluations/runs/{run_id}/cases/{number}": Rule(_reads_south, "/api/evaluations/runs/evaluated/cases/1"),
    "PUT /api/evaluations/runs/{run_id}/cases/{number}/label": Rule(
        _reads_south, "/api/evaluations/runs/evaluated/cases/1/label", {"verdict": "right"}
    ),
    "GET /api/evaluations/trends": Rule(_librarian(200), "/api/evaluations/trends"),
    "GET /api/evaluations/compare": Rule(_librarian(404), "/api/evaluations/compare?before=none&after=none"),
    "GET /api/evaluations/drift": Rule(_librarian(200), "/api/evaluations/drift"),
    "POST /agui": Rule(_anyone(), "/agui", AGUI_INPUT),
    "POST /mcp": Rule(_anyone(), "/mcp", MCP_CALL),
    "POST /a2a": Rule(_anyone(), "/a2a", {"jsonrpc": "2.0", "id": 1, "method": "tasks/get", "params": {"id": "{run}"}}),
    "GET /.well-known/agent-card.json": Rule(_anyone(), "/.well-known/agent-card.json"),
    "GET /.well-known/oauth-protected-resource/mcp": Rule(_anyone(404), "/.well-known/oauth-protected-resource/mcp"),
    "GET /v1/responses/{response_id}": Rule(_own(), "/v1/responses/resp_{run}"),
    "DELETE /v1/responses/{response_id}": Rule(_own(), "/v1/responses/resp_{run}"),
    "GET /v1/models": Rule(_anyone(), "/v1/models"),
    "GET /v1/models/{model}": Rule(_anyone(), "/v1/models/nacelle"),
    "POST /v1/chat/completions": Rule(_own(), "/v1/chat/completions", {**ASK, "metadata": {"thread_id": "{thread}"}}),
    "POST /v1/responses": Rule(
        _own(), "/v1/responses", {"input": OUT_OF_THE_WAY, "previous_response_id": "resp_{run}"}
    ),
}
PUBLIC = {
    "GET /healthz", "GET /readyz", "POST /api/session", "DELETE /api/session", "GET /api/session/ways", "GET /auth/sign-in", "GET /auth/callback",
    "GET /.well-known/agent-card.json", "GET /.well-known/oauth-protected-resource/mcp",
}  # fmt: skip


def routes() -> list[str]:
    """Every route of the server, as the rules name them."""
    found: list[str] = []
    for context in iter_route_contexts(create_app().routes):
        if isinstance(context.original_route, APIRoute):
            found += [f"{method} {context.path}" for method in sorted(context.methods or ())]
    return found


@pytest.fixture(scope="module")
def populated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stores, list[Holder]]]:
    with open_stores(tmp_path_factory.mktemp("sites")) as stores:
        write_two_sites(stores)
        yield stores, holders(stores)


@pytest.fixture
async def world(populated: tuple[Stores, list[Holder]]) -> AsyncIterator[World]:
    stores, people = populated
    async with client_of(Assistant(stores), auth="keys") as client:
        yield World(client, stores, people)


def test_every_route_has_a_rule() -> None:
    assert set(routes()) == set(RULES)


def _filled(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _filled(each, names) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, names) for each in value]
    return value.format(**names) if isinstance(value, str) else value


@pytest.mark.parametrize("owner", [True, False], ids=["own", "another's"])
@pytest.mark.parametrize("route", RULES)
async def test_who_may_do_what(world: World, route: str, owner: bool) -> None:
    rule, method = RULES[route], route.partition(" ")[0]
    for holder in world.people:
        thread, run = conversation(world.stores, holder.name if owner else STRANGER)
        names = {"thread": thread, "run": run, "approval": approval_at_south(world.stores)}
        response = await world.client.request(
            method, rule.path.format(**names), json=_filled(rule.body, names), data=rule.form,
            headers={"authorization": f"Bearer {holder.key}", "accept": "application/json, text/event-stream"},
        )  # fmt: skip
        assert response.status_code == rule.status(holder, owner), (holder.name, response.text)
        if not holder.sees_south:
            assert SECRET not in response.text, holder.name
        if not owner and route != "GET /api/threads":  # which lists the holder's own of an earlier pass
            assert PRIVATE not in response.text, holder.name


@pytest.mark.parametrize("route", RULES)
async def test_nobody_without_a_key(world: World, route: str) -> None:
    rule, method = RULES[route], route.partition(" ")[0]
    response = await world.client.request(method, rule.path, json=rule.body, data=rule.form)
    assert (response.status_code == 401) == (route not in PUBLIC or route == "POST /api/session"), response.text


async def test_a_new_key_of_another_site_opens_no_job_there(
    populated: tuple[Stores, list[Holder]], tmp_path: Path
) -> None:
    stores, people = populated
    north = next(each for each in people if each.sites == ("North",) and each.role == "technician")
    async with client_of(Assistant(stores), auth="keys") as client:
        client.headers["authorization"] = f"Bearer {north.key}"
        for question, allowed in (
            ("open a work order for MX-9: oil leak", False),
            ("note on JOB-900: seen", False),
            ("open a work order for CR-01: oil leak", True),
        ):
            thread = (await client.post("/api/threads", json={})).json()["id"]
            answer = (await client.post(f"/api/threads/{thread}/runs", json={"input": question})).json()
            assert (answer["status"] == "awaiting_approval") == allowed, answer["text"]
            assert bool(answer["approvals"]) == allowed
