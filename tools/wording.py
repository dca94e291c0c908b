"""The words that a tool looks for in records: without those that only join others, and as the records may say them."""

import re
from collections.abc import Sequence

from language.words import is_stop, stem, words
from stores.passages.wording.question import in_english
from stores.records.orders.wording import OR
from tools.phrases.saying import either, together

ENGLISH = "en"
_LONG_STEM = 6
_WORD = re.compile(r'"([^"]+)"|(\S+)')


def telling_words(text: str, language: str) -> list[str]:
    """Words, quoted phrases and "a|b", each with what the glossary calls it in English behind an "|".

    Args:
        text: as a model or a person wrote it: in the question's language, or in English.
        language: of the question.
    """
    written = [one for quoted, word in _WORD.findall(text) if words(one := quoted or word)]
    telling = [one for one in written if OR in one or not _joins(one, language)]
    return list(dict.fromkeys(_with_english(one, language) for one in telling or written))


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
