"""What a browser keeps: an opaque id of its session, in a cookie that scripts cannot read and other sites' forms do not send."""

from urllib.parse import urlsplit

from fastapi import Request, Response

from api.settings import ApiSettings

ATTEMPT = "nacelle_sign_in"
KEPT_S = 30 * 24 * 3600
"""A cookie may outlast its session, which is renewed without the browser."""
ATTEMPT_PATH, ATTEMPT_S = "/auth", 600


def session_in(request: Request, settings: ApiSettings) -> str:
    """The id of this browser's session; empty where it has none."""
    return request.cookies.get(_name(request, settings), "")


def keep_session(response: Response, request: Request, settings: ApiSettings, session: str) -> None:
    """Give the browser its session; when that ends is the server's affair."""
    secure = is_secure(request, settings)
    response.set_cookie(
        _name(request, settings),
        session,
        max_age=max(settings.session_max_s, KEPT_S),
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def drop_session(response: Response, request: Request, settings: ApiSettings) -> None:
    """Let the browser forget it."""
    secure = is_secure(request, settings)
    response.delete_cookie(_name(request, settings), httponly=True, samesite="lax", secure=secure)


def keep_attempt(response: Response, request: Request, settings: ApiSettings, value: str) -> None:
    """Let the browser remember what it needs when it comes back from the provider."""
    secure = is_secure(request, settings)
    response.set_cookie(
        ATTEMPT, value, max_age=ATTEMPT_S, path=ATTEMPT_PATH, httponly=True, samesite="lax", secure=secure
    )


def drop_attempt(response: Response, request: Request, settings: ApiSettings) -> None:
    """An attempt is used once."""
    secure = is_secure(request, settings)
    response.delete_cookie(ATTEMPT, path=ATTEMPT_PATH, httponly=True, samesite="lax", secure=secure)


def is_secure(request: Request, settings: ApiSettings) -> bool:
    """Whether the browser reaches the server through TLS, here or at a proxy before it."""
    return urlsplit(own_address(request, settings)).scheme == "https"


def own_address(request: Request, settings: ApiSettings) -> str:
    """The address of this server as the browser knows it, without a slash at its end."""
    return (settings.public_url or str(request.base_url)).rstrip("/")


def path_here(wanted: str) -> str:
    """`wanted` where it is a path of this server, else its first page: nobody is sent to another site."""
    plain = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable()
    return wanted if plain and len(wanted) <= 500 else "/"


def _name(request: Request, settings: ApiSettings) -> str:
    # A browser takes a cookie of this prefix only over TLS and for no other host (RFC 6265bis 4.1.3.2).
    return "__Host-nacelle" if is_secure(request, settings) else "nacelle"
