"""Build the chat model that the settings name."""

from typing import cast

from langchain_core.language_models import BaseChatModel

from agent.settings import AgentSettings
from domain.errors import SettingsError


def chat_model(settings: AgentSettings) -> BaseChatModel:
    """The OpenAI-compatible model of `NACELLE_MODEL=openai:<name>`; key and address from `OPENAI_*`.

    Raises:
        SettingsError: the name has another form, or no key is set.
    """
    provider, _, name = settings.model.partition(":")
    if provider != "openai" or not name:
        raise SettingsError(f"NACELLE_MODEL is '{settings.model}'; use 'embedded' or 'openai:<model name>'.")
    from langchain_openai import ChatOpenAI  # noqa: PLC0415  (takes seconds to import)

    try:
        model = ChatOpenAI(
            model=name,
            timeout=settings.model_timeout_s,
            max_retries=settings.model_retries,
            stream_usage=True,
            temperature=0,
        )
    except Exception as error:  # the client raises its own family for a missing key
        raise SettingsError(f"The language model '{name}' cannot be used: {str(error).splitlines()[0]}") from error
    return cast("BaseChatModel", model)
