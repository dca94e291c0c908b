"""Who asks: the local person, the holder of an API key or of a token of the sign-in provider, or a browser's session."""

import asyncio
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer

from api.http.errors import Unauthorised
from api.server_state import ServerState, State, server_state
from api.sign_in.browser import session_in
from domain.callers import LOCAL, Caller
from domain.errors import Forbidden
from stores.access.keys import ApiKey
from stores.open_stores import Stores

MAY_CHANGE_LIBRARY = ("engineer", "admin")
BEARER = HTTPBearer(scheme_name="key", description="An API key, or a token of the sign-in provider.", auto_error=False)
SESSION = APIKeyCookie(
    name="nacelle", scheme_name="session", description="Of a browser that is signed in.", auto_error=False
)
"""For the description of the API: who it is, `caller` says."""
NOBODY = "Sign in: `Authorization: Bearer <key or token>`."


async def caller(
    request: Request,
    state: Annotated[ServerState, Depends(server_state)],
    _by_key: Annotated[object, Depends(BEARER)] = None,
    _by_session: Annotated[object, Depends(SESSION)] = None,
) -> Caller:
    """The caller of this request, by the header of a program or the session of a browser; a header counts first.

    Raises:
        Unauthorised: somebody must be signed in and nobody is.
    """
    who = await _caller(request, state)
    request.state.caller = who.name
    return who


async def _caller(request: Request, state: ServerState) -> Caller:
    if state.settings.auth == "local":
        return LOCAL
    header = request.headers.get("authorization")
    if header is None:
        session = session_in(request, state.settings)
        live = await asyncio.to_thread(state.stores.sessions.used, session) if session else None
        if live is None:
            raise Unauthorised(NOBODY)
        if state.renewing:
            state.renewing.used(session, live)
        return live.who
    scheme, _, key = header.partition(" ")
    return await _bearer(key.strip() if scheme.casefold() == "bearer" else "", state)


async def _bearer(key: str, state: ServerState) -> Caller:
    if state.tokens and key.count(".") == 2:
        return await asyncio.to_thread(state.tokens.caller, key)
    holder = await key_holder(key, state)
    return caller_of(holder)


async def key_holder(key: str, state: ServerState) -> ApiKey:
    """Whose key this is. Raises Unauthorised."""
    holder = await asyncio.to_thread(state.stores.keys.holder, key) if key else None
    if holder is None:
        raise Unauthorised(NOBODY)
    return holder


def caller_of(key: ApiKey) -> Caller:
    """Whoever holds the key, as somebody who asks."""
    return Caller(name=key.name, roles=(key.role,), sites=key.sites or None)


SignedIn = Annotated[Caller, Depends(caller)]


async def librarian(who: SignedIn) -> Caller:
    """A person who may change the library; raises Forbidden for others."""
    if not who.is_any(*MAY_CHANGE_LIBRARY):
        raise Forbidden("Only engineers and administrators may change the library.")
    return who


Librarian = Annotated[Caller, Depends(librarian)]


async def engineer(who: SignedIn) -> Caller:
    """A person who may look at evaluations; raises Forbidden for others."""
    if not who.is_any(*MAY_CHANGE_LIBRARY):
        raise Forbidden("Only engineers and administrators may see evaluations.")
    return who


Engineer = Annotated[Caller, Depends(engineer)]


async def seen(who: SignedIn, state: State) -> Stores:
    """The stores as the caller may read them."""
    return await asyncio.to_thread(state.stores.seen_by, who)


Seen = Annotated[Stores, Depends(seen)]
"""What a route reads records and documents from: never `State`, which holds everybody's."""
