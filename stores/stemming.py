"""Snowball stemmers. Each thread has its own: one keeps the word that it works on, and two threads garble it."""

import threading
from typing import Any

_own = threading.local()


def snowball_stem(word: str, algorithm: str = "english") -> str:
    """The stem of a lower-case word by the named Snowball algorithm; safe from any thread."""
    stemmers: dict[str, Any] = _own.__dict__
    if algorithm not in stemmers:
        import snowballstemmer  # noqa: PLC0415

        stemmers[algorithm] = snowballstemmer.stemmer(algorithm)
    return str(stemmers[algorithm].stemWord(word))
