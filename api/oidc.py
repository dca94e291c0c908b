"""Tokens of an OpenID Connect provider: who holds one, by its signature and its claims."""

import threading
import time
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
import jwt

from api.errors import Unauthorised
from api.settings import ApiSettings
from domain.callers import ROLES, Caller
from domain.errors import Forbidden, SettingsError, Unavailable

PREFIX = "oidc:"
"""Before the name of whoever signs in with a token, so that no key's holder is called the same."""
EVERYWHERE = "*"
FETCHED_AGAIN_S, KEPT_S, TIMEOUT_S = 10.0, 3600.0, 5.0
"""Unknown keys are looked for this often at most; known ones are believed so long; a provider has so long to answer."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
REFUSED = "Your sign-in is not valid any more; sign in again."


class Tokens:
    """Checks tokens of one issuer for one audience, signed with one of the algorithms that the settings pin."""

    def __init__(self, settings: ApiSettings) -> None:
        """Raises SettingsError where issuer or audience are missing, or the issuer could be impersonated."""
        issuer = settings.oidc_issuer
        if not issuer or not settings.oidc_audience:
            raise SettingsError("NACELLE_AUTH=oidc needs NACELLE_OIDC_ISSUER and NACELLE_OIDC_AUDIENCE.")
        if urlsplit(issuer).scheme != "https" and urlsplit(issuer).hostname not in LOOPBACK:
            raise SettingsError("NACELLE_OIDC_ISSUER must begin with https://.")
        self._settings = settings
        self._keys: Mapping[str, jwt.PyJWK] = {}
        self._fetched = float("-inf")
        self._lock = threading.Lock()

    def caller(self, token: str) -> Caller:
        """Who the token is of.

        Raises:
            Unauthorised: it is not signed by the issuer, for somebody else, expired, or no token at all.
            Forbidden: its holder has no role here.
            Unavailable: the provider's keys cannot be read.
        """
        settings = self._settings
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") not in settings.oidc_algorithms:
                raise Unauthorised(REFUSED)
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key(str(header.get("kid") or "")),
                algorithms=list(settings.oidc_algorithms),
                audience=settings.oidc_audience,
                issuer=settings.oidc_issuer,
                leeway=settings.oidc_leeway_s,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError as error:
            raise Unauthorised(REFUSED) from error
        return self._of_claims(claims)

    def _of_claims(self, claims: Mapping[str, Any]) -> Caller:
        settings = self._settings
        known = {role.casefold() for role in (*ROLES, *settings.oidc_more_roles)}
        roles = tuple(role for role in _texts(claims, settings.oidc_roles_claim) if role.casefold() in known)
        name = claims.get(settings.oidc_name_claim)
        if not isinstance(name, str) or not name or not roles:
            raise Forbidden("Your account has no role in Nacelle; ask whoever manages accounts.")
        sites = tuple(_texts(claims, settings.oidc_sites_claim)) if settings.oidc_sites_claim else (EVERYWHERE,)
        return Caller(name=PREFIX + name, roles=roles, sites=None if EVERYWHERE in sites else sites)

    def _key(self, kid: str) -> jwt.PyJWK:
        with self._lock:
            age = time.monotonic() - self._fetched
            if age > KEPT_S or (kid not in self._keys and age > FETCHED_AGAIN_S):
                try:
                    self._keys = self._fetch()
                    self._fetched = time.monotonic()
                except Unavailable:
                    if kid not in self._keys:
                        raise
            key = self._keys.get(kid)
        if key is None:
            raise Unauthorised(REFUSED)
        return key

    def _fetch(self) -> dict[str, jwt.PyJWK]:
        try:
            with httpx.Client(timeout=TIMEOUT_S, follow_redirects=False) as client:
                issuer = self._settings.oidc_issuer
                about = client.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration").raise_for_status().json()
                found = client.get(about["jwks_uri"]).raise_for_status().json()
            keys = jwt.PyJWKSet.from_dict(found).keys
        except (httpx.HTTPError, ValueError, KeyError, TypeError, jwt.PyJWTError) as error:
            raise Unavailable("The sign-in provider is not reachable just now; try again in a moment.") from error
        return {str(key.key_id or ""): key for key in keys}


def _texts(claims: Mapping[str, Any], path: str) -> list[str]:
    """A claim as texts: a list, or words; `path` may go into objects ("realm_access.roles")."""
    value: Any = claims
    for name in path.split("."):
        value = cast("Mapping[str, Any]", value).get(name) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return value.split()
    return [each for each in cast("list[Any]", value) if isinstance(each, str)] if isinstance(value, list) else []
