"""Each request in the log and among the figures: its id, who sent it, how it ended."""

import re
import uuid

import structlog
from starlette.types import Scope

from api.operation.metrics import observe_request

log = structlog.get_logger("nacelle.http")
GIVEN = re.compile(rb"[A-Za-z0-9._:/+=-]{1,128}", re.ASCII)
"""An id that a proxy or a program may give its request: nothing that could forge a line of the log or a header."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NOWHERE, CLIENT_GONE = "none", 499


def request_id_of(scope: Scope) -> str:
    """The request's own `X-Request-ID`, where it is a usable one, else a new one."""
    given = dict(scope["headers"]).get(b"x-request-id", b"")
    return given.decode("ascii") if GIVEN.fullmatch(given) else uuid.uuid4().hex


def record_request(scope: Scope, status: int, seconds: float) -> None:
    """One line of log, one figure. A status of 0 is a client that left before there was one."""
    state = scope["state"]
    route = str(getattr(scope.get("route"), "path", NOWHERE))
    method = scope["method"] if scope["method"] in METHODS else "other"
    observe_request(method, route, status or CLIENT_GONE, seconds)
    log.info(
        "request",
        method=method,
        path=scope["path"],
        status=status or CLIENT_GONE,
        ms=round(seconds * 1000, 1),
        request_id=state["request_id"],
        caller=state.get("caller", ""),
    )
