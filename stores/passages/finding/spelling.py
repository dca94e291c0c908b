"""What a word that the library does not know may have meant: a misspelling, or letters left out."""

from collections.abc import Sequence
from typing import NamedTuple

from stores.passages.finding.words import Words

MOST = 3
CLOSE = 0.78
SHORTEST = 4


class Guess(NamedTuple):
    """A word of the library and how sure the guess is, 0 to 1."""

    surface: str
    likeness: float


def guesses(word: str, library: Words) -> Sequence[Guess]:
    """Words of the library for one that it lacks, surest first; none for codes and short words."""
    if not word.isalpha() or len(word) < SHORTEST:
        return ()
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415

    scorer = DamerauLevenshtein.normalized_similarity
    near = process.extract(word, library.vocabulary, scorer=scorer, limit=MOST, score_cutoff=_cutoff(word))
    found = [Guess(surface, float(score)) for surface, score, _ in near]
    found += [Guess(surface, 0.7) for surface in _lengthened(word, library.vocabulary)]
    best: dict[str, Guess] = {}
    for guess in found:
        if guess.surface not in best or best[guess.surface].likeness < guess.likeness:
            best[guess.surface] = guess
    return sorted(best.values(), key=lambda guess: (-guess.likeness, guess.surface))[:MOST]


def _cutoff(word: str) -> float:
    """One slip in a short word, two in a long one."""
    return CLOSE if len(word) > 5 else 1 - 1.01 / len(word)


def _lengthened(word: str, vocabulary: Sequence[str]) -> list[str]:
    """Words that keep all letters of this one in order and begin alike: "lckwshr" is "lockwasher"."""
    bones = _bones(word)
    if bones != word[0] + word[1:]:
        longer = [other for other in vocabulary if other.startswith(word)]
        return sorted(longer, key=len)[:2]
    return sorted(
        (other for other in vocabulary if other[0] == word[0] and len(other) > len(word) and _bones(other) == bones),
        key=len,
    )[:2]


def _bones(word: str) -> str:
    """The word without its vowels after the first letter."""
    return word[0] + "".join(letter for letter in word[1:] if letter not in "aeiou")
