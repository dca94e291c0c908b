"""From a question as understood to scored passages: words and vectors fused, then a few signs of an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stores.passages.finding.words import Held
from stores.passages.wording.question import Reading

BRIEF = 12
"""Passages of fewer words of their own are labels and stray lines."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """What each sign counts; words, meaning and section are z-scores over the pool, the others lie between 0 and 1."""

    words: float = 0.6
    meaning: float = 1.2
    section: float = 0.2
    coverage: float = 4.0
    numbers: float = 2.0
    brief: float = -0.5


@dataclass(frozen=True)
class Meaning:
    """What one embedder says: the cosines of the passages with the question by their key, and how much it counts, 0 to 1."""

    cosines: Mapping[str, float]
    share: float


@dataclass(frozen=True)
class Ranked:
    """A passage with its score, which is comparable within one search only."""

    held: Held
    score: float


def rank(reading: Reading, pool: Sequence[Held], meanings: Sequence[Meaning], weights: Weights) -> list[Ranked]:
    """Order the pool, best first.

    Args:
        reading: the question as words; of one that is not understood whole, words count less.
        pool: the passages that words or vectors found.
        meanings: what each embedder says; none where no vectors could be asked.
        weights: what each sign counts.
    """
    if not pool:
        return []
    trust = reading.understood
    scores = (1 + trust) / 2 * weights.words * _standard(np.asarray([held.words for held in pool], dtype=np.float32))
    for meaning in meanings:
        least = min(meaning.cosines.values(), default=0.0)
        near = np.asarray([meaning.cosines.get(held.key, least) for held in pool], dtype=np.float32)
        scores += meaning.share * weights.meaning * _standard(near)
        scores += meaning.share * weights.section * _standard(_of_section(near, pool))
    signs = [trust * weights.coverage, weights.numbers, weights.brief]
    scores += _signs(reading, pool) @ np.asarray(signs, dtype=np.float32)
    order = sorted(range(len(pool)), key=lambda at: (-scores[at], pool[at].key))
    return [Ranked(pool[at], float(scores[at])) for at in order]


def _standard(scores: Floats) -> Floats:
    """z-scores over the pool, not the library: its size must not shift the balance."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 1e-6 else np.zeros_like(scores)


def _of_section(meaning: Floats, pool: Sequence[Held]) -> Floats:
    """For each of the pool the best in its section: what stands beside the answer speaks for it."""
    best: dict[str, float] = {}
    for held, score in zip(pool, meaning.tolist(), strict=True):
        best[held.section] = max(best.get(held.section, score), score)
    return np.asarray([best[held.section] for held in pool], dtype=np.float32)


def _signs(reading: Reading, pool: Sequence[Held]) -> Floats:
    """By passage the share of the question that is there, of it numbers if one is asked; 1 where it says little."""
    asked = sum(concept.worth for concept in reading.concepts) or 1.0
    signs = np.zeros((len(pool), 3), dtype=np.float32)
    for row, held in enumerate(pool):
        terms = held.headings.union(held.text)
        there = [concept for concept in reading.concepts if any(term in terms for term, _ in concept.terms)]
        numbers = sum(term[0].isdigit() for term in held.text) / max(1, len(held.text))
        signs[row] = (
            sum(concept.worth for concept in there) / asked,
            reading.wants_number * min(1.0, 2 * numbers),
            len(held.text) < BRIEF,
        )
    return signs
