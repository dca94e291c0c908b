"""Words that a line's end cuts: what stands between a line and the next one."""

import re
from functools import cache

from language.folding import fold
from language.vocabulary import all_languages, vocabulary

_FIRST = re.compile(r"[^\W\d_]+")


def join(text: str, following: str) -> str:
    """Two lines of one text as one: a hyphen that only cut a word goes, one that is written ("M-" "class", "SB-" "031") stays without a blank.

    One that stands for a word still to come ("high-" "and low-pressure") stays with its blank.
    """
    if len(text) < 2 or text[-1] != "-" or not text[-2].isalnum() or not following[:1].isalnum():
        return f"{text} {following}"
    first = _FIRST.match(following)
    if first and fold(first.group()) in _pairing():
        return f"{text} {following}"
    return text + following if _is_written(text, following) else text[:-1] + following


def _is_written(text: str, following: str) -> bool:
    word = re.split(r"\s", text)[-1][:-1]
    code = any(letter.isdigit() for letter in word) or following[0].isdigit()
    return code or following[0].isupper() or "-" in word or len(word) < 2 or word.isupper()


@cache
def _pairing() -> frozenset[str]:
    return frozenset[str]().union(*(vocabulary(language).pairing for language in all_languages()))
