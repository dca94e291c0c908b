"""What was learned of answers: how blocks are ordered, and when the best of them answers."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from domain.model import Noun

LEARNED = Path(__file__).with_name("scoring.json")


class Linear(Noun):
    """A learned weighing of named features; one that is not known counts as the usual."""

    names: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float = 0.0

    def __call__(self, features: Mapping[str, float]) -> float:
        parts = zip(self.names, self.mean, self.scale, self.weights, strict=True)
        return self.bias + sum(
            weight * (features.get(name, mean) - mean) / scale for name, mean, scale, weight in parts
        )


class Weights(Noun):
    """`blocks` orders the blocks of a question; `answer` gives the log odds that the best of them answer it."""

    blocks: Linear
    answer: Linear


@cache
def learned() -> Weights:
    """As `python -m bench answers --learn` wrote them."""
    return Weights.model_validate_json(LEARNED.read_text(encoding="utf-8"))
