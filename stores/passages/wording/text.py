"""Text to index words: folded, stemmed, with codes, numbers and units in one form."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from language.folding import without_accents
from language.vocabulary import ENGLISH, vocabulary
from language.words import snowball

_WORD = re.compile(r"[\w\u0900-\u0DFF]+(?:[-./'’&][\w\u0900-\u0DFF]+)*")
_PART = re.compile(r"\d+(?:[./]\d+)*|[\u0900-\u0965\u0970-\u0DFF]+|[^\W\d_]+(?:['’][^\W\d_]+)*")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+)(?![\d,])")
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d,])")
_NEWTON_METRE = re.compile(
    r"(?<=\d)\s*n\s?[·.∙⋅*•×-]\s?m\b|\bn[·∙⋅*•×]m\b|\bnewton[\s-]?met(?:re|er)s?\b", re.IGNORECASE
)
_DEGREE = re.compile(r"\s*(?:°|º|˚|\bdeg(?:rees?|\.)?)\s*(?=[cf]\b)", re.IGNORECASE)


class Word(NamedTuple):
    """One index word. `surface` is as folded from the text, `term` is what is stored; `code` has letters and digits."""

    surface: str
    term: str
    code: bool


def fold(text: str) -> str:
    """Lower case, no diacritics, one form of numbers and units ("1,000" is 1000, "N·m" is Nm, "20 °C" is 20 C)."""
    text = unicodedata.normalize("NFKC", text).replace("⁄", "/")
    text = _NEWTON_METRE.sub(" Nm", text)
    text = _DEGREE.sub(" ", text)
    text = _THOUSANDS.sub(lambda found: found.group().replace(",", ""), text)
    text = _DECIMAL_COMMA.sub(r"\1.\2", text)
    return without_accents(text.casefold())


def joined(text: str) -> str:
    """Only letters and digits, folded: how codes are compared ("HT-900B" is "ht900b")."""
    return "".join(character for character in fold(text) if character.isalnum())


@lru_cache(200_000)
def stem(word: str, language: str = "en") -> str:
    """The Snowball stem after American spelling; words with digits stay whole."""
    if not word.isalpha() or len(word) < 3:
        return word
    for british, american in vocabulary(ENGLISH).spellings:
        word = word.replace(british, american)
    return snowball(word.replace("’", "").replace("'", ""), vocabulary(language).stemmer)


def words(text: str, language: str = "en") -> Iterator[Word]:
    """The index words of a text in order; a code gives itself joined and then its parts."""
    for found in _WORD.finditer(fold(text)):
        whole = found.group().strip("_")
        parts = _PART.findall(whole)
        mixed = len(parts) > 1 and any(part[0].isdigit() for part in parts)
        if mixed:
            code = "".join(character for character in whole if character.isalnum())
            yield Word(code, code, True)
        for part in parts:
            part = part.replace("’", "'").removesuffix("'s").replace("'", "")
            if part:
                yield Word(part, stem(part, language), False)
