"""Which frames a question has (a count, a list, a manual's answer, a part's stock ...): a linear head on multilingual vectors.

A frame says what kind of answer is asked for; what it is about comes from the question's names and words. A question may
have two ("alarm 309 and do we have the part"), so each frame has a probability of its own. The head is learned by
`python -m agent.models.embedded.training.fit`.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from agent.question.header import Named

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "training" / "frames.npz"
PLACEHOLDERS = {
    "asset": "machine M1",
    "which_asset": "machine M1",
    "alarm": "alarm A1",
    "work_order": "work order W1",
    "part": "part P1",
    "document": "document D1",
    "model": "type T1",
}
"""What stands for an identifier, by kind: no head should learn what this company's machines are called."""


class DeepEmbedder(Protocol):
    """`stores.embedders.multilingual.MultilingualEmbedder`, or one that stands in for it."""

    def embed_deep(self, texts: Sequence[str]) -> Floats:
        """One row a text: two vectors of length 1 side by side."""
        ...


def frames(question: str, embedder: DeepEmbedder | None, named: Sequence[Named] = ()) -> dict[str, float]:
    """The probability of each frame, whatever the language of the question.

    Args:
        question: A person's words.
        embedder: The one that the head was learned with; without one nothing is known.
        named: What the question names (`Header.named`).
    """
    if embedder is None or not question.strip():
        return {}
    labels, weights, bias, mean = _head()
    vectors = centred(embedder.embed_deep([undressed(masked(question, named))]), mean)
    shares = 1 / (1 + np.exp(-(vectors[0] @ weights + bias)))
    return dict(zip(labels, map(float, shares), strict=True))


def masked(question: str, named: Sequence[Named] = ()) -> str:
    """The question with a placeholder for each identifier that it names."""
    known = {one.said or one.value: PLACEHOLDERS.get(one.kind.removeprefix("unknown_"), "") for one in reversed(named)}
    spellings = sorted((said for said, placeholder in known.items() if placeholder), key=len, reverse=True)
    if not spellings:
        return question
    anywhere = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)")
    return anywhere.sub(lambda match: known[match[0]], question)


def undressed(text: str) -> str:
    """Without the marks and the capital of a sentence: some write them, most do not, and no frame should be told by them."""
    plain = text.strip(" \t\n?!.\u2026\u00bf\u00a1\u0964") or text
    return plain if plain[1:2].isupper() else plain[:1].lower() + plain[1:]


def centred(vectors: Floats, mean: Floats) -> Floats:
    """Each half less its mean, of length 1 again: raw cosines of the model lie between .8 and .85 for unlike texts."""
    halves = np.split(vectors - mean, 2, axis=1)
    return np.hstack([half / np.maximum(np.linalg.norm(half, axis=1, keepdims=True), 1e-9) for half in halves])


@cache
def _head() -> tuple[tuple[str, ...], Floats, Floats, Floats]:
    """Labels, weights (features, labels), bias (labels,), mean (features,)."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        weights, bias, mean = (np.asarray(file[name], np.float32) for name in ("weights", "bias", "mean"))
        return tuple(map(str, file["labels"])), weights, bias, mean
