"""What every request passes: host and origin check, size limit, request id, security headers, one line of log."""

import asyncio
import ipaddress
import json
import time
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.operation.requests import record_request, request_id_of
from api.settings import LOOPBACK, ApiSettings

OF_THE_MACHINERY = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked by what runs and watches the server, under whatever name that knows it by; no page of another site gets anything of them."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})
OTHER_NAME = "This server answers only under its own address on this machine."
UNKNOWN_NAME = "This server does not answer under this name; NACELLE_PUBLIC_URL or NACELLE_HOSTS must hold it."
MAX_DRAINED_BYTES = 64_000_000
TITLES = {403: "Forbidden", 413: "Content Too Large", 421: "Misdirected Request"}
SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
        b"base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    ),
)


class Guards:
    """Pure ASGI, so that streams pass through unbuffered."""

    def __init__(self, app: ASGIApp, settings: ApiSettings) -> None:
        self._app = app
        self._settings = settings
        self._names = {_name_of(settings.public_url), *(host.casefold() for host in settings.hosts)} - {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = request_id_of(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        begun = time.perf_counter()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                extra = [*SECURITY_HEADERS, (b"x-request-id", request_id.encode())]
                if scope["scheme"] == "https":
                    extra.append((b"strict-transport-security", b"max-age=31536000"))
                if not any(name.lower() == b"cache-control" for name, _ in message["headers"]):
                    extra.append((b"cache-control", b"no-store"))
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        try:
            await self._guarded(scope, receive, sending, request_id)
        finally:
            seconds = time.perf_counter() - begun
            record_request(scope, status, seconds)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        limit = self._limit(scope, headers)
        refused = self._refused(scope, headers)
        if refused:
            await _problem(send, *refused, request_id)
        elif _declared(headers) > limit:
            await _drain(receive)
            await _problem(send, 413, _too_large(limit), request_id)
        else:
            await self._app(scope, _limited(receive, limit, self._patience(limit)), send)

    def _refused(self, scope: Scope, headers: dict[bytes, bytes]) -> tuple[int, str] | None:
        """Under the name of another site nobody is served (DNS rebinding), and pages of other sites post nothing, whoever is signed in."""
        local = self._settings.auth == "local"
        host = _name_of("//" + headers.get(b"host", b"").decode("latin-1"))
        if not (host in LOOPBACK if local else self._answers_under(host) or scope["path"] in OF_THE_MACHINERY):
            return 421, OTHER_NAME if local else UNKNOWN_NAME
        origin = headers.get(b"origin", b"").decode("latin-1")
        own = not origin or (_name_of(origin) in LOOPBACK if local else self._is_own(origin, headers))
        posted_from_elsewhere = headers.get(b"sec-fetch-site") == b"cross-site" and scope["method"] not in READING
        if not own or (posted_from_elsewhere and origin not in self._settings.origins):
            return 403, "Requests of other sites are not taken."
        return None

    def _answers_under(self, host: str) -> bool:
        """Names that somebody else can point here have a dot and are no address."""
        if host in self._names or (host and "." not in host and ":" not in host):
            return True
        try:
            return bool(ipaddress.ip_address(host))
        except ValueError:
            return False

    def _is_own(self, origin: str, headers: dict[bytes, bytes]) -> bool:
        """Whether a page of this server, or of one that the settings name, sends it; programs send no origin."""
        settings, host = self._settings, headers.get(b"host", b"").decode("latin-1")
        return origin in {*settings.origins, settings.public_url.rstrip("/")} or urlsplit(origin).netloc == host

    def _patience(self, limit: int) -> float:
        large = limit == self._settings.max_upload_bytes
        return self._settings.upload_timeout_s if large else self._settings.body_timeout_s

    def _limit(self, scope: Scope, headers: dict[bytes, bytes]) -> int:
        upload = scope["path"] == "/api/documents" and headers.get(b"content-type", b"").startswith(b"multipart/")
        return self._settings.max_upload_bytes if upload else self._settings.max_body_bytes


def _declared(headers: dict[bytes, bytes]) -> int:
    length = headers.get(b"content-length", b"")
    return int(length) if length.isdigit() else 0


async def _drain(receive: Receive) -> None:
    """Take what is on its way, so that the client reads the refusal instead of a broken connection."""
    seen = 0
    while seen < MAX_DRAINED_BYTES:
        message = await receive()
        seen += len(message.get("body", b""))
        if not message.get("more_body"):
            return


def _limited(receive: Receive, limit: int, patience_s: float) -> Receive:
    seen, whole = 0, False
    until = time.monotonic() + patience_s

    async def receiving() -> Message:
        nonlocal seen, whole
        try:
            async with asyncio.timeout(None if whole else until - time.monotonic()):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, "The body of the request did not come in time.") from None
        whole = not message.get("more_body")
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413, _too_large(limit))
        return message

    return receiving


def _name_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _too_large(limit: int) -> str:
    return f"The request is larger than the {limit // 1_000_000} MB that the server takes; send less."


async def _problem(send: Send, status: int, detail: str, request_id: str) -> None:
    body = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": status,
        "detail": detail,
        "request_id": request_id,
    }
    headers = [(b"content-type", b"application/problem+json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})
