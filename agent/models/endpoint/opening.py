"""Where an endpoint is, as people write it down (with a query, with the path of a call, with or without a key), and the chat model that the settings name there."""

from dataclasses import dataclass, field
from typing import cast
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from langchain_core.language_models import BaseChatModel

from agent.settings import AgentSettings
from domain.errors import SettingsError


def chat_model(settings: AgentSettings) -> BaseChatModel:
    """The OpenAI-compatible model of `NACELLE_MODEL=openai:<name>`; key and address from `OPENAI_*`.

    Raises:
        SettingsError: the name has another form, the address is none, or no key is set.
    """
    provider, _, name = settings.model.partition(":")
    if provider != "openai" or not name:
        raise SettingsError(f"NACELLE_MODEL is '{settings.model}'; use 'embedded' or 'openai:<model name>'.")
    address = read_address(settings.openai_base_url)
    key = settings.openai_api_key.get_secret_value().strip()
    if not key and not address.is_loopback:
        raise SettingsError(
            "OPENAI_API_KEY is not set; only an endpoint on this machine (OPENAI_BASE_URL) works without one."
        )
    from agent.models.endpoint.chat import open_endpoint  # noqa: PLC0415  (the client takes seconds to import)

    return cast("BaseChatModel", open_endpoint(name, key or "none-needed", address, settings))


_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_CALLS = ("/chat/completions", "/completions", "/responses")


@dataclass(frozen=True)
class Address:
    """`query` goes with every request; an empty `url` is OpenAI's own."""

    url: str = ""
    host: str = ""
    query: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def is_azure(self) -> bool:
        """Whether the key goes into `api-key` as well, as Azure has it."""
        return "api-version" in self.query or self.host.endswith(".azure.com")

    @property
    def is_loopback(self) -> bool:
        """Whether the endpoint runs on this machine."""
        return self.host in _LOOPBACK


def read_address(written: str) -> Address:
    """The address of `OPENAI_BASE_URL`; what portals show as a "target" ends in a call's path, which is left out.

    Raises:
        SettingsError: it is no http address.
    """
    written = written.strip()
    if not written:
        return Address()
    try:
        parts = urlsplit(written)
    except ValueError:
        parts = urlsplit("")
    host = (parts.hostname or "") if parts.scheme in {"http", "https"} else ""
    if not host:
        raise SettingsError("OPENAI_BASE_URL is not an http address.")
    path = parts.path.rstrip("/")
    for call in _CALLS:
        path = path.removesuffix(call)
    return Address(urlunsplit((parts.scheme, parts.netloc, path, "", "")), host, dict(parse_qsl(parts.query)))
