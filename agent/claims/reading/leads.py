"""What stands before a sentence and says nothing of the matter: "According to the manual,", "Note that", signs of markup."""

import re
from functools import lru_cache

from language.vocabulary import phrases, vocabulary
from language.words import fold, is_stop

LEAST = 2
"""Words of what is left."""
MOST = 2
"""Leads of one sentence."""
_MARKUP = re.compile(r"^\s*(?:(?:#{1,6}|>|[-*•])\s+)+")
_HEAD = re.compile(r"\s*([^,:;.\d()]{2,60}?)\s?[,:]\s+(?=\S)")


@lru_cache(maxsize=8_192)
def without_lead(text: str, language: str) -> str:
    """A sentence without the words that only introduce it; a lead has no figure, no denial, no condition and no word of the matter."""
    rest = _MARKUP.sub("", text)
    for _ in range(MOST):
        behind = rest[_end(rest, language) :]
        if len(behind.split()) < LEAST:
            break
        rest = behind
    return rest


def _end(text: str, language: str) -> int:
    """Where the lead of a text ends."""
    if opened := _that(language).match(text):
        return opened.end()
    head = _HEAD.match(text)
    return head.end() if head and _introduces(fold(head[1]), language) else 0


def _introduces(head: str, language: str) -> bool:
    known = vocabulary(language)
    left, found = phrases(known.leads["words"]).subn(" ", head)
    logic = known.negations | known.only | known.conditions | known.order["before"] | known.order["after"]
    return bool(found) and not phrases(logic).search(left) and all(is_stop(word, language) for word in left.split())


@lru_cache(maxsize=64)
def _that(language: str) -> re.Pattern[str]:
    """As written or folded, with a comma before its last word where the language has one."""
    words = sorted(vocabulary(language).leads["that"], key=len, reverse=True)
    either = "|".join(r",?\s+".join(map(re.escape, phrase.split())) for phrase in words) or r"(?!)"
    return re.compile(rf"\s*(?:{either})\s*[:,]?\s+", re.IGNORECASE)
