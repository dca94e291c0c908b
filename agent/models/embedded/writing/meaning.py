"""How near in meaning the places are to the question, whatever the languages of both."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from agent.models.embedded.writing.units import Unit

MULTILINGUAL = "multilingual:"
NEARNESS = {True: (0.82, 0.05), False: (0.2, 0.2)}
"""The cosine of unlike texts and a step above it, in the multilingual space and in others."""
FAR_BELOW = 0.1


class Embedder(Protocol):
    """Text to unit vectors; the multilingual one tells questions and passages apart (`kind`)."""

    name: str
    embed: Any


def nearness(question: str, texts: Sequence[str], embedder: Embedder) -> list[float]:
    """The cosine of each text with the question, in steps above that of unlike texts."""
    deep = embedder.name.startswith(MULTILINGUAL)
    asked = np.asarray(embedder.embed([question], **({"kind": "query"} if deep else {})), dtype=np.float32)[0]
    found = np.asarray(embedder.embed(texts, **({"kind": "passage"} if deep else {})), dtype=np.float32)
    unlike, step = NEARNESS[deep]
    return [float(value) for value in (found @ asked - unlike) / step]


class Meanings:
    """Nearness in meaning of the units that were embedded; others are below the least of them."""

    def __init__(self, cosines: Mapping[Unit, float]) -> None:
        self._cosines = cosines
        self.known = bool(cosines)
        self._least = min(cosines.values(), default=0.0) - FAR_BELOW

    def __call__(self, unit: Unit) -> float:
        return self._cosines.get(unit, self._least)
