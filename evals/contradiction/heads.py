"""How far a sentence lies from its place along the directions in which sentences are turned round, and what that weighs: learned.

`python -m bench contradiction_learning --write` wrote `heads.npz`: a direction each for denials, limits, order and pairs of opposites, of many
sentences and their twins in one language; the embedder has a hundred. The weights are of sentences that people labelled.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stores.embedders.multilingual import MultilingualEmbedder

Floats = npt.NDArray[np.float32]
HEADS = Path(__file__).with_name("heads.npz")
TURNS = ("far", "straight")
"""How far it is turned, along the three directions in which it is turned most; how much of the way between them lies along one."""
MOST, TINY = 3, 1e-9
PLACES = 64
"""Whose vectors are kept; 3 KB a stretch."""


class Directions(NamedTuple):
    """`mean` (2 * width,) of sentences; `along` (directions, 2 * width): 1 is what the middle one of their twins is turned by."""

    mean: Floats
    along: Floats


class Weights(NamedTuple):
    """Log odds that a sentence is true: those of no sign, and what each sign and turn adds; `least` and `most`: of whom it may be said that it stands or contradicts."""

    names: tuple[str, ...]
    by: Floats
    bias: float
    least: float
    most: float

    def odds(self, found: Mapping[str, float]) -> float:
        """What a sentence with these signs and turns has; those that are not there are 0."""
        return self.bias + sum(
            float(weight) * found.get(name, 0.0) for name, weight in zip(self.names, self.by, strict=True)
        )


@cache
def learned() -> tuple[Directions, Weights]:
    """As they were learned."""
    with np.load(HEADS) as held:
        read = {name: held[name] for name in held.files}
    directions = Directions(read["mean"].astype(np.float32), read["along"].astype(np.float32))
    least, most = (float(edge) for edge in read["edges"])
    return directions, Weights(
        tuple(read["signs"].tolist()), read["weights"].astype(np.float32), float(read["bias"]), least, most
    )


def nearest(
    sentence: str, places: Sequence[tuple[str, ...]], embedder: MultilingualEmbedder, mean: Floats
) -> tuple[str, Floats]:
    """The stretch of these places that is nearest in meaning, and the way from it to the sentence (2 * width,); there must be one."""
    stretches = [stretch for place in places for stretch in place]
    known = (_embedded(place, embedder) for place in places if place)
    vectors = centred(np.vstack([embedder.embed_deep([sentence]), *known]), mean)
    best = int((vectors[1:] @ vectors[0]).argmax())
    return stretches[best], vectors[0] - vectors[1 + best]


@lru_cache(PLACES)
def _embedded(place: tuple[str, ...], embedder: MultilingualEmbedder) -> Floats:
    """A long table has a thousand stretches, and every answer about it cites it anew."""
    return embedder.embed_deep(place)


def turns(way: Floats, directions: Directions) -> dict[str, float]:
    """How a sentence is turned, by `TURNS`: "far" is 1 for the middle one of the twins, "straight" is a cosine."""
    far = np.abs(directions.along @ way)
    straight = far / (np.linalg.norm(directions.along, axis=1) * np.linalg.norm(way) + TINY)
    return dict(zip(TURNS, (float(np.sort(far)[-MOST:].mean()), float(straight.max())), strict=True))


def centred(vectors: Floats, mean: Floats) -> Floats:
    """Both halves (what a text is about, and how) without what all texts share, each of length 1."""
    halves = (vectors - mean).reshape(len(vectors), 2, -1)
    return (halves / np.linalg.norm(halves, axis=2, keepdims=True)).reshape(len(vectors), -1).astype(np.float32)
