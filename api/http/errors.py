"""Errors as RFC 9457 problems. The only place that knows statuses."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from domain.errors import (
    BadInput,
    Conflict,
    Forbidden,
    IndexMismatch,
    NacelleError,
    NotFound,
    SettingsError,
    ToolFailure,
    Unavailable,
)

log = structlog.get_logger("nacelle.api")
OPENAI_PREFIX = "/v1/"
OPENAI_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


class Unauthorised(NacelleError):
    """Nobody is signed in, or the key is wrong."""


class TooLarge(NacelleError):
    """The request is larger than the server takes."""


class TooSlow(NacelleError):
    """The body of a request did not come in time."""


class TooBusy(NacelleError):
    """More is asked for than the server, or this caller's share, has room for; worth another try after `again_s` seconds."""

    def __init__(self, message: str, again_s: int = 1) -> None:
        super().__init__(message)
        self.again_s = again_s


class RunFailed(NacelleError):
    """A run ended without an answer."""


STATUSES: Mapping[type[NacelleError], int] = {
    BadInput: 400,
    NotFound: 404,
    Conflict: 409,
    Forbidden: 403,
    Unavailable: 503,
    IndexMismatch: 503,
    SettingsError: 500,
    ToolFailure: 502,
    Unauthorised: 401,
    TooLarge: 413,
    TooSlow: 408,
    TooBusy: 429,
}


def problem(
    request: Request,
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
    of_client: Mapping[str, str] | None = None,
) -> JSONResponse:
    """One problem document; `of_client` says more in the form of the OpenAI protocols."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "request_id": getattr(request.state, "request_id", ""),
    }
    if request.url.path.startswith(OPENAI_PREFIX):
        # Clients of that protocol show the message of an `error` object.
        kind = OPENAI_TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
        body["error"] = {"message": detail, "type": kind, "param": None, "code": None, **(of_client or {})}
    return JSONResponse(body, status, headers=dict(headers or {}), media_type="application/problem+json")


def status_of(error: NacelleError) -> int:
    """The HTTP status of an error, by its nearest class."""
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 500)


def _headers_of(error: NacelleError, request: Request) -> dict[str, str] | None:
    if isinstance(error, Unauthorised):
        # Where a client of MCP learns who gives tokens (RFC 9728 5.1).
        about = f' resource_metadata="{request.base_url}.well-known/oauth-protected-resource/mcp"'
        return {"WWW-Authenticate": f"Bearer{about if request.url.path == '/mcp' else ''}"}
    return {"Retry-After": str(error.again_s)} if isinstance(error, TooBusy) else None


def _methods_at(request: Request) -> str:
    """Of every route of the first path that is meant: the router itself names those of its first route."""
    found = [
        (context.path, context.methods)
        for context in iter_route_contexts(request.app.routes)
        if isinstance(context.original_route, APIRoute)
    ]
    first = next((path for path, _ in found if path and compile_path(path)[0].match(request.url.path)), None)
    return ", ".join(sorted({method for path, methods in found if path == first for method in methods or ()}))


def add_handlers(app: FastAPI) -> None:
    """Every error becomes a problem document; none shows a traceback."""

    async def known(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, NacelleError)
        told = {name: str(getattr(error, name)) for name in ("param", "code") if hasattr(error, name)}
        return problem(request, status_of(error), str(error), _headers_of(error, request), told)

    async def invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return problem(request, 422, "The body is not JSON.")
        field = ".".join(str(part) for part in first["loc"][1:]) or "body"
        return problem(request, 422, f"{field}: {first['msg']}.")

    async def http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        headers = {"Allow": _methods_at(request)} if error.status_code == 405 else error.headers
        return problem(request, error.status_code, str(error.detail), headers)

    async def unknown(request: Request, error: Exception) -> JSONResponse:
        log.error(
            "unhandled", request_id=getattr(request.state, "request_id", ""), path=request.url.path, exc_info=error
        )
        return problem(
            request, 500, "The server met an error it did not expect; it is in the log under this request id."
        )

    app.add_exception_handler(NacelleError, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, unknown)
