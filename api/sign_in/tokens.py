"""Tokens of an OpenID Connect provider: who holds one, by its signature and its claims."""

from collections.abc import Mapping
from typing import Any, cast

import jwt

from api.http.errors import Unauthorised
from api.settings import ApiSettings
from api.sign_in.provider import Provider
from domain.callers import ROLES, Caller
from domain.errors import Forbidden

PREFIX = "oidc:"
"""Before the name of whoever signs in with a token, so that no key's holder is called the same."""
EVERYWHERE = "*"
REFUSED = "Your sign-in is not valid any more; sign in again."


class Tokens:
    """Checks tokens of one issuer, signed with one of the algorithms that the settings pin."""

    def __init__(self, settings: ApiSettings, provider: Provider | None = None) -> None:
        """Raises SettingsError as `Provider` does."""
        self._settings = settings
        self.provider = provider or Provider(settings)

    def caller(self, token: str) -> Caller:
        """Who the access token is of.

        Raises:
            Unauthorised: it is not signed by the issuer, for somebody else, expired, or no token at all.
            Forbidden: its holder has no role here.
            Unavailable: the provider's keys cannot be read.
        """
        return self.caller_of(self.claims(token, self._settings.oidc_audience))

    def claims(self, token: str, audience: str) -> dict[str, Any]:
        """What the issuer says to this audience. Raises Unauthorised and Unavailable as `caller` does."""
        settings = self._settings
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") not in settings.oidc_algorithms or not audience:
                raise Unauthorised(REFUSED)
            return jwt.decode(
                token,
                self._key(str(header.get("kid") or "")),
                algorithms=list(settings.oidc_algorithms),
                audience=audience,
                issuer=settings.oidc_issuer,
                leeway=settings.oidc_leeway_s,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError as error:
            raise Unauthorised(REFUSED) from error

    def caller_of(self, claims: Mapping[str, Any]) -> Caller:
        """Name, roles and sites by the claims that the settings name. Raises Forbidden where there is no role for them."""
        settings = self._settings
        known = {role.casefold() for role in (*ROLES, *settings.oidc_more_roles)}
        roles = tuple(role for role in _texts(claims, settings.oidc_roles_claim) if role.casefold() in known)
        name = claims.get(settings.oidc_name_claim)
        if not isinstance(name, str) or not name or not roles:
            raise Forbidden("Your account has no role in Nacelle; ask whoever manages accounts.")
        sites = tuple(_texts(claims, settings.oidc_sites_claim)) if settings.oidc_sites_claim else (EVERYWHERE,)
        return Caller(name=PREFIX + name, roles=roles, sites=None if EVERYWHERE in sites else sites)

    def _key(self, kid: str) -> jwt.PyJWK:
        key = self.provider.key(kid)
        if key is None:
            raise Unauthorised(REFUSED)
        return key


def _texts(claims: Mapping[str, Any], path: str) -> list[str]:
    """A claim as texts: a list, or words; `path` may go into objects ("realm_access.roles")."""
    value: Any = claims
    for name in path.split("."):
        value = cast("Mapping[str, Any]", value).get(name) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return value.split()
    return [each for each in cast("list[Any]", value) if isinstance(each, str)] if isinstance(value, list) else []
