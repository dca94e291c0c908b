"""How the server is set."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ApiSettings(BaseSettings):
    """`NACELLE_*` environment variables of the server. `auth=local` trusts whoever sits at this machine.

    `ingest_worker`: whether uploads are read by a process that this server starts. `max_live_runs` are admitted, of which `working_runs` are worked on at a time (0: as the model allows); the others wait their turn.
    """

    model_config = SettingsConfigDict(env_prefix="NACELLE_", env_ignore_empty=True, extra="ignore", frozen=True)

    auth: Literal["local", "keys"] = "local"
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
