"""A browser's way to the sign-in provider and back: authorization code with PKCE (RFC 6749, RFC 7636, OpenID Connect Core)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import httpx
from authlib.common.urls import add_params_to_uri
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import OAuth2Client

from api.http.errors import Unauthorised
from api.settings import ApiSettings
from api.sign_in.provider import TIMEOUT_S, UNREACHABLE
from api.sign_in.sealing import Kept
from api.sign_in.tokens import Tokens
from domain.callers import Caller
from domain.errors import Unavailable

ENDED = "The sign-in provider has ended your sign-in; sign in again."
NOT_BEGUN = "This sign-in was not begun in this browser, or long ago; sign in again."


@dataclass(frozen=True)
class Attempt:
    """One sign-in under way: a secret that stays in the browser that began it; what is sent out is derived from it one way."""

    secret: str

    @classmethod
    def new(cls) -> "Attempt":
        """Of 256 random bits."""
        return cls(secrets.token_urlsafe(32))

    def derived(self, use: str) -> str:
        """The `state`, `nonce` or `verifier` of this attempt: 43 characters."""
        digest = hmac.digest(self.secret.encode("utf-8", "surrogatepass"), use.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass(frozen=True)
class SignedInThere:
    """Who has signed in at the provider, and what the session keeps of it."""

    who: Caller
    kept: Kept


class CodeFlow:
    """Sends browsers to the provider and takes what they bring back."""

    def __init__(self, settings: ApiSettings, tokens: Tokens) -> None:
        self._settings, self._tokens = settings, tokens

    def begin(self, attempt: Attempt, back_to: str) -> str:
        """The address at which the person signs in; `back_to` is where the provider sends the browser. Raises Unavailable."""
        with self._client(back_to) as client:
            url: str = client.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=attempt.derived("state"),
                nonce=attempt.derived("nonce"),
                code_verifier=attempt.derived("verifier"),
                **({"prompt": self._settings.oidc_prompt} if self._settings.oidc_prompt else {}),
            )[0]
        return url

    def finish(self, attempt: Attempt, brought: Mapping[str, str], back_to: str) -> SignedInThere:
        """Who has signed in.

        Raises:
            Unauthorised: another attempt's answer, a refusal, or a token that does not stand.
            Forbidden: the account has no role here.
            Unavailable: the provider is out of reach.
        """
        state, code = brought.get("state", ""), brought.get("code", "")
        if not hmac.compare_digest(state.encode("utf-8", "surrogatepass"), attempt.derived("state").encode()):
            raise Unauthorised(NOT_BEGUN)
        if not code:
            raise Unauthorised("The sign-in provider did not sign you in; try again.")
        got = self._exchanged(attempt, code, back_to)
        claims = self._tokens.claims(str(got.get("id_token") or ""), self._settings.oidc_client_id)
        if claims.get("nonce") != attempt.derived("nonce"):
            raise Unauthorised(NOT_BEGUN)
        return self._signed_in(claims, got)

    def renewed(self, kept: Kept) -> SignedInThere:
        """The same person, as the provider knows them now. Raises as `finish` does: Unauthorised where it knows them no more."""
        try:
            with self._client("") as client:
                got: Any = client.refresh_token(self._endpoint("token_endpoint"), refresh_token=kept.refresh_token)
        except OAuthError as error:
            raise Unauthorised(ENDED) from error
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable(UNREACHABLE) from error
        # A provider need not give a new identity token (OpenID Connect Core 12.2); then userinfo tells roles and sites.
        given = str(got.get("id_token") or "")
        claims = self._tokens.claims(given, self._settings.oidc_client_id) if given else {"sub": kept.subject}
        if claims["sub"] != kept.subject:
            raise Unauthorised(ENDED)
        return self._signed_in(claims, {"refresh_token": kept.refresh_token, "id_token": kept.id_token, **got})

    def leaving(self, kept: Kept, back_to: str) -> str:
        """Where the person signs out at the provider too (OpenID Connect RP-Initiated Logout); empty where it has no such address."""
        try:
            url = self._endpoint("end_session_endpoint", needed=False)
        except Unavailable:
            return ""
        told = {"client_id": self._settings.oidc_client_id, "post_logout_redirect_uri": back_to}
        return add_params_to_uri(url, [*told.items(), ("id_token_hint", kept.id_token)]) if url else ""

    def _signed_in(self, claims: Mapping[str, Any], got: Mapping[str, Any]) -> SignedInThere:
        who = self._tokens.caller_of(self._more(claims, got))
        tokens = {name: str(got.get(name) or "") for name in ("refresh_token", "id_token")}
        return SignedInThere(who, Kept(subject=str(claims["sub"]), **tokens))

    def _exchanged(self, attempt: Attempt, code: str, back_to: str) -> Mapping[str, Any]:
        try:
            with self._client(back_to) as client:
                got: Any = client.fetch_token(
                    self._endpoint("token_endpoint"), code=code, code_verifier=attempt.derived("verifier")
                )
        except OAuthError as error:
            raise Unauthorised("The sign-in provider did not confirm your sign-in; try again.") from error
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable(UNREACHABLE) from error
        return cast("Mapping[str, Any]", got)

    def _more(self, claims: Mapping[str, Any], got: Mapping[str, Any]) -> Mapping[str, Any]:
        """With the claims that the provider tells only when asked about the person (OpenID Connect Core 5.3)."""
        url = self._endpoint("userinfo_endpoint", needed=False)
        named = (self._settings.oidc_roles_claim, self._settings.oidc_sites_claim, self._settings.oidc_name_claim)
        if not url or all(name.partition(".")[0] in claims for name in named if name):
            return claims
        try:
            headers = {"Authorization": f"Bearer {got.get('access_token', '')}"}
            told = httpx.get(url, headers=headers, timeout=TIMEOUT_S).raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable(UNREACHABLE) from error
        same = isinstance(told, Mapping) and cast("Mapping[str, Any]", told).get("sub") == claims["sub"]
        return {**cast("Mapping[str, Any]", told), **claims} if same else claims

    def _endpoint(self, name: str, *, needed: bool = True) -> str:
        url = self._tokens.provider.endpoint(name)
        if needed and not url:
            raise Unavailable(UNREACHABLE)
        return url

    def _client(self, back_to: str) -> Any:
        settings = self._settings
        secret = settings.oidc_client_secret.get_secret_value()
        return OAuth2Client(
            client_id=settings.oidc_client_id,
            client_secret=secret or None,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            scope=settings.oidc_scopes,
            redirect_uri=back_to,
            code_challenge_method="S256",
            timeout=TIMEOUT_S,
        )
