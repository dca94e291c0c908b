"""The words that a tool looks for in records: without those that only join others, and as the records may say them."""

import re
from collections.abc import Sequence
from itertools import product

from language.words import is_stop, stem, words
from stores.passages.wording.question import in_english
from stores.records.orders.wording import OR
from tools.phrases.saying import either, together

ENGLISH = "en"
_LONG_STEM = 6
MOST_CLAUSES = 64
_WORD = re.compile(r'"([^"]+)"|(\S+)')
_BETWEEN = re.compile(r'((?:"[^"]*"|[^|])*)(?:\||$)')


def telling_words(text: str, language: str) -> list[str]:
    """Words, quoted phrases and "a|b", each with what the glossary calls it in English behind an "|".

    Args:
        text: as a model or a person wrote it: in the question's language, or in English.
        language: of the question.
    """
    written = [one for quoted, word in _WORD.findall(text) if words(one := quoted or word)]
    telling = [one for one in written if OR in one or not _joins(one, language)]
    return list(dict.fromkeys(_with_english(one, language) for one in telling or written))


def ways(text: str, language: str) -> list[list[str]]:
    """The telling words of each alternative: "wrong torque|loose" is both words or the third; quotes hold a "|" together."""
    written = [one.strip() for one in _BETWEEN.findall(text) if words(one)]
    return [telling_words(one, language) for one in written or [text]]


def clauses(wanted: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The same as words that must all be said, each by one of its spellings: the form that a store takes.

    A row of words is one phrase where there would be too many.
    """
    count = 1
    for one in wanted:
        count *= len(one)
    if count > MOST_CLAUSES:
        return (OR.join(" ".join(word.split(OR)[0] for word in one) for one in wanted),)
    each = {frozenset(spelling for word in one for spelling in word.split(OR)): one for one in product(*wanted)}
    least = [one for spellings, one in each.items() if not any(other < spellings for other in each)]
    return tuple(OR.join(dict.fromkeys(one)) for one in least)


def shown_words(wanted: Sequence[str], language: str) -> str:
    """How they are said: "hose" and "burst or torn"; without the beginnings of longer ones, which are looked for too."""
    groups = [one.split(OR) for one in wanted]
    told = [
        [one for one in group if not any(other != one and other.startswith(one) for other in group)] for group in groups
    ]
    return together((f'"{either(group, language)}"' for group in told), language)


def _joins(word: str, language: str) -> bool:
    return is_stop(word, language or ENGLISH) or is_stop(word, ENGLISH)


def _stem(word: str, language: str) -> str:
    """The stem, with which all forms of a word begin, where it is long enough to begin few others; `saying` knows English forms."""
    found = stem(word, language)
    return found if language != ENGLISH and " " not in word and _LONG_STEM <= len(found) < len(word) else ""


def _with_english(word: str, language: str) -> str:
    """The glossary knows the trade's words of some languages, and technicians' shorthand."""
    spellings = [
        each
        for one in word.split(OR)
        for each in (one, in_english(one, language or ENGLISH), _stem(one, language or ENGLISH))
        if each.strip()
    ]
    return OR.join({spelling.casefold(): spelling for spelling in reversed(spellings)}.values())
