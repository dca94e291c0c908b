"""One call of another MCP server: connect, ask, leave. It runs in the thread of the tool, so nothing is shared between turns."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from domain.errors import ToolFailure, Unavailable
from tools.others.settings import OtherServer, headers_of

if TYPE_CHECKING:
    from mcp import Client
    from mcp_types import CallToolResult, Tool

MOST_PAGES = 20
_Got = TypeVar("_Got")


def list_tools(server: OtherServer) -> "list[Tool]":
    """What the server offers. Blocks.

    Raises:
        Unavailable: it does not answer, or not in MCP.
    """

    async def listed(client: "Client") -> "list[Tool]":
        tools: list[Tool] = []
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            page = await client.list_tools(cursor=cursor)
            tools += page.tools
            cursor = page.next_cursor
            if not cursor:
                break
        return tools

    return _with_client(server, listed)


def call_tool(server: OtherServer, tool: str, args: dict[str, Any]) -> "CallToolResult":
    """The result of one call. Blocks.

    Raises:
        Unavailable: it does not answer.
        ToolFailure: it refuses the call.
    """
    return _with_client(server, lambda client: client.call_tool(tool, args))


def _with_client(server: OtherServer, asked: "Callable[[Client], Awaitable[_Got]]") -> _Got:
    # They take a second to load, which only turns with such tools wait for.
    import httpx2  # noqa: PLC0415
    from mcp import Client, MCPError  # noqa: PLC0415
    from mcp.client.streamable_http import streamable_http_client  # noqa: PLC0415

    async def connected() -> _Got:
        async with (
            asyncio.timeout(server.timeout_s),
            httpx2.AsyncClient(headers=headers_of(server), timeout=server.timeout_s) as http,
            Client(streamable_http_client(str(server.url), http_client=http), cache=None) as client,
        ):
            return await asked(client)

    try:
        return asyncio.run(connected())
    except TimeoutError as error:
        raise Unavailable(f"{server.name} did not answer within {server.timeout_s:g} s.") from error
    except MCPError as error:
        raise ToolFailure(f"{server.name} refused the call: {str(error)[:200]}") from error
    except Exception as error:  # whatever a foreign server sends, or its library makes of it
        raise Unavailable(f"{server.name} is not reachable.") from error
