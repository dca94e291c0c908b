"""From a question as understood to scored passages: words and vectors fused, then a few signs of an answer."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stores.passages.image import Image
from stores.passages.question import Reading
from stores.passages.segments import Floats, Ints

POOL = 100
"""How many of the best by words, and of the best by vector, are ranked further."""
BRIEF = 12
"""Passages of fewer words of their own are labels and stray lines."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Weights:
    """What each sign counts; words, meaning and section are z-scores over the pool, the others lie between 0 and 1."""

    words: float = 0.6
    meaning: float = 1.2
    section: float = 0.4
    coverage: float = 2.0
    numbers: float = 2.0
    codes: float = 1.0
    brief: float = -1.0


@dataclass(frozen=True)
class Ranked:
    """Passages of the pool, best first, with their scores."""

    passages: Ints
    scores: Floats


def by_words(reading: Reading, image: Image) -> Floats:
    """BM25 of every passage; of a concept's terms the best one counts."""
    scores = np.zeros(image.size, dtype=np.float32)
    for concept in reading.concepts:
        if len(concept.terms) == 1:
            term, sure = concept.terms[0]
            holders, impacts = image.postings(term)
            scores[holders] += impacts * (image.idf[term] * sure)
            continue
        best = np.zeros(image.size, dtype=np.float32)
        for term, sure in concept.terms:
            holders, impacts = image.postings(term)
            best[holders] = np.maximum(best[holders], impacts * (image.idf[term] * sure))
        scores += best
    return scores


def by_meaning(question: Floats, image: Image) -> Floats:
    """Cosine of every passage with the question."""
    # Not `@`: BLAS threads wait for each other on a busy machine (0.3 against 16 ms at 5,000 passages).
    return np.einsum("ij,j->i", image.vectors, question)


def rank(
    reading: Reading,
    question: Floats,
    image: Image,
    allowed: Mask | None,
    weights: Weights,
    named: Mask | None = None,
) -> Ranked:
    """Pool the best by words and by meaning, and order the pool.

    Args:
        reading: the question as words.
        question: its vector, shape (dimensions,).
        image: the library.
        allowed: which passages may be shown, shape (size,); None for all.
        weights: what each sign counts.
        named: passages of the documents that the question names by their number, shape (size,).
    """
    words, meaning = by_words(reading, image), by_meaning(question, image)
    pool = np.union1d(_best(words, allowed, positive=True), _best(meaning, allowed, positive=False)).astype(np.int32)
    if named is not None:
        own = named if allowed is None else named & allowed
        pool = np.union1d(pool, _best(meaning, own, positive=False)).astype(np.int32)
    if not len(pool):
        return Ranked(pool, np.zeros(0, np.float32))
    scores = weights.words * _standard(words[pool]) + weights.meaning * _standard(meaning[pool])
    scores = scores + weights.section * _standard(_of_section(meaning, image, pool))
    scores = scores + _signs(reading, image, pool) @ np.asarray(
        [weights.coverage, weights.numbers, weights.codes, weights.brief], dtype=np.float32
    )
    order = np.lexsort((pool, -scores))
    return Ranked(pool[order], scores[order].astype(np.float32))


def _best(scores: Floats, allowed: Mask | None, *, positive: bool) -> npt.NDArray[np.int64]:
    chosen = scores if allowed is None else np.where(allowed, scores, -np.inf)
    found = np.argpartition(-chosen, POOL)[:POOL] if len(chosen) > POOL else np.arange(len(chosen))
    return found[chosen[found] > (0.0 if positive else -np.inf)]


def _standard(scores: Floats) -> Floats:
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 1e-6 else np.zeros_like(scores)


def _of_section(scores: Floats, image: Image, pool: Ints) -> Floats:
    """For each of the pool the best score in its section: what stands beside the answer speaks for it."""
    firsts, section_of = image.runs
    return np.maximum.reduceat(scores, firsts)[section_of[pool]]


def _signs(reading: Reading, image: Image, pool: Ints) -> Floats:
    """By passage the share of the question that is there, of it numbers if one is asked, codes; 1 where it says little."""
    signs = np.zeros((len(pool), 4), dtype=np.float32)
    signs[:, 3] = image.own_words[pool] < BRIEF
    asked = codes = 0.0
    for concept in reading.concepts:
        held = np.zeros(len(pool), dtype=np.bool_)
        for term, _ in concept.terms:
            held |= _holds(image.postings(term)[0], pool)
        worth = max(float(image.idf[term]) for term, _ in concept.terms)
        asked, codes = asked + worth, codes + concept.code
        signs[:, 0] += worth * held
        signs[:, 2] += concept.code * held
    if reading.wants_number:
        signs[:, 1] = np.minimum(1.0, 2 * image.number_share[pool])
    return signs / np.asarray([asked or 1.0, 1.0, codes or 1.0, 1.0], dtype=np.float32)


def _holds(holders: Ints, pool: Ints) -> Mask:
    """Which of the pool are among the holders; both ascend."""
    at = np.minimum(np.searchsorted(holders, pool), len(holders) - 1)
    return holders[at] == pool
