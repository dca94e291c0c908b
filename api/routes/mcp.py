"""MCP over streamable HTTP."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.identity import SignedIn
from api.mcp.serving import Answered
from api.server_state import State

router = APIRouter(tags=["mcp"])


@router.post("/mcp", include_in_schema=False, response_model=None)
async def mcp(who: SignedIn, state: State) -> Response:
    """The read tools, `ask`, writes as approval requests, and documents as resources; without sessions there is no stream to GET."""
    return Answered(state.mcp, who)
