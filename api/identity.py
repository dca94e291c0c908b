"""Who asks: the local person, or the holder of an API key."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.errors import Unauthorised
from api.server_state import ServerState, server_state
from domain.errors import Forbidden

MAY_CHANGE_LIBRARY = frozenset({"engineer", "admin"})


@dataclass(frozen=True)
class Person:
    """Who is signed in."""

    name: str
    role: str


async def person(request: Request, state: Annotated[ServerState, Depends(server_state)]) -> Person:
    """The person of this request.

    Raises:
        Unauthorised: keys are required and none, or a wrong one, was given.
    """
    if state.settings.auth == "local":
        return Person("local", "admin")
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    holder = None
    if scheme.casefold() == "bearer" and key:
        holder = await asyncio.to_thread(state.stores.keys.holder, key.strip())
    if holder is None:
        raise Unauthorised("Sign in with an API key: `Authorization: Bearer <key>`.")
    return Person(holder.name, holder.role)


SignedIn = Annotated[Person, Depends(person)]


async def librarian(who: SignedIn) -> Person:
    """A person who may change the library; raises Forbidden for others."""
    if who.role not in MAY_CHANGE_LIBRARY:
        raise Forbidden("Only engineers and administrators may change the library.")
    return who


Librarian = Annotated[Person, Depends(librarian)]
