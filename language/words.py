"""The words of a text: folded, stemmed, without the stop words of its language."""

import threading
import unicodedata
from functools import lru_cache
from typing import Any

from language.detecting import detect
from language.folding import fold, words
from language.vocabulary import vocabulary

__all__ = ["fold", "is_stop", "is_word", "snowball", "stem", "stems", "words"]

_own = threading.local()
_SHORTEST = 3


@lru_cache(200_000)
def stem(word: str, language: str = "en") -> str:
    """The Snowball stem of a folded word, one spelling where a language has two; words with digits stay as they are."""
    word = fold(word).replace("'", "")
    if len(word) < _SHORTEST or any(letter.isdigit() for letter in word):
        return word
    known = vocabulary(language)
    for one, other in known.spellings:
        word = word.replace(one, other)
    return snowball(word, known.stemmer)


def snowball(word: str, algorithm: str) -> str:
    """The stem of a lower-case word by the named Snowball algorithm, the word itself for ""; safe from any thread."""
    return str(_stemmer(algorithm).stemWord(word)) if algorithm else word


def stems(text: str, language: str = "") -> frozenset[str]:
    """The stems of the content words: numbers, and words that are no stop words of the language ("": the text's own)."""
    language = language or detect(text)
    stop = vocabulary(language).stop_words
    return frozenset(stem(word, language) for word in words(text) if word not in stop)


def is_word(text: str) -> bool:
    """Whether it is letters and nothing else; the vowel signs of some scripts are no letters to `str.isalpha`."""
    return text.isalpha() or (
        text[:1].isalpha() and all(c.isalpha() or unicodedata.category(c)[0] == "M" for c in text)
    )


def is_stop(word: str, language: str) -> bool:
    """Whether a word carries grammar rather than a subject; so do two of them that are written in one ("qu'a", "c'è")."""
    known, plain = vocabulary(language).stop_words, fold(word)
    head, mark, rest = plain.replace("\u2019", "'").partition("'")
    return plain in known or (bool(mark) and rest in known and (head in known or f"{head}'" in known or len(head) <= 2))


def _stemmer(algorithm: str) -> Any:
    """Each thread has its own: a stemmer keeps the word that it works on, and two threads garble it."""
    stemmers: dict[str, Any] = _own.__dict__
    if algorithm not in stemmers:
        import snowballstemmer  # noqa: PLC0415

        stemmers[algorithm] = snowballstemmer.stemmer(algorithm)
    return stemmers[algorithm]
