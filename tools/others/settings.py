"""Which other MCP servers lend their tools: `NACELLE_MCP_SERVERS`, a JSON list."""

import os
from collections.abc import Mapping
from typing import Annotated

from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from stores.environment import VARIABLE, filled, read_settings

ANY = "*"


class OtherServer(BaseModel):
    """One MCP server (streamable HTTP).

    `name` stands before its tools (`name__tool`) and beside what they gave. `headers` name variables of the environment as `${NAME}`; a
    secret itself does not stand there. `tools` are those that may be used, `*` for all that only read. `timeout_s` is for one call,
    `max_chars` for one result. What it gives is not cut by site: only who may read every site is offered its tools, unless it is
    `for_every_site`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,19}$")]
    url: AnyHttpUrl
    tools: tuple[str, ...] = Field(min_length=1)
    headers: dict[str, str] = {}
    timeout_s: float = Field(default=10.0, gt=0, le=120)
    max_chars: int = Field(default=6_000, ge=200, le=100_000)
    for_every_site: bool = False

    @field_validator("headers")
    @classmethod
    def _no_secret_in_it(cls, headers: dict[str, str]) -> dict[str, str]:
        for name, value in headers.items():
            if name.casefold() in {"authorization", "cookie"} and not VARIABLE.search(value):
                raise ValueError(f"{name} must name a variable of the environment, as in ${{NAME}}")
        return headers

    def allows(self, tool: str) -> bool:
        """Whether the tool may be used."""
        return ANY in self.tools or tool in self.tools


class OtherSettings(BaseSettings):
    """`NACELLE_MCP_*`. `schema_chars`: what the descriptions of all their tools may add to every call of a model, about 4.5 to a token."""

    model_config = SettingsConfigDict(env_prefix="NACELLE_MCP_", extra="ignore", env_ignore_empty=True)

    servers: tuple[OtherServer, ...] = ()
    schema_chars: int = Field(default=6_000, ge=0)

    @field_validator("servers")
    @classmethod
    def _each_once(cls, servers: tuple[OtherServer, ...]) -> tuple[OtherServer, ...]:
        if len({server.name for server in servers}) < len(servers):
            raise ValueError("two servers have one name")
        return servers


def other_settings() -> OtherSettings:
    """The environment's settings.

    Raises:
        SettingsError: they cannot be used.
        Unavailable: a variable that a header names is not there.
    """
    settings = read_settings(OtherSettings)
    for server in settings.servers:
        headers_of(server)
    return settings


def headers_of(server: OtherServer, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Its headers with the variables filled in.

    Raises:
        Unavailable: a variable is not there.
    """
    environment = os.environ if environment is None else environment  # noqa: TID251  the setting names its own variables
    return {name: filled(value, environment, server.name) for name, value in server.headers.items()}
