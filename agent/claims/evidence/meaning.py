"""Nearness in meaning, for what is said in other words or another language than the evidence: by an embedder where there is one."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from agent.claims.evidence.ground import Ground, Spot
from agent.claims.reading.claim import Said

MOST_PLACES = 16
"""An embedding takes about 10 ms of a core."""
MIDDLE = 0.83
"""The cosine of unlike texts in the space of the multilingual embedder."""
LONGEST = 300


class Embedder(Protocol):
    """What gives texts a meaning: one row of numbers a text. For other languages it has to be a multilingual one."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]: ...


class Meaning:
    """How near the places of some evidence are to what is said: 0 for what has nothing to do with it, 1 for the same meaning.

    Args:
        embedder: Gives the vectors; it remembers those of the places.
        ground: The evidence.
        cites: The numbers of what the sentence cites; only those places count as near, all where it cites none.
        said: The sentence: of many places those that have most of its words and values are compared.
    """

    def __init__(self, embedder: Embedder, ground: Ground, cites: frozenset[int], said: Said) -> None:
        self._embedder = embedder
        whole = [spot for spot in ground.spots if spot.place.form != "cell"]
        cited = [spot for spot in whole if spot.n in cites] or whole
        if len(cited) > MOST_PLACES:
            hits = ground.hits(said.stems)
            shared = {spot: ground.weigh(hits.get(spot.number, ())) + _values(said, spot) for spot in cited}
            cited = sorted(cited, key=shared.__getitem__, reverse=True)[:MOST_PLACES]
        self._cited = cited

    def of(self, text: str, spots: Sequence[Spot]) -> list[float]:
        """How near each of the places is to a text; figures are left out of both: they are compared exactly."""
        return self.near(text, [spot.place.own for spot in spots])

    def near(self, text: str, others: Sequence[str]) -> list[float]:
        """How near each of some texts is to a text."""
        rows = np.asarray(self._embedder.embed([_bare(text), *(_bare(other) for other in others)]))
        return [(float(cosine) - MIDDLE) / (1 - MIDDLE) for cosine in rows[1:] @ rows[0]]

    def nearest(self, text: str) -> tuple[float, Spot | None]:
        """The nearest place that the sentence cites."""
        near = zip(self.of(text, self._cited), self._cited, strict=True)
        return max(near, key=lambda one: one[0], default=(0.0, None))


def _values(said: Said, spot: Spot) -> int:
    return sum(spot.holding(fact) is not None for fact in said.facts)


def _bare(text: str) -> str:
    return "".join("" if sign.isdigit() else sign for sign in " ".join(text.replace(";", " ").split()))[:LONGEST]
