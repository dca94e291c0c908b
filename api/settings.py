"""How the server is set."""

from typing import Literal

from pydantic_settings import BaseSettings, SettingsConfigDict


class ApiSettings(BaseSettings):
    """`NACELLE_*` environment variables of the server. `auth=local` trusts whoever sits at this machine."""

    model_config = SettingsConfigDict(env_prefix="NACELLE_", env_ignore_empty=True, extra="ignore", frozen=True)

    auth: Literal["local", "keys"] = "local"
    max_body_bytes: int = 2_000_000
    max_upload_bytes: int = 500_000_000
    max_live_runs: int = 256
    heartbeat_s: float = 15.0
