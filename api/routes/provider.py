"""Signing in at the provider: the way of a browser there and back."""

import asyncio
import base64
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from api.http.errors import Unauthorised
from api.server_state import State
from api.sign_in.browser import ATTEMPT, drop_attempt, keep_attempt, own_address, path_here
from api.sign_in.code_flow import Attempt
from api.sign_in.sealing import seal
from api.sign_in.sessions import begin, exchange, flow_of
from domain.errors import Forbidden, NacelleError, Unavailable

router = APIRouter(prefix="/auth", tags=["session"])
CALLBACK = "/auth/callback"
WHY = ((Unauthorised, "refused"), (Forbidden, "no_role"), (Unavailable, "unreachable"))
"""What the client's page is told in `?sign_in=` when the provider's answer signs nobody in."""


@router.get("/sign-in", response_class=RedirectResponse, status_code=303)
async def sign_in_at_provider(
    state: State, request: Request, wanted: Annotated[str, Query(alias="next", max_length=500)] = "/"
) -> RedirectResponse:
    """Go to the sign-in provider; from there the browser comes back to `next`."""
    flow = flow_of(state)
    attempt = Attempt.new()
    url = await asyncio.to_thread(flow.begin, attempt, own_address(request, state.settings) + CALLBACK)
    response = RedirectResponse(url, 303)
    wanted_after = base64.urlsafe_b64encode(path_here(wanted).encode()).decode()
    keep_attempt(response, request, state.settings, f"{attempt.secret}.{wanted_after}")
    return response


@router.get("/callback", response_class=RedirectResponse, status_code=303)
async def back_from_provider(state: State, request: Request) -> RedirectResponse:
    """Begin a session of whoever has signed in at the provider; else the client's page says why not (`?sign_in=`)."""
    flow = flow_of(state)
    secret, _, wanted_after = request.cookies.get(ATTEMPT, "").partition(".")
    back_to = own_address(request, state.settings) + CALLBACK
    try:
        if not secret:
            raise Unauthorised("This sign-in was not begun in this browser.")
        signed = await asyncio.to_thread(flow.finish, Attempt(secret), dict(request.query_params), back_to)
    except NacelleError as error:
        why = next((word for kind, word in WHY if isinstance(error, kind)), "unreachable")
        response = RedirectResponse(f"/?sign_in={why}", 303)
    else:
        response = RedirectResponse(_path_of(wanted_after), 303)
        session = await begin(signed.who, state)
        await asyncio.to_thread(state.stores.renewals.keep, session, seal(session, signed.kept))
        await exchange(session, state, request, response)
    drop_attempt(response, request, state.settings)
    return response


def _path_of(encoded: str) -> str:
    try:
        return path_here(base64.urlsafe_b64decode(encoded).decode())
    except ValueError:
        return "/"
