"""What an OpenID Connect provider says of itself: where it signs people in, and the keys that it signs tokens with."""

import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx
import jwt

from api.settings import LOOPBACK, ApiSettings
from domain.errors import SettingsError, Unavailable

FETCHED_AGAIN_S, KEPT_S, TIMEOUT_S = 10.0, 3600.0, 5.0
"""Unknown keys are looked for this often at most; known ones are believed so long; a provider has so long to answer."""
UNREACHABLE = "The sign-in provider is not reachable just now; try again in a moment."


class Provider:
    """One issuer; what it publishes is fetched when first needed and kept for an hour."""

    def __init__(self, settings: ApiSettings) -> None:
        """Raises SettingsError where issuer or audience are missing, or the issuer could be impersonated."""
        issuer = settings.oidc_issuer
        if not issuer or not (settings.oidc_audience or settings.oidc_client_id):
            raise SettingsError(
                "NACELLE_AUTH=oidc needs NACELLE_OIDC_ISSUER, and NACELLE_OIDC_AUDIENCE or NACELLE_OIDC_CLIENT_ID."
            )
        if not _is_protected(issuer):
            raise SettingsError("NACELLE_OIDC_ISSUER must begin with https://.")
        self._issuer = issuer
        self._about: Mapping[str, Any] = {}
        self._keys: Mapping[str, jwt.PyJWK] = {}
        self._fetched = float("-inf")
        self._lock = threading.Lock()

    def key(self, kid: str) -> jwt.PyJWK | None:
        """The key of this name, looked for again where it is not known yet. Raises Unavailable."""
        with self._lock:
            age = time.monotonic() - self._fetched
            if age > KEPT_S or (kid not in self._keys and age > FETCHED_AGAIN_S):
                try:
                    self._fetch()
                except Unavailable:
                    if kid not in self._keys:
                        raise
            return self._keys.get(kid)

    def endpoint(self, name: str) -> str:
        """An address that the provider publishes ("token_endpoint"); empty where it has none. Raises Unavailable."""
        with self._lock:
            if time.monotonic() - self._fetched > KEPT_S:
                self._fetch()
            url = str(self._about.get(name) or "")
        if url and not _is_protected(url):
            raise Unavailable(UNREACHABLE)
        return url

    def _fetch(self) -> None:
        try:
            with httpx.Client(timeout=TIMEOUT_S, follow_redirects=False) as client:
                issuer = self._issuer.rstrip("/")
                about = client.get(f"{issuer}/.well-known/openid-configuration").raise_for_status().json()
                if str(about["issuer"]).rstrip("/") != issuer:
                    raise ValueError("another issuer answers there")
                found = client.get(about["jwks_uri"]).raise_for_status().json()
            keys = jwt.PyJWKSet.from_dict(found).keys
        except (httpx.HTTPError, ValueError, KeyError, TypeError, jwt.PyJWTError) as error:
            raise Unavailable(UNREACHABLE) from error
        self._about, self._keys = about, {str(key.key_id or ""): key for key in keys}
        self._fetched = time.monotonic()


def _is_protected(url: str) -> bool:
    address = urlsplit(url)
    return address.scheme == "https" or address.hostname in LOOPBACK
