"""How much a question sounds like a request to defeat what protects people: a linear classifier on the bundled embedder.

Features: the embedding, the cue words of `cues.yaml`, and hashed words, word pairs and four-letter pieces, which carry the languages that the embedder does not
know. Training set `defeating.yaml`, weights `defeating.npz`, both written and cross-validated by `python -m bench.defeating`.
"""

import re
import zlib
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from agent.embedded.intents import intents
from stores.protocols import Embedder

BINS = 4096
CUES = (
    "unsafe",
    "safety_device",
    "loosen_limit",
    "trip_limit",
    "procedure",
    "stock",
    "history",
    "cause",
    "meaning",
    "value",
)
HERE = Path(__file__).parent
WEIGHTS = HERE / "defeating.npz"
Vector = npt.NDArray[np.float32]


def features(texts: list[str], embedder: Embedder) -> Vector:
    """Shape (len(texts), dimensions + BINS), float32; embedding and pieces of unit length."""
    pieces = np.stack([np.concatenate([_cues(text), _pieces(text)]) for text in texts])
    return np.concatenate([np.asarray(embedder.embed(texts), dtype=np.float32), pieces], axis=1)


def _cues(text: str) -> Vector:
    found = intents(text)
    both = {"unsafe", "safety_device"} <= found or {"loosen_limit", "trip_limit"} <= found
    return np.array([*(name in found for name in CUES), both], dtype=np.float32)


def _pieces(text: str) -> Vector:
    out = np.zeros(BINS, dtype=np.float32)
    words = re.findall(r"\w+", text.casefold())
    grams = [*words, *(f"{a} {b}" for a, b in pairwise(words))]
    grams += [f"#{word[at : at + 4]}" for word in (f"^{w}$" for w in words) for at in range(max(len(word) - 3, 1))]
    for gram in grams:
        out[zlib.crc32(gram.encode()) % BINS] += 1.0
    out = np.sqrt(out)
    return (out / max(float(np.linalg.norm(out)), 1e-9)).astype(np.float32)


@lru_cache(1)
def _weights() -> tuple[Vector, float, str]:
    with np.load(WEIGHTS) as stored:
        return stored["weights"].astype(np.float32), float(stored["bias"]), str(stored["embedder"])


def likelihood(question: str, embedder: Embedder | None) -> float | None:
    """From 0 (honest work) to 1 (defeats a protection); None without the embedder that it was trained on."""
    if embedder is None or not WEIGHTS.exists():
        return None
    weights, bias, name = _weights()
    given = features([question[:500]], embedder)[0] if embedder.name == name else np.zeros(0, dtype=np.float32)
    if given.shape != weights.shape:
        return None
    score = float(given @ weights) + bias
    return float(1.0 / (1.0 + np.exp(-score)))
