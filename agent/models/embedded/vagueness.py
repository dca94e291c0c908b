"""How likely a question leaves open which one of its kind it is about ("this clinic", "the award"): a linear head on multilingual vectors.

It reads the states of the middle layer alone: they tell how something is asked (over two collections, each judged by a head of the
other, AUC .88 and .84), the last layer what it is about (.74 and .65). Learned by `python -m bench mtrag --learn`.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from agent.models.embedded.frames import DeepEmbedder, Floats, masked, undressed
from agent.question.header import Named

WEIGHTS = Path(__file__).parent / "training" / "vagueness.npz"
LEAST = -0.7
"""Log odds from which the person is asked: of 660 questions about machines that nothing was learned from three at most, of 153 answerable turns five."""


class Head(NamedTuple):
    """A logistic regression of the middle states: `weights` and `mean` (width,)."""

    weights: Floats
    bias: float
    mean: Floats


def is_vague(
    question: str, embedder: DeepEmbedder | None, named: Sequence[Named] = (), head: Head | None = None
) -> bool:
    """Whether several things may be meant, whatever the language; never without the embedder that the head was learned with.

    Args:
        question: A person's words.
        embedder: The multilingual one.
        named: What the question names (`Header.named`).
        head: The shipped one where none is given.
    """
    if embedder is None or not question.strip():
        return False
    weights, bias, mean = head or shipped()
    vectors = middle(embedder.embed_deep([undressed(masked(question, named))]), mean)
    return float(vectors[0] @ weights + bias) >= LEAST


def middle(vectors: Floats, mean: Floats) -> Floats:
    """The second half of deep vectors (n, 2 x width) less its mean, of length 1 again: (n, width)."""
    half = vectors[:, mean.size :] - mean
    return half / np.maximum(np.linalg.norm(half, axis=1, keepdims=True), 1e-9)


@cache
def shipped() -> Head:
    """As the benchmark wrote it."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        weights, bias, mean = (np.asarray(file[name], np.float32) for name in Head._fields)
        return Head(weights, float(bias), mean)
