"""Signing in from a browser with a key, or with a code of somebody who is signed in elsewhere; signing out."""

import asyncio
from typing import Self

import segno
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field, model_validator

from api.http.errors import Unauthorised
from api.server_state import State
from api.sign_in.browser import (
    drop_session,
    own_address,
    session_in,
)
from api.sign_in.identity import MAY_CHANGE_LIBRARY, SignedIn, caller_of, key_holder
from api.sign_in.sessions import begin, exchange, leaving
from domain.callers import LOCAL, Caller
from domain.errors import Conflict, NotFound
from stores.access.sessions import SignInCode

router = APIRouter(tags=["session"])


class Person(BaseModel):
    """Who is signed in. `role` is the first of `roles`; `sites` null means every site."""

    name: str
    role: str
    roles: tuple[str, ...]
    sites: tuple[str, ...] | None
    may_change_library: bool
    may_sign_in_a_phone: bool
    """Whether `POST /api/session/codes` gives a code: only to a browser that is signed in itself."""


class Ways(BaseModel):
    """How one may sign in here."""

    key: bool
    """Whether a key (or a code) is taken; false where everybody who reaches the server is trusted."""
    provider: str | None
    """Where not null, `GET /auth/sign-in?next=<path>` signs in at the provider; the text names it, and may be empty."""


class SignIn(BaseModel):
    """A key made by `nacelle keys create`, or a code of `POST /api/session/codes`."""

    key: str | None = Field(default=None, max_length=200)
    code: str | None = Field(default=None, max_length=40, examples=["WDJB-MJHT"])

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.key is None) == (self.code is None):
            raise ValueError("give a key or a code")
        return self


class SignedOut(BaseModel):
    """Signed out here, and not yet at the sign-in provider."""

    at_provider: str
    """Where the browser goes to sign out there too; it comes back to this server's first page."""


class ShownCode(SignInCode):
    """To be read out, or looked at with the phone's camera."""

    link: str
    """Opens the client on the phone, which sends the code; the code stands behind `#`, so that no server's log holds it."""
    picture: str
    """The link as a QR code: a `data:` address of an SVG picture."""


@router.get("/api/session/ways")
async def ways_to_sign_in(state: State) -> Ways:
    """How one may sign in here."""
    settings = state.settings
    provider = settings.oidc_label if state.tokens and settings.oidc_client_id else None
    return Ways(key=settings.auth != "local", provider=provider)


@router.get("/api/session")
async def who_is_signed_in(who: SignedIn, request: Request, state: State) -> Person:
    """The person of this browser; 401 where nobody is."""
    return _person(who, in_session="authorization" not in request.headers and state.settings.auth != "local")


@router.post("/api/session")
async def sign_in(body: SignIn, state: State, request: Request, response: Response) -> Person:
    """Begin a session of this browser; 401 where the key or code is wrong."""
    settings = state.settings
    if settings.auth == "local":
        return _person(LOCAL, in_session=False)
    if body.code is not None:
        session = await _redeemed(body.code, state, request)
    else:
        holder = await key_holder((body.key or "").strip(), state)
        session = await begin(caller_of(holder), state, key_id=holder.id)
    who = await asyncio.to_thread(state.stores.sessions.caller, session)
    if who is None:
        raise Unauthorised("The session has ended already; sign in again.")
    await exchange(session, state, request, response)
    return _person(who, in_session=True)


@router.delete("/api/session", responses={204: {"description": "Signed out."}})
async def sign_out(state: State, request: Request, response: Response) -> SignedOut | None:
    """End this browser's session, also for whoever copied its cookie; 200 where the browser should sign out at the provider too."""
    session = session_in(request, state.settings)
    there = ""
    if session:
        there = await asyncio.to_thread(leaving, session, state, own_address(request, state.settings) + "/")
        await asyncio.to_thread(state.stores.sessions.end, session)
    drop_session(response, request, state.settings)
    if there:
        return SignedOut(at_provider=there)
    response.status_code = 204
    return None


@router.post("/api/session/codes", status_code=201)
async def code_for_a_phone(_: SignedIn, state: State, request: Request) -> ShownCode:
    """A code that signs in one phone as the same person: for two minutes, once."""
    session = session_in(request, state.settings)
    if "authorization" in request.headers or not session:
        raise Conflict("Only a browser that is signed in itself can sign in a phone.")
    try:
        given = await asyncio.to_thread(state.stores.sessions.code, session)
    except NotFound as error:
        raise Unauthorised(str(error)) from error
    shown = f"{given.code[:4]}-{given.code[4:]}"
    link = f"{own_address(request, state.settings)}/#code={shown}"
    return ShownCode(
        code=shown, expires_at=given.expires_at, link=link, picture=segno.make(link, micro=False).svg_data_uri(scale=6)
    )


async def _redeemed(code: str, state: State, request: Request) -> str:
    address = request.client.host if request.client else ""
    state.tries.check(address)
    session = await asyncio.to_thread(state.stores.sessions.redeem, code)
    if session is None:
        state.tries.failed(address)
        raise Unauthorised("This code is wrong, used or too old; ask for a new one.")
    return session


def _person(who: Caller, *, in_session: bool) -> Person:
    return Person(
        name=who.name,
        role=next(iter(who.roles), ""),
        roles=who.roles,
        sites=who.sites,
        may_change_library=who.is_any(*MAY_CHANGE_LIBRARY),
        may_sign_in_a_phone=in_session,
    )
