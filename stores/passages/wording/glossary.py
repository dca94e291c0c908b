"""Words to other words: technicians' shorthand, trade terms of other languages, function words."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

from stores.passages.wording.text import fold, stem

ENGLISH = "en"
SPLITTING = ("de", "da")
LINKS = ("", "s", "es", "n", "en", "er", "e")
SHORTEST_PART = 2
SUBJECTS = ("machine", "quantities", "work", "troubles", "devices", "actions", "qualities", "questions")
"""The files of terms, nearest to the trade first: of several meanings the first counts most."""


@lru_cache(1)
def function_words() -> dict[str, frozenset[str]]:
    """Folded function words by language."""
    return {language: frozenset(fold(text).split()) for language, text in _read("function_words").items()}


@lru_cache(1)
def shorthand() -> dict[str, str]:
    """Folded shorthand to plain English."""
    return {fold(str(short)): str(plain) for short, plain in _read("shorthand").items()}


@lru_cache(8)
def trade_terms(language: str) -> dict[str, tuple[str, ...]]:
    """Folded words of a language, and their stems, to English terms."""
    found: dict[str, list[str]] = {}
    for english, term in _all_terms().items():
        named = term.get(language, ())
        for word in [named] if isinstance(named, str) else named:
            for key in {fold(word), stem(fold(word), language)}:
                found.setdefault(key, []).append(english)
    return {word: tuple(dict.fromkeys(meanings)) for word, meanings in found.items()}


@lru_cache(1)
def languages() -> frozenset[str]:
    """Languages that can be translated."""
    return frozenset(function_words()) - {ENGLISH}


def translate(word: str, language: str) -> tuple[str, ...]:
    """English terms for a folded word; a German or Danish compound is split where its parts are known."""
    terms = trade_terms(language)
    known = _whole(word, language, terms)
    if known or language not in SPLITTING:
        return known or ()
    return _split(word, language, terms)


def _whole(word: str, language: str, terms: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return terms.get(word) or terms.get(stem(word, language)) or terms.get(_base(word, language), ())


def _base(word: str, language: str) -> str:
    """Of Danish forms which the stemmer leaves apart: the verb of "skiftede" and "skiftet", the filter of "filtre"."""
    if language != "da":
        return ""
    if word.endswith(("tre", "dre")):
        return f"{word[:-2]}er"
    ending = next((e for e in ("ede", "et") if word.endswith(e)), "")
    return f"{word.removesuffix(ending)}e" if ending else ""


def _split(word: str, language: str, terms: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The first split from the longest head on whose parts are both known; without a letter between them, if there is one."""
    places = range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1)
    for at, links in [(at, links) for links in (LINKS[:1], LINKS[1:]) for at in places]:
        head = _head(word[:at], terms, links)
        if head:
            tail = _whole(word[at:], language, terms) or _split(word[at:], language, terms)
            if tail:
                return (f"{head[0]} {tail[0]}", *(f"{head[0]} {other}" for other in tail[1:2]))
    return ()


def _head(word: str, terms: dict[str, tuple[str, ...]], links: tuple[str, ...]) -> tuple[str, ...]:
    for link in links:
        if word.endswith(link):
            bare = word[: len(word) - len(link)] if link else word
            known = terms.get(bare) or terms.get(f"{bare}e") or terms.get(f"{bare}en")
            if known and len(bare) >= SHORTEST_PART:
                return known
    return ()


@lru_cache(1)
def troubles() -> frozenset[str]:
    """English terms for what goes wrong ("leak", "noise")."""
    return frozenset(_read("terms/troubles"))


@lru_cache(1)
def _all_terms() -> dict[str, dict[str, Any]]:
    merged: dict[str, dict[str, Any]] = {}
    for name in SUBJECTS:
        merged.update(_read(f"terms/{name}"))
    return merged


def _read(name: str) -> dict[str, Any]:
    import yaml  # noqa: PLC0415

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (files("stores.passages.wording") / "glossary_terms" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)


@lru_cache(8)
def words_of(language: str) -> dict[str, str]:
    """English trade terms to the first word of a language."""
    found = {english: term.get(language, "") for english, term in _all_terms().items()}
    return {english: word if isinstance(word, str) else word[0] for english, word in found.items() if word}
