"""From a question as understood to scored passages: words and vectors fused, then a few signs of an answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stores.passages.finding.words import Held
from stores.passages.wording.question import Reading

BRIEF = 12
"""Passages of fewer words of their own are labels and stray lines."""

LEAST_HEARD = 5
"""Passages in the question's language that tell how many of its words those have that mean as much."""

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
    asks: float = -1.0


@dataclass(frozen=True)
class Meaning:
    """What one embedder says: the cosines of the passages with the question by their key, and how much it counts, 0 to 1.

    `deaf_to`: the documents whose language it does not know; what the last embedder says of them counts for it too.
    """

    cosines: Mapping[str, float]
    share: float
    deaf_to: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ranked:
    """A passage with its score, which is comparable within one search only."""

    held: Held
    score: float


def rank(
    reading: Reading,
    pool: Sequence[Held],
    meanings: Sequence[Meaning],
    weights: Weights,
    foreign: Collection[str] = (),
) -> list[Ranked]:
    """Order the pool, best first.

    Args:
        reading: the question as words; of one that is not understood whole, words count less.
        pool: the passages that words or vectors found.
        meanings: what each embedder says; none where no vectors could be asked.
        weights: what each sign counts.
        foreign: the documents in another language than the question: words that are not there say nothing against them.
    """
    if not pool:
        return []
    trust = reading.understood
    own, around = _meant(pool, meanings)
    words = _standard(np.asarray([held.words for held in pool], dtype=np.float32))
    signs = _signs(reading, pool)
    is_foreign = np.asarray([held.document in foreign for held in pool])
    words, signs[:, 0] = (_expected(one, own, is_foreign) for one in (words, signs[:, 0]))
    signs[signs[:, 3] > 0, 0] = 0.0  # a page that asks has the words of any question
    scores = (1 + trust) / 2 * weights.words * words + weights.meaning * own + weights.section * around
    scores += signs @ np.asarray(
        [trust * weights.coverage, weights.numbers, weights.brief, weights.asks], dtype=np.float32
    )
    order = sorted(range(len(pool)), key=lambda at: (-scores[at], pool[at].key))
    return [Ranked(pool[at], float(scores[at])) for at in order]


def _meant(pool: Sequence[Held], meanings: Sequence[Meaning]) -> tuple[Floats, Floats]:
    """What the embedders say together of each of the pool, and of its section."""
    own, around = np.zeros(len(pool), dtype=np.float32), np.zeros(len(pool), dtype=np.float32)
    last: tuple[Floats, Floats] | None = None
    for meaning in reversed(meanings):
        least = min(meaning.cosines.values(), default=0.0)
        near = np.asarray([meaning.cosines.get(held.key, least) for held in pool], dtype=np.float32)
        said = _standard(near), _standard(_of_section(near, pool))
        if last:
            deaf = np.asarray([held.document in meaning.deaf_to for held in pool])
            said = np.where(deaf, last[0], said[0]), np.where(deaf, last[1], said[1])
        last = last or said
        own += meaning.share * said[0]
        around += meaning.share * said[1]
    return own, around


def _expected(sign: Floats, meant: Floats, is_foreign: npt.NDArray[np.bool_]) -> Floats:
    """A sign of words, where a passage in another language has at least as much of it as others that mean as much (a straight line through those)."""
    heard = ~is_foreign
    if heard.sum() < LEAST_HEARD or not is_foreign.any() or float(meant[heard].std()) < 1e-6:
        return sign
    slope = float(np.cov(meant[heard], sign[heard], bias=True)[0, 1] / meant[heard].var())
    line = sign[heard].mean() + max(slope, 0.0) * (meant - meant[heard].mean())
    return np.where(is_foreign, np.maximum(sign, line), sign).astype(np.float32)


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
    """By passage the share of the question that is there, of it numbers if one is asked; 1 where it says little; 1 where it asks."""
    asked = sum(concept.worth for concept in reading.concepts) or 1.0
    signs = np.zeros((len(pool), 4), dtype=np.float32)
    for row, held in enumerate(pool):
        terms = held.headings.union(held.text)
        there = [concept for concept in reading.concepts if any(term in terms for term, _ in concept.terms)]
        numbers = sum(term[0].isdigit() for term in held.text) / max(1, len(held.text))
        signs[row] = (
            sum(concept.worth for concept in there) / asked,
            reading.wants_number * min(1.0, 2 * numbers),
            len(held.text) < BRIEF,
            held.asks,
        )
    return signs
