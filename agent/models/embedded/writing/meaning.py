"""How near in meaning the places are to the question, whatever the languages of both."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from agent.models.embedded.writing.units import Unit
from domain.answers import Evidence
from language.detecting import detect

UNLIKE, STEP = 0.82, 0.05
"""The cosine of unlike texts in the multilingual space, and a step above it."""
FAR_BELOW = 0.1
TEXT_CHARS, LEAD_CHARS = 300, 120


class Embedder(Protocol):
    """Text to unit vectors; it tells questions and passages apart (`kind`)."""

    embed: Any


def nearness(question: str, texts: Sequence[str], embedder: Embedder) -> list[float]:
    """The cosine of each text with the question, in steps above that of unlike texts."""
    asked = np.asarray(embedder.embed([question], kind="query"), dtype=np.float32)[0]
    found = np.asarray(embedder.embed(texts, kind="passage"), dtype=np.float32)
    return [float(value) for value in (found @ asked - UNLIKE) / STEP]


def placed(head: str, unit: Unit) -> str:
    """A unit as it is embedded: under what it stands under, behind the line that announces it."""
    told = (f"{head}:" if head else "", unit.lead[:LEAD_CHARS], unit.text[:TEXT_CHARS])
    return " ".join(filter(None, told))


def language_of(evidence: Mapping[int, Evidence]) -> str:
    """The language that the evidence is written in."""
    texts = [item.text for item in evidence.values()][:3]
    return detect(" ".join(texts)[:600])


class Meanings:
    """Nearness in meaning of the units that were embedded; others are below the least of them."""

    def __init__(self, cosines: Mapping[Unit, float]) -> None:
        self._cosines = cosines
        self.known = bool(cosines)
        self._least = min(cosines.values(), default=0.0) - FAR_BELOW

    def __call__(self, unit: Unit) -> float:
        return self._cosines.get(unit, self._least)
