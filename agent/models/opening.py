"""Build the chat model that the settings name."""

from typing import cast
from urllib.parse import urlsplit

from langchain_core.language_models import BaseChatModel

from agent.settings import AgentSettings
from domain.errors import SettingsError

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def chat_model(settings: AgentSettings) -> BaseChatModel:
    """The OpenAI-compatible model of `NACELLE_MODEL=openai:<name>`; key and address from `OPENAI_*`.

    Raises:
        SettingsError: the name has another form, the address is none, or no key is set.
    """
    provider, _, name = settings.model.partition(":")
    if provider != "openai" or not name:
        raise SettingsError(f"NACELLE_MODEL is '{settings.model}'; use 'embedded' or 'openai:<model name>'.")
    key = _key(settings)
    from agent.endpoint import open_endpoint  # noqa: PLC0415  (the client takes seconds to import)

    return cast("BaseChatModel", open_endpoint(name, key, settings))


def _key(settings: AgentSettings) -> str:
    address = settings.openai_base_url.strip()
    host = ""
    if address:
        try:
            parts = urlsplit(address)
            host = (parts.hostname or "") if parts.scheme in {"http", "https"} else ""
        except ValueError:
            host = ""
        if not host:
            raise SettingsError("OPENAI_BASE_URL is not an http address.")
    key = settings.openai_api_key.get_secret_value().strip()
    if key:
        return key
    if host in _LOOPBACK:
        return "none-needed"
    raise SettingsError(
        "OPENAI_API_KEY is not set; only an endpoint on this machine (OPENAI_BASE_URL) works without one."
    )
