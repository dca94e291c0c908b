"""Build the chat model that the settings name."""

from typing import cast

from langchain_core.language_models import BaseChatModel

from agent.models.endpoint.address import read_address
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
