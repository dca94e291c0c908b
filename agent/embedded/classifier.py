"""What a question asks for where no cue word tells: a linear classifier on the embedding and the words of the question."""

import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stores.protocols import Embedder

WEIGHTS = Path(__file__).parent / "intents.npz"
WORDS = 1024
"""Buckets that words, word pairs and word beginnings are hashed into, beside the embedding."""
MEANING = 1.0
"""What the embedding counts beside the words, both of length one."""
Floats = npt.NDArray[np.float32]


def features(vector: Sequence[float], text: str) -> Floats:
    """The unit embedding and the unit vector of hashed words, side by side; shape (dimensions + 1024,)."""
    words = np.zeros(WORDS, np.float32)
    for piece in _pieces(text):
        words[zlib.crc32(piece.encode()) % WORDS] += 1.0
    length = float(np.linalg.norm(words)) or 1.0
    return np.concatenate([MEANING * np.asarray(vector, np.float32), words / length])


def _pieces(text: str) -> list[str]:
    """Words, pairs of words, and beginnings of words; accents, case and identifiers dropped."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = [word for word in re.findall(r"\w+", plain) if not any(c.isdigit() for c in word)]
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    return words + pairs + [f"{word[:4]}-" for word in words if len(word) > 4]


@cache
def _weights(path: Path) -> tuple[tuple[str, ...], str, Floats, Floats]:
    with np.load(path) as kept:
        labels = tuple(str(name) for name in kept["labels"])
        return labels, str(kept["embedder"]), kept["weights"].astype(np.float32), kept["bias"].astype(np.float32)


def likely(text: str, embedder: Embedder | None, path: Path = WEIGHTS) -> Mapping[str, float]:
    """How likely each intent is, 0 to 1, together 1; nothing where another embedder than the trained one is in use."""
    if embedder is None or not path.exists():
        return {}
    labels, trained_on, weights, bias = _weights(path)
    if embedder.name != trained_on:
        return {}
    vector = embedder.embed([text])[0]
    scores = weights @ features(vector, text) + bias
    shares = np.exp(scores - scores.max())
    shares = shares / shares.sum()
    return dict(zip(labels, [float(share) for share in shares], strict=True))
