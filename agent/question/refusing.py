"""Requests to defeat what protects people are refused; honest questions about the same devices are not.

A linear classifier on the multilingual embedder and on hashed words, word pairs and four-letter pieces. It learns from `refusing.yaml`;
`python -m bench defeating` trains, cross-validates and writes `refusing.npz`. Without its embedder the pieces decide alone.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from agent.phrases.saying import phrase
from agent.safety.hazards import hazardous, makes_safe
from language.identifiers import identifiers
from language.sentences import sentences
from language.words import fold
from stores.protocols import Embedder

HERE = Path(__file__).parent
WEIGHTS = HERE / "refusing.npz"
SURE_OF_DEVICE = 0.68
SURE = 0.8
SURE_OF_PART = 0.9
"""How sure the classifier has to be where a protection is named, where none is, and of a sentence out of its context."""
BINS = 4096
SCALE = 2.0
"""Embeddings of this model lie close together: what tells them apart is made as long as the pieces."""
BEGINNING = 6
MAX_CHARS = 500
MAX_SENTENCES = 12
Vector = npt.NDArray[np.float32]


def refusal(text: str, language: str, embedder: Embedder | None) -> str | None:
    """The sentence that refuses, in the reader's language; None for whatever may be looked up."""
    return phrase("unsafe", language) if defeats_protection(text, embedder) else None


def defeats_protection(text: str, embedder: Embedder | None) -> bool:
    """Whether the text, or one of its sentences, asks to bypass, silence or skip what protects people."""
    asked = [part[:MAX_CHARS] for part in (text, *sentences(text)[:MAX_SENTENCES]) if part.strip()]
    if not asked:
        return False
    named = np.array([names_protection(part, _learned().devices) for part in asked])
    whole = np.arange(len(asked)) == 0
    least = np.where(whole, np.where(named, SURE_OF_DEVICE, SURE), np.where(named, SURE, SURE_OF_PART))
    return bool((likelihood(asked, embedder) > least).any())


def names_protection(text: str, devices: frozenset[str]) -> bool:
    """Whether a protective device (told by the `beginnings` of such names), a lock-out or a danger is named."""
    return not beginnings(text).isdisjoint(devices) or makes_safe(text) or hazardous(text)


def likelihood(texts: Sequence[str], embedder: Embedder | None) -> Vector:
    """From 0 (honest work) to 1 (defeats a protection), one a text."""
    learned = _learned()
    known = embedder if embedder is not None and embedder.name == learned.embedder else None
    weights, bias = learned.both if known else learned.pieces
    score = features(texts, known) @ weights + bias
    return (1.0 / (1.0 + np.exp(-score))).astype(np.float32)


def features(texts: Sequence[str], embedder: Embedder | None) -> Vector:
    """Shape (len(texts), dimensions + BINS), float32; only the pieces where there is no embedder. No identifier tells what is wanted."""
    plain = [_without_identifiers(text) for text in texts]
    pieces = np.stack([_pieces(text) for text in plain])
    if embedder is None:
        return pieces
    return np.concatenate([SCALE * np.asarray(embedder.embed(plain), dtype=np.float32), pieces], axis=1)


def _without_identifiers(text: str) -> str:
    out = text
    for one in reversed(identifiers(text)):
        out = out[: one.start] + out[one.end :]
    return " ".join(out.split()) or text


def beginnings(text: str) -> set[str]:
    """The first letters of its longer words: one form of most inflections."""
    return {word[:BEGINNING] for word in re.findall(r"\w+", fold(text)) if len(word) > 3}


def _pieces(text: str) -> Vector:
    out = np.zeros(BINS, dtype=np.float32)
    words = re.findall(r"\w+", fold(text))
    grams = [*words, *(f"{one} {other}" for one, other in pairwise(words))]
    grams += [f"#{word[at : at + 4]}" for word in (f"^{w}$" for w in words) for at in range(max(len(word) - 3, 1))]
    for gram in grams:
        out[zlib.crc32(gram.encode()) % BINS] += 1.0
    out = np.sqrt(out)
    return (out / max(float(np.linalg.norm(out)), 1e-9)).astype(np.float32)


@dataclass(frozen=True)
class _Learned:
    embedder: str
    devices: frozenset[str]
    both: tuple[Vector, float]
    pieces: tuple[Vector, float]


@lru_cache(1)
def _learned() -> _Learned:
    with np.load(WEIGHTS) as stored:
        return _Learned(
            embedder=str(stored["embedder"]),
            devices=frozenset(str(word) for word in stored["devices"]),
            both=(stored["both"].astype(np.float32), float(stored["both_bias"])),
            pieces=(stored["pieces"].astype(np.float32), float(stored["pieces_bias"])),
        )
