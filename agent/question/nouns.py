"""Words for the records' nouns and fields ("work order", "Baugruppe", "técnico"), in every language that has them."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

import yaml

from language.vocabulary import all_languages, vocabulary
from language.words import fold, is_stop, stem, words

LONGEST = 3
"""Words of the longest phrase."""
_SHORTEST_END = 4
"""Letters from which a noun may end a compound ("Windkraftanlage")."""
_LONG, _LONG_END = 7, 6
"""Letters of a word that is a noun of whichever language has it, and of one that ends such a compound."""
_ALONE = frozenset(
    "article asking buy command interrogative joining mention past per please present pronoun subject told wish".split()
)
"""Words that are no nouns: none ends a compound ("herumliegen" is no "liegen")."""
_COLUMN = re.compile(r"\b[^\W\d_]+(?:(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_)[^\W\d]+\b")
Phrase = tuple[str, ...]


@lru_cache(50_000)
def named_by(phrase: Phrase, language: str) -> frozenset[str]:
    """The nouns that exactly these folded words stand for, in the language or in English."""
    found: frozenset[str] = frozenset()
    for each in dict.fromkeys((language, "en")):
        if len(phrase) == 1 and is_stop(phrase[0], each) and phrase[0] not in _single(each):
            # The Danish "var" (was) has the stem of "vare" (item).
            continue
        stems = tuple(stem(word, each) for word in phrase)
        found |= _phrases(each).get(stems, frozenset())
        if not found and len(phrase) == 1:
            found |= _end_of_compound(phrase[0], each)
    if not found and len(phrase) == 1 and len(phrase[0]) >= _LONG:
        # Of a few words the language is often taken for another.
        for each in languages():
            found |= _single(each).get(phrase[0], frozenset()) or _end_of_compound(phrase[0], each, shortest=_LONG_END)
    return found


def before(told: Sequence[str], language: str) -> frozenset[str]:
    """The nouns that the last of these folded words stand for, "no." and "number" left out ("alarm no. 309")."""
    while told and "number" in named_by((told[-1],), language):
        whole = _ending(told, language)
        if whole - {"number"}:
            return whole
        told = told[:-1]
    return _ending(told, language)


def is_of_resetting(word: str) -> bool:
    """Whether a folded word is one of resetting an alarm: "reset", "quittieren", "acquitter", "nulstil"."""
    return word.startswith(_resetting())


@cache
def _resetting() -> tuple[str, ...]:
    return tuple(sorted(begins for language in all_languages() for begins in vocabulary(language).resetting))


def plainly(text: str, language: str) -> str:
    """With a column's name as its noun ("PMType" as "Type", "MajorSystem" as "System")."""

    def last(match: re.Match[str]) -> str:
        end = re.split(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_", match.group())[-1]
        return end if named_by((fold(end),), language) else match.group()

    return _COLUMN.sub(last, text)


def nouns_in(told: Sequence[str], language: str) -> list[tuple[int, int, frozenset[str]]]:
    """Place, length and nouns of every phrase in these folded words, the longest at each place."""
    found: list[tuple[int, int, frozenset[str]]] = []
    at = 0
    while at < len(told):
        for size in range(min(LONGEST, len(told) - at), 0, -1):
            named = named_by(tuple(told[at : at + size]), language)
            if named:
                found.append((at, size, named))
                at += size - 1
                break
        at += 1
    return found


def said_in(text: str, language: str) -> frozenset[str]:
    """All nouns that a text says."""
    return frozenset(noun for _, _, kinds in nouns_in(words(plainly(text, language)), language) for noun in kinds)


def languages() -> tuple[str, ...]:
    """The languages that have nouns."""
    return tuple(_held())


def phrases_of(noun: str, language: str) -> list[tuple[Phrase, str]]:
    """The phrases for a noun in the language and in English: their stems, and folded as written."""
    found: list[tuple[Phrase, str]] = []
    for each in dict.fromkeys((language, "en")):
        for phrase in _held().get(each, {}).get(noun, "").split(","):
            stems = tuple(stem(word, language) for word in words(phrase))
            found += [(stems, fold(phrase.strip()))] if stems else []
    return list(dict.fromkeys(found))


def single_words(noun: str, language: str) -> frozenset[str]:
    """The single folded words listed under a noun in the language, else in English."""
    listed = _single(language) if language in _held() else _single("en")
    return frozenset(word for word, named in listed.items() if noun in named)


def _ending(told: Sequence[str], language: str) -> frozenset[str]:
    for size in range(min(LONGEST, len(told)), 0, -1):
        named = named_by(tuple(told[-size:]), language)
        if named:
            return named
    return frozenset()


def _end_of_compound(word: str, language: str, shortest: int = _SHORTEST_END) -> frozenset[str]:
    ends = (noun for noun in _single(language) if len(noun) >= shortest and word.endswith(noun))
    longest = max((noun for noun in ends if len(word) >= len(noun) + 3), key=len, default="")
    return _single(language).get(longest, frozenset()) - _ALONE


@cache
def _held() -> Mapping[str, Mapping[str, str]]:
    text = (Path(__file__).parent / "nouns.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, Mapping[str, str]]", yaml.safe_load(text))


@cache
def _phrases(language: str) -> Mapping[Phrase, frozenset[str]]:
    found: dict[Phrase, frozenset[str]] = {}
    for noun, written in _held().get(language, {}).items():
        for phrase in written.split(","):
            stems = tuple(stem(word, language) for word in words(phrase))
            found[stems] = found.get(stems, frozenset()) | {noun}
    return found


@cache
def _single(language: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for noun, written in _held().get(language, {}).items():
        for phrase in written.split(","):
            if len(phrase.split()) == 1:
                found[fold(phrase.strip())] = found.get(fold(phrase.strip()), frozenset()) | {noun}
    return found
