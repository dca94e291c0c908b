"""An OpenID Connect provider on loopback: discovery, keys, the authorization code flow with PKCE, userinfo."""

import base64
import hashlib
import json
import secrets
import time
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.loopback import JsonHandler, LoopbackServer

AUDIENCE = "nacelle"
CLIENT, CLIENT_SECRET = "nacelle-web", "known to both"


class Provider(LoopbackServer):
    """Signs tokens; its keys are at the address that its discovery names. `claims` are of whoever signs in, `told` is what only userinfo says."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.keys = {"first": rsa.generate_private_key(public_exponent=65537, key_size=2048)}
        self.asked = 0
        self.called = self.issuer
        """What the discovery document says the issuer is."""
        self.claims: dict[str, Any] = {}
        self.told: dict[str, Any] = {}
        self.away = False
        self.identifies = True
        self.renewals: list[str] = []
        """Refresh tokens given so far; only the last one is good, once. Emptied, the account is closed."""
        self._given: dict[str, dict[str, str]] = {}

    def token(self, key: Any = None, alg: str = "RS256", kid: str = "", **claims: Any) -> str:
        """A token with these claims, signed with the newest key; None takes a claim out."""
        kid = kid or list(self.keys)[-1]
        now = time.time()
        usual: dict[str, Any] = {"iss": self.issuer, "aud": AUDIENCE, "sub": "u1", "iat": now, "exp": now + 300, "roles": ["technician"], "sites": ["North"]}  # fmt: skip
        told = {name: value for name, value in (usual | claims).items() if value is not None}
        return jwt.encode(told, self.keys.get(kid) if key is None else key, algorithm=alg, headers={"kid": kid})

    def sign(self, key: Any = None, alg: str = "RS256", kid: str = "", **claims: Any) -> dict[str, str]:
        """The header of somebody with such a token."""
        return {"authorization": f"Bearer {self.token(key, alg, kid, **claims)}"}

    @property
    def issuer(self) -> str:
        return self.url.removesuffix("/v1")

    def signed_in(self, address: str) -> str:
        """Where a browser goes that was sent to `address`, once its person has signed in there."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT
        code = secrets.token_urlsafe(8)
        self._given[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Tokens for a code: once, for who began, with the verifier of the challenge; or for the last refresh token."""
        if self.away:
            return 503, {}
        if form.get("grant_type") == "refresh_token":
            good = self.renewals[-1:] == [form["refresh_token"]]
            return (200, self._tokens()) if good else (400, {"error": "invalid_grant"})
        asked = self._given.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if not asked or asked["code_challenge"] != challenge or asked["redirect_uri"] != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        return 200, self._tokens(nonce=asked.get("nonce"))

    def _tokens(self, **claims: Any) -> dict[str, Any]:
        self.renewals.append(secrets.token_urlsafe(8))
        identity = self.token(**({"aud": CLIENT} | claims | self.claims))
        got = {"access_token": "opaque", "token_type": "Bearer", "refresh_token": self.renewals[-1]}
        return got | ({"id_token": identity} if self.identifies else {})

    def about(self) -> dict[str, str]:
        """Its discovery document."""
        names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")
        return {"issuer": self.called} | {name: f"{self.issuer}/{name}" for name in names}

    def published_keys(self) -> dict[str, Any]:
        """Its public keys."""
        algorithm = jwt.algorithms.RSAAlgorithm
        found = [{**json.loads(algorithm.to_jwk(key.public_key())), "kid": kid, "alg": "RS256"} for kid, key in self.keys.items()]  # fmt: skip
        return {"keys": found}


class _Handler(JsonHandler):
    server: Provider

    def do_GET(self) -> None:  # noqa: N802
        if self.path == "/.well-known/openid-configuration":
            self.send_json(200, self.server.about())
        elif self.path == "/userinfo_endpoint":
            known = self.headers["Authorization"] == "Bearer opaque"
            self.send_json(200 if known else 401, {"sub": "u1", **self.server.told} if known else {})
        else:
            self.server.asked += 1
            self.send_json(200, self.server.published_keys())

    def do_POST(self) -> None:  # noqa: N802
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        who = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        if self.headers["Authorization"] != f"Basic {who}":
            self.send_json(401, {"error": "invalid_client"})
            return
        self.send_json(*self.server.exchange({name: values[0] for name, values in form.items()}))
