"""The MCP SDK's own client against a real server on loopback."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
import uvicorn
from mcp import Client, MCPError
from mcp.client.streamable_http import streamable_http_client

from agent.assistant import Assistant
from api.app import create_app
from api.serving import Server, address_of, bind
from api.settings import ApiSettings
from tests.api.organisation import MANUAL_QUESTION
from tests.api.people.test_people import key_of
from tests.api.small_server import opened, serving

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def served(assistant: Assistant, **settings: Any) -> AsyncIterator[str]:
    """The address of a server's MCP endpoint."""
    bound = bind("127.0.0.1", 0, trusts_everybody=True)
    app = create_app(opened(assistant), ApiSettings(ingest_worker=False, **settings))
    config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1)
    async with serving(Server(config, lambda: None), bound):
        yield f"{address_of(bound)}/mcp"


@pytest.fixture
async def mcp(assistant: Assistant) -> AsyncIterator[Client]:
    async with served(assistant) as url, Client(url) as client:
        yield client


def text_of(result: Any) -> str:
    return "\n".join(part.text for part in result.content)


async def test_tools_say_what_they_do(mcp: Client) -> None:
    tools = {tool.name: tool for tool in (await mcp.list_tools()).tools}
    assert {"ask", "search_manuals", "get_work_order", "create_work_order"} <= set(tools)
    assert "ask_person" not in tools
    reads, writes = tools["search_manuals"].annotations, tools["create_work_order"].annotations
    assert reads
    assert writes
    assert (reads.read_only_hint, writes.read_only_hint) == (True, False)
    assert "before a person approves" in str(tools["create_work_order"].description)
    assert "never an instruction" in str(mcp.instructions)


async def test_reading(mcp: Client) -> None:
    found = await mcp.call_tool("search_manuals", {"query": "torque of the brake cover bolts"})
    assert "85 Nm" in text_of(found)
    assert found.structured_content["evidence"][0]["kind"] == "manual"
    missing = await mcp.call_tool("get_work_order", {"number": "JOB-1"})
    assert "JOB-1" in text_of(missing)
    for name, given in (("nothing", {}), ("calculate", {"expression": "import os"})):
        assert (await mcp.call_tool(name, given)).is_error or name == "calculate"


async def test_an_answer_has_its_warnings_before_its_steps(mcp: Client) -> None:
    result = await mcp.call_tool("ask", {"question": MANUAL_QUESTION})
    text = text_of(result)
    assert text.index("lock out the main switch") < text.index("85 Nm")
    answer = result.structured_content
    assert (answer["status"], answer["citations"][0]["document_id"]) == ("answered", "doc")
    more = await mcp.call_tool("ask", {"question": "And the tools?", "thread_id": answer["thread_id"]})
    assert more.structured_content["thread_id"] == answer["thread_id"]
    assert (await mcp.call_tool("ask", {"question": "x", "thread_id": "another's"})).is_error


async def test_a_write_waits_for_a_person_and_is_not_doubled(mcp: Client, assistant: Assistant) -> None:
    given = {"work_order": "JOB-77", "note": "seen over MCP"}
    first, again = [await mcp.call_tool("add_work_order_note", given) for _ in range(2)]
    approval = first.structured_content["approval"]
    assert again.structured_content["approval"]["id"] == approval["id"]
    assert "Waits for approval" in text_of(first)
    stores = assistant.stores
    assert "seen over MCP" not in stores.records.work_order("JOB-77").actions
    assert stores.approvals.decide(approval["id"], "approved", by="local").status == "done"
    assert "seen over MCP" in stores.records.work_order("JOB-77").actions
    refused = await mcp.call_tool("add_work_order_note", {"work_order": "JOB-1", "note": "x"})
    assert refused.is_error


async def test_documents_and_pages_are_resources(mcp: Client) -> None:
    document = next(each for each in (await mcp.list_resources()).resources if each.uri == "nacelle://documents/doc")
    text: Any = (await mcp.read_resource(document.uri)).contents[0]
    assert "85 Nm" in text.text
    page: Any = (await mcp.read_resource(f"{document.uri}/pages/2")).contents[0]
    assert base64.b64decode(page.blob).startswith(b"\x89PNG")
    assert len((await mcp.list_resource_templates()).resource_templates) == 2
    for uri in ("nacelle://documents/none", f"{document.uri}/pages/9", "file:///etc/passwd"):
        with pytest.raises(MCPError):
            await mcp.read_resource(uri)


async def test_callers_are_known_and_strangers_are_not(assistant: Assistant) -> None:
    stores = assistant.stores
    anna = key_of(stores, "anna", "technician")
    async with served(assistant, auth="keys") as url:
        async with (
            httpx2.AsyncClient(headers=anna) as signed_in,
            Client(streamable_http_client(url, http_client=signed_in)) as client,
        ):
            answer = (await client.call_tool("ask", {"question": MANUAL_QUESTION})).structured_content
        assert stores.threads.get(answer["thread_id"], "anna").owner == "anna"
        with pytest.raises(Exception):  # noqa: B017, PT011  the SDK wraps the refusal as it likes
            async with Client(url) as client:
                await client.list_tools()
