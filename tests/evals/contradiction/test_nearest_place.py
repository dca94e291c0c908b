"""The stretch of a source that a sentence is about, by meaning."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from evals.contradiction.heads import Floats, nearest

MEANINGS = {"tighten the bolt": (1.0, 0.0), "bolts are tightened": (0.9, 0.1), "grease": (0.0, 1.0), "oil": (0.1, 0.9)}


class Counting:
    """An embedder of a few known texts that notes each text it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_deep(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.array([MEANINGS[text] * 2 for text in texts], np.float32)


def test_the_nearest_stretch_of_all_places_is_found_and_a_place_is_embedded_once() -> None:
    embedder: Any = Counting()
    places, mean = [("grease", "bolts are tightened"), (), ("oil",)], np.zeros(4, np.float32)
    for _ in range(2):
        stretch, way = nearest("tighten the bolt", places, embedder, mean)
        assert stretch == "bolts are tightened"
        assert way.shape == (4,)
    assert embedder.asked.count("grease") == 1
    assert nearest("tighten the bolt", places[2:], embedder, mean)[0] == "oil"
