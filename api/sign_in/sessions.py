"""Sessions of browsers: begun, put in place of the one before, and left at the provider too."""

import asyncio

from fastapi import Request, Response

from api.server_state import ServerState
from api.sign_in.browser import keep_session, session_in
from api.sign_in.code_flow import CodeFlow
from api.sign_in.sealing import unseal
from domain.callers import Caller
from domain.errors import NotFound


async def begin(who: Caller, state: ServerState, *, key_id: str = "") -> str:
    """The id of a new session; `key_id` names the key that it hangs on."""
    idle, most = state.settings.session_idle_s, state.settings.session_max_s
    return await asyncio.to_thread(state.stores.sessions.begin, who, idle_s=idle, max_s=most, key_id=key_id)


async def exchange(session: str, state: ServerState, request: Request, response: Response) -> None:
    """The new session in place of the one before, which ends."""
    before = session_in(request, state.settings)
    if before:
        await asyncio.to_thread(state.stores.sessions.end, before)
    keep_session(response, request, state.settings, session)


def flow_of(state: ServerState) -> CodeFlow:
    """The way to the provider. Raises NotFound where there is none."""
    if state.tokens is None or not state.settings.oidc_client_id:
        raise NotFound("Nobody signs in at a provider here.")
    return CodeFlow(state.settings, state.tokens)


def leaving(session: str, state: ServerState, back_to: str) -> str:
    """Where its browser signs out at the provider; empty where it need not."""
    kept = unseal(session, state.stores.renewals.sealed(session))
    there = state.tokens and state.settings.oidc_client_id
    return flow_of(state).leaving(kept, back_to) if kept and there else ""
