"""Who asks: the local person, or the holder of an API key."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.errors import Unauthorised
from api.server_state import ServerState, server_state
from domain.errors import Forbidden

COOKIE = "nacelle_key"
MAY_CHANGE_LIBRARY = frozenset({"engineer", "admin"})


@dataclass(frozen=True)
class Person:
    """Who is signed in; no `sites` means all of them."""

    name: str
    role: str
    sites: tuple[str, ...] = ()


async def person(request: Request, state: Annotated[ServerState, Depends(server_state)]) -> Person:
    """The person of this request, by the header of a program or the cookie of a browser; a header counts first.

    Raises:
        Unauthorised: keys are required and none, or a wrong one, was given.
    """
    header = request.headers.get("authorization")
    if header is None:
        return await person_of(request.cookies.get(COOKIE, ""), state)
    scheme, _, key = header.partition(" ")
    return await person_of(key if scheme.casefold() == "bearer" else "", state)


async def person_of(key: str, state: ServerState) -> Person:
    """Who holds this key; where everybody is trusted, the local person. Raises Unauthorised."""
    if state.settings.auth == "local":
        return Person("local", "admin")
    holder = await asyncio.to_thread(state.stores.keys.holder, key.strip()) if key else None
    if holder is None:
        raise Unauthorised("Sign in with an API key: `Authorization: Bearer <key>`.")
    return Person(holder.name, holder.role, holder.sites)


SignedIn = Annotated[Person, Depends(person)]


async def librarian(who: SignedIn) -> Person:
    """A person who may change the library; raises Forbidden for others."""
    if who.role not in MAY_CHANGE_LIBRARY:
        raise Forbidden("Only engineers and administrators may change the library.")
    return who


Librarian = Annotated[Person, Depends(librarian)]
