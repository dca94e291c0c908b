"""Settings of what runs beside the answering: notices to other systems, and how long things are kept."""

import ipaddress
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.settings import LOOPBACK, Words
from stores.environment import read_settings

SHORTEST_SECRET = 24


class OperationSettings(BaseSettings):
    """`webhook_urls` hear of approvals, signed with `webhook_secret`. `retention_days` 0 keeps everything; the audit trail has days of its own."""

    model_config = SettingsConfigDict(env_prefix="NACELLE_", env_ignore_empty=True, extra="ignore", frozen=True)

    webhook_urls: Words = ()
    webhook_secret: SecretStr = SecretStr("")
    webhook_timeout_s: float = Field(default=10, gt=0, le=60)
    webhook_every_s: float = Field(default=2, gt=0)
    retention_days: int = Field(default=0, ge=0)
    retention_audit_days: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _usable(self) -> "OperationSettings":
        for url in self.webhook_urls:
            if why := why_not(url):
                raise ValueError(f"NACELLE_WEBHOOK_URLS: {why}")
        if self.webhook_urls and len(self.webhook_secret.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(
                f"NACELLE_WEBHOOK_SECRET needs {SHORTEST_SECRET} characters or more; notices are signed with it"
            )
        return self


def why_not(url: str) -> str:
    """Why no notice may be sent to this address; nothing where it may. Whoever sets it may name a machine of the own network, but none of the machine's own metadata."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "an address cannot be read"
    if parts.username or parts.password:
        return "an address must not hold a name or password"
    if not host or parts.scheme not in {"http", "https"} or (parts.scheme == "http" and host not in LOOPBACK):
        return "an address must begin with https:// (http:// only on this machine)"
    return "" if reachable(host) else "an address of a link or of many machines cannot be told anything"


def reachable(host: str) -> bool:
    """Whether a notice may go to this address: not to link-local ones, where clouds answer with secrets."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return True
    address = getattr(address, "ipv4_mapped", None) or address
    return not (address.is_link_local or address.is_multicast or address.is_unspecified)


def operation_settings() -> OperationSettings:
    """The environment's settings. Raises SettingsError."""
    return read_settings(OperationSettings)
