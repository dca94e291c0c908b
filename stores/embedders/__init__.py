"""Text to vectors: the bundled model, or an OpenAI-compatible endpoint by setting."""

from domain.errors import SettingsError
from stores.protocols import Embedder

BUNDLED = "bundled"


def open_embedder(setting: str) -> Embedder:
    """Choose by setting; nothing is loaded before the first text is embedded.

    Args:
        setting: `bundled`, or `openai:<model>`.

    Raises:
        SettingsError: when the setting names neither.
    """
    kind, _, model = setting.partition(":")
    if kind == BUNDLED:
        from stores.embedders.bundled import shared_bundled  # noqa: PLC0415

        return shared_bundled()
    if kind == "openai" and model:
        from stores.embedders.openai import OpenAIEmbedder  # noqa: PLC0415

        return OpenAIEmbedder(model)
    raise SettingsError(f"NACELLE_EMBEDDER is {setting!r}; it must be 'bundled' or 'openai:<model>'.")
