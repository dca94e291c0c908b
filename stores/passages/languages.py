"""Which language a question is in: its function words, its letters, and the trade's own words where those do not tell."""

import re
from functools import lru_cache

from stores.passages import glossary
from stores.passages.text import fold, words

_SIGNS = {
    "da": re.compile(r"[æøå]", re.IGNORECASE),
    "de": re.compile(r"[äß]", re.IGNORECASE),
    "es": re.compile(r"[ñ¿¡]", re.IGNORECASE),
    "pt": re.compile(r"[ãõç]|\bo que\b", re.IGNORECASE),
    "hi": re.compile(r"[\u0900-\u097F]"),
}
SIGN = 1.5
"""What a letter, or a pair of words, that only one of the languages has counts beside a function word."""
TERM = 0.4
"""What a term of the trade counts: enough to tell where function words are shared ("der" is German and Danish)."""


@lru_cache(4_096)
def language_of(query: str) -> str:
    """The language where another one clearly beats English; else English."""
    asked = [word.surface for word in words(query)]
    scores = {name: float(sum(word in known for word in asked)) for name, known in glossary.function_words().items()}
    for name, signs in _SIGNS.items():
        scores[name] += SIGN * len(signs.findall(query))
        # What English shares with it ("alarm", "filter") counts for both.
        scores[name] += TERM * sum(bool(glossary.translate(word, name)) for word in asked)
    scores[glossary.ENGLISH] += TERM * sum(_is_english(word) for word in asked)
    best = max(scores, key=lambda name: (scores[name], name == glossary.ENGLISH))
    return best if scores[best] > scores[glossary.ENGLISH] else glossary.ENGLISH


def _is_english(word: str) -> bool:
    return bool({word, word.removesuffix("s")} & _english_terms())


@lru_cache(1)
def _english_terms() -> frozenset[str]:
    """The words that the English terms are made of, and shorthand."""
    terms = [*glossary.words_of("de"), *glossary.words_of("es"), *glossary.shorthand(), *glossary.shorthand().values()]
    return frozenset(word for term in terms for word in fold(term).split())
