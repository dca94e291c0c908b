"""A2A: who this agent is, and JSON-RPC for other agents."""

from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.server_state import State
from api.sign_in.browser import own_address
from api.sign_in.identity import SignedIn

if TYPE_CHECKING:
    from a2a.server.routes.jsonrpc_dispatcher import JsonRpcDispatcher

router = APIRouter(tags=["a2a"])


@router.get("/.well-known/agent-card.json")
async def agent_card(state: State, request: Request) -> dict[str, Any]:
    """The agent's card."""
    from a2a.server.request_handlers.response_helpers import agent_card_to_dict  # noqa: PLC0415  (as below)

    from api.protocols.a2a.card import card  # noqa: PLC0415

    site = own_address(request, state.settings)
    return agent_card_to_dict(card(site, request.app.version, needs_key=state.settings.auth != "local"))


@router.post("/a2a", include_in_schema=False, response_class=JSONResponse)
async def a2a(who: SignedIn, request: Request) -> Response:
    """message/send, message/stream, tasks/get, tasks/cancel."""
    request.scope["state"]["caller"] = who
    return await _dispatcher().handle_requests(request)


@cache
def _dispatcher() -> "JsonRpcDispatcher":
    from api.protocols.a2a.serving import dispatcher  # noqa: PLC0415  (protobuf and the SDK take most of a second to import)

    return dispatcher()
