"""Signing in from a browser: the key goes into a cookie that scripts cannot read and other sites cannot send."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.identity import COOKIE, MAY_CHANGE_LIBRARY, SignedIn, caller_of
from api.server_state import State
from domain.callers import Caller

router = APIRouter(prefix="/api/session", tags=["session"])
MAX_AGE_S = 30 * 24 * 3600


class Person(BaseModel):
    """Who is signed in. `role` is the first of `roles`; `sites` null means every site."""

    name: str
    role: str
    roles: tuple[str, ...]
    sites: tuple[str, ...] | None
    may_change_library: bool


class SignIn(BaseModel):
    """A key made by `nacelle keys create`."""

    key: str = Field(max_length=200)


@router.get("")
async def who_is_signed_in(who: SignedIn) -> Person:
    """The person of this browser; 401 where nobody is."""
    return _person(who)


@router.post("")
async def sign_in(body: SignIn, state: State, request: Request, response: Response) -> Person:
    """Check the key and keep it in the browser for thirty days; 401 where it is wrong."""
    who = await caller_of(body.key, state)
    if state.settings.auth != "local":
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, body.key.strip(), max_age=MAX_AGE_S, httponly=True, samesite="strict", secure=secure
        )
    return _person(who)


@router.delete("", status_code=204)
async def sign_out(response: Response) -> None:
    """Forget the key."""
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")


def _person(who: Caller) -> Person:
    return Person(
        name=who.name,
        role=next(iter(who.roles), ""),
        roles=who.roles,
        sites=who.sites,
        may_change_library=who.is_any(*MAY_CHANGE_LIBRARY),
    )
