"""What a word that has an opposite is called in another language: "blocca" is "lock", as the pairs of both vocabularies have one name."""

from collections.abc import Mapping
from functools import lru_cache

from language.vocabulary import vocabulary
from language.words import is_stop, stem

Side = tuple[str, int]
"""The name of a pair, and which of its two sides."""


@lru_cache(32_768)
def counterparts(word: str, spoken: str, written: str) -> frozenset[str]:
    """The folded single words of another language for what a word means that has an opposite; none for a word of grammar."""
    if spoken == written or is_stop(word, spoken):
        return frozenset()
    theirs = vocabulary(written).opposites
    sides = _sides(spoken).get(stem(word, spoken), ())
    told = {one for name, side in sides if name in theirs for one in theirs[name][side]}
    return frozenset(one for one in told if " " not in one and not is_stop(one, written))


@lru_cache(32)
def _sides(language: str) -> Mapping[str, tuple[Side, ...]]:
    """Stem -> the sides whose words have it."""
    found: dict[str, dict[Side, None]] = {}
    for name, pair in vocabulary(language).opposites.items():
        for side, told in enumerate(pair):
            for one in (one for one in told if " " not in one):
                found.setdefault(stem(one, language), {})[name, side] = None
    return {one: tuple(sides) for one, sides in found.items()}
