"""Who asks: the local person, the holder of an API key, or of a token of the sign-in provider."""

import asyncio
from typing import Annotated

from fastapi import Depends, Request

from api.errors import Unauthorised
from api.server_state import ServerState, State, server_state
from domain.callers import LOCAL, Caller
from domain.errors import Forbidden
from stores.open_stores import Stores

COOKIE = "nacelle_key"
MAY_CHANGE_LIBRARY = ("engineer", "admin")


async def caller(request: Request, state: Annotated[ServerState, Depends(server_state)]) -> Caller:
    """The caller of this request, by the header of a program or the cookie of a browser; a header counts first.

    Raises:
        Unauthorised: keys are required and none, or a wrong one, was given.
    """
    header = request.headers.get("authorization")
    if header is None:
        return await caller_of(request.cookies.get(COOKIE, ""), state)
    scheme, _, key = header.partition(" ")
    return await caller_of(key if scheme.casefold() == "bearer" else "", state)


async def caller_of(key: str, state: ServerState) -> Caller:
    """Who holds this key; where everybody is trusted, the local person. Raises Unauthorised."""
    if state.settings.auth == "local":
        return LOCAL
    if state.tokens and key.count(".") == 2:
        return await asyncio.to_thread(state.tokens.caller, key.strip())
    holder = await asyncio.to_thread(state.stores.keys.holder, key.strip()) if key else None
    if holder is None:
        raise Unauthorised("Sign in: `Authorization: Bearer <key or token>`.")
    return Caller(name=holder.name, roles=(holder.role,), sites=holder.sites or None)


SignedIn = Annotated[Caller, Depends(caller)]


async def librarian(who: SignedIn) -> Caller:
    """A person who may change the library; raises Forbidden for others."""
    if not who.is_any(*MAY_CHANGE_LIBRARY):
        raise Forbidden("Only engineers and administrators may change the library.")
    return who


Librarian = Annotated[Caller, Depends(librarian)]


async def seen(who: SignedIn, state: State) -> Stores:
    """The stores as the caller may read them."""
    return await asyncio.to_thread(state.stores.seen_by, who)


Seen = Annotated[Stores, Depends(seen)]
"""What a route reads records and documents from: never `State`, which holds everybody's."""
