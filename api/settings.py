"""How the server is set."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
Algorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Only such as a provider signs with a key of its own; a shared secret would let whoever checks also sign."""


def _listed(value: object) -> object:
    return [word.strip() for word in value.split(",") if word.strip()] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
"""In the environment with commas between them."""


class ApiSettings(BaseSettings):
    """`NACELLE_*` environment variables of the server. `auth=local` trusts whoever sits at this machine.

    `auth=oidc` takes tokens of `oidc_issuer` for `oidc_audience`, and keys; roles and sites come from claims (a path with dots goes into objects, the
    site "*" is everywhere, without a sites claim a person sees no site's records; an empty `oidc_sites_claim` limits nobody). The name claim must never be
    given to another person. With `oidc_client_id` browsers sign in at the provider too (it sends them back to `/auth/callback`), and are asked who they are each time (`oidc_prompt`),
    since devices change hands. A session ends unused after `session_idle_s`, and at the latest after `session_max_s`.
    `origins` are other sites whose pages may use this server; `public_url` is its address for browsers, `hosts` are further names that it answers under (a name without a dot, or an address, is taken without being listed).
    `ingest_worker`: whether uploads are read by a process that this server starts. `max_live_runs` are admitted, of which `working_runs` are worked on at a time (0: as the model allows); the others wait their turn.
    """

    model_config = SettingsConfigDict(env_prefix="NACELLE_", env_ignore_empty=True, extra="ignore", frozen=True)

    auth: Literal["local", "keys", "oidc"] = "local"
    oidc_issuer: str = ""
    oidc_audience: str = ""
    oidc_algorithms: Annotated[tuple[Algorithm, ...], NoDecode, BeforeValidator(_listed)] = ("RS256",)
    oidc_leeway_s: float = Field(default=60, ge=0, le=300)
    oidc_name_claim: str = "sub"
    oidc_roles_claim: str = "roles"
    oidc_sites_claim: str = "sites"
    oidc_more_roles: Words = ()
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_scopes: str = "openid profile"
    oidc_prompt: str = "select_account"
    oidc_label: str = Field(default="", max_length=60)
    session_idle_s: int = Field(default=12 * 3600, ge=60)
    session_max_s: int = Field(default=24 * 3600, ge=60)
    public_url: str = Field(default="", pattern=r"^(https?://[^/?#]+/?)?$")
    hosts: Words = ()
    origins: Words = ()
    max_body_bytes: int = 2_000_000
    max_upload_bytes: int = 500_000_000
    ingest_worker: bool = True
    max_live_runs: int = Field(default=100, ge=1)
    working_runs: int = Field(default=0, ge=0)
    max_runs_per_caller: int = Field(default=20, ge=1)
    runs_per_minute: int = Field(default=120, ge=1)
    head_timeout_s: float = Field(default=10, gt=0)
    body_timeout_s: float = Field(default=60, gt=0)
    upload_timeout_s: float = Field(default=900, gt=0)
    heartbeat_s: float = 15.0
