"""MCP over streamable HTTP."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from api.protocols.mcp.serving import Answered
from api.server_state import State
from api.sign_in.browser import own_address
from api.sign_in.identity import SignedIn
from domain.errors import NotFound

router = APIRouter(tags=["mcp"])


class ProtectedResource(BaseModel):
    """Where clients of MCP get tokens (RFC 9728)."""

    resource: str
    authorization_servers: list[str]
    bearer_methods_supported: list[str] = ["header"]
    scopes_supported: list[str]


@router.get("/.well-known/oauth-protected-resource/mcp")
async def protected_resource(state: State, request: Request) -> ProtectedResource:
    """The sign-in provider whose tokens open `/mcp`; 404 where there is none."""
    settings = state.settings
    if state.tokens is None:
        raise NotFound("Tokens of a sign-in provider are not taken here; use a key.")
    return ProtectedResource(
        resource=f"{own_address(request, settings)}/mcp",
        authorization_servers=[settings.oidc_issuer],
        scopes_supported=settings.oidc_scopes.split(),
    )


@router.post("/mcp", include_in_schema=False, response_model=None)
async def mcp(who: SignedIn, state: State) -> Response:
    """The read tools, `ask`, writes as approval requests, and documents as resources; without sessions there is no stream to GET."""
    return Answered(state.mcp, who)
