"""The words that a tool looks for in records: without those that only join others, and as the records may say them."""

import re
from collections.abc import Sequence

from language.words import is_stop, words
from stores.passages.wording.question import in_english
from stores.records.orders.wording import OR

ENGLISH = "en"
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


def shown_words(wanted: Sequence[str]) -> str:
    """How they are said: "hose" and "burst or torn"."""
    return " and ".join(f'"{" or ".join(one.split(OR))}"' for one in wanted)


def _joins(word: str, language: str) -> bool:
    return is_stop(word, language or ENGLISH) or is_stop(word, ENGLISH)


def _with_english(word: str, language: str) -> str:
    """The glossary knows the trade's words of some languages, and technicians' shorthand."""
    spellings = [each for one in word.split(OR) for each in (one, in_english(one, language or ENGLISH)) if each.strip()]
    return OR.join({spelling.casefold(): spelling for spelling in reversed(spellings)}.values())
