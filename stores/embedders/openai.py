"""Vectors from an OpenAI-compatible endpoint, by setting `openai:<model>`."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, cast

import numpy as np

from domain.errors import Unavailable

BATCH = 128


class OpenAIEmbedder:
    """Asks the endpoint of `OPENAI_BASE_URL` with `OPENAI_API_KEY`; imported and connected at the first use.

    Args:
        model: the endpoint's name for the model.
        client: an `openai.OpenAI`, or anything with its `embeddings.create`.
    """

    dimensions: int

    def __init__(self, model: str, client: Any = None) -> None:
        self.name = f"openai:{model}"
        self._model = model
        self._given = client

    def __getattr__(self, name: str) -> int:
        """`dimensions` is asked of the endpoint once."""
        if name != "dimensions":
            raise AttributeError(name)
        self.dimensions = len(self.embed(["length"])[0])
        return self.dimensions

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One unit-length float32 vector a text.

        Raises:
            Unavailable: when the endpoint does not answer.
        """
        from openai import OpenAIError  # noqa: PLC0415

        found: list[list[float]] = []
        for first in range(0, len(texts), BATCH):
            batch = [text or " " for text in texts[first : first + BATCH]]
            try:
                answer = self._client.embeddings.create(model=self._model, input=batch)
            except OpenAIError as error:
                raise Unavailable(f"The embedding endpoint did not answer for {self._model}: {error}") from error
            found += [entry.embedding for entry in sorted(answer.data, key=lambda entry: entry.index)]
        vectors = np.asarray(found, dtype=np.float32)
        if len(vectors):
            vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return cast("Sequence[Sequence[float]]", vectors)

    @cached_property
    def _client(self) -> Any:
        if self._given is not None:
            return self._given
        from openai import OpenAI  # noqa: PLC0415

        return OpenAI()
