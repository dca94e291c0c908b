"""Signing in from a browser: with a key, at the sign-in provider, or with a code of somebody who is signed in elsewhere."""

import asyncio
import base64
from typing import Annotated, Self

import segno
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field, model_validator

from api.errors import Unauthorised
from api.identity import MAY_CHANGE_LIBRARY, SignedIn, caller_of, key_holder
from api.server_state import State
from api.sign_in.browser import (
    ATTEMPT,
    drop_attempt,
    drop_session,
    keep_attempt,
    keep_session,
    own_address,
    path_here,
    session_in,
)
from api.sign_in.code_flow import Attempt, CodeFlow
from domain.callers import LOCAL, Caller
from domain.errors import Conflict, Forbidden, NacelleError, NotFound, Unavailable
from stores.access.sessions import SignInCode

router = APIRouter(tags=["session"])
CALLBACK = "/auth/callback"
WHY = ((Unauthorised, "refused"), (Forbidden, "no_role"), (Unavailable, "unreachable"))
"""What the client's page is told in `?sign_in=` when the provider's answer signs nobody in."""


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
        session = await _begin(caller_of(holder), state, key_id=holder.id)
    who = await asyncio.to_thread(state.stores.sessions.caller, session)
    if who is None:
        raise Unauthorised("The session has ended already; sign in again.")
    await _exchange(session, state, request, response)
    return _person(who, in_session=True)


@router.delete("/api/session", status_code=204)
async def sign_out(state: State, request: Request, response: Response) -> None:
    """End this browser's session, also for whoever copied its cookie."""
    session = session_in(request, state.settings)
    if session:
        await asyncio.to_thread(state.stores.sessions.end, session)
    drop_session(response, request, state.settings)


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


@router.get("/auth/sign-in", response_class=RedirectResponse, status_code=303)
async def sign_in_at_provider(
    state: State, request: Request, wanted: Annotated[str, Query(alias="next", max_length=500)] = "/"
) -> RedirectResponse:
    """Go to the sign-in provider; from there the browser comes back to `next`."""
    flow = _flow(state)
    attempt = Attempt.new()
    url = await asyncio.to_thread(flow.begin, attempt, own_address(request, state.settings) + CALLBACK)
    response = RedirectResponse(url, 303)
    wanted_after = base64.urlsafe_b64encode(path_here(wanted).encode()).decode()
    keep_attempt(response, request, state.settings, f"{attempt.secret}.{wanted_after}")
    return response


@router.get(CALLBACK, response_class=RedirectResponse, status_code=303)
async def back_from_provider(state: State, request: Request) -> RedirectResponse:
    """Begin a session of whoever has signed in at the provider; else the client's page says why not (`?sign_in=`)."""
    flow = _flow(state)
    secret, _, wanted_after = request.cookies.get(ATTEMPT, "").partition(".")
    back_to = own_address(request, state.settings) + CALLBACK
    try:
        if not secret:
            raise Unauthorised("This sign-in was not begun in this browser.")
        who = await asyncio.to_thread(flow.finish, Attempt(secret), dict(request.query_params), back_to)
    except NacelleError as error:
        why = next((word for kind, word in WHY if isinstance(error, kind)), "unreachable")
        response = RedirectResponse(f"/?sign_in={why}", 303)
    else:
        response = RedirectResponse(_path_of(wanted_after), 303)
        await _exchange(await _begin(who, state), state, request, response)
    drop_attempt(response, request, state.settings)
    return response


def _flow(state: State) -> CodeFlow:
    if state.tokens is None or not state.settings.oidc_client_id:
        raise NotFound("Nobody signs in at a provider here.")
    return CodeFlow(state.settings, state.tokens)


def _path_of(encoded: str) -> str:
    try:
        return path_here(base64.urlsafe_b64decode(encoded).decode())
    except ValueError:
        return "/"


async def _begin(who: Caller, state: State, *, key_id: str = "") -> str:
    idle, most = state.settings.session_idle_s, state.settings.session_max_s
    return await asyncio.to_thread(state.stores.sessions.begin, who, idle_s=idle, max_s=most, key_id=key_id)


async def _redeemed(code: str, state: State, request: Request) -> str:
    address = request.client.host if request.client else ""
    state.tries.check(address)
    session = await asyncio.to_thread(state.stores.sessions.redeem, code)
    if session is None:
        state.tries.failed(address)
        raise Unauthorised("This code is wrong, used or too old; ask for a new one.")
    return session


async def _exchange(session: str, state: State, request: Request, response: Response) -> None:
    """The new session in place of the one before, which ends."""
    before = session_in(request, state.settings)
    if before:
        await asyncio.to_thread(state.stores.sessions.end, before)
    keep_session(response, request, state.settings, session)


def _person(who: Caller, *, in_session: bool) -> Person:
    return Person(
        name=who.name,
        role=next(iter(who.roles), ""),
        roles=who.roles,
        sites=who.sites,
        may_change_library=who.is_any(*MAY_CHANGE_LIBRARY),
        may_sign_in_a_phone=in_session,
    )
