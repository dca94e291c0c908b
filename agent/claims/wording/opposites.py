"""Words that say the opposite of the source."""

import re
from functools import lru_cache

from agent.claims.wording.limits import without_limits
from agent.claims.wording.stems import stems_of
from language.vocabulary import phrases, vocabulary
from language.words import fold, is_stop, stem


def opposed(text: str, source: str, language: str, *, whole: str = "", strict: bool = False) -> str:
    """A word of the text where the source says its opposite and not the word itself; "" where there is none.

    `whole`: the sentence that the text is a part of; it may say the source's word of its own. `strict`: only where both stand beside the
    same word. Negations, limits, order and permission have checks of their own.
    """
    said, held, around = (without_limits(fold(one), language) for one in (text, source, whole))
    for own, other in _families(language):
        mine = _found(said, own, other)
        if not mine:
            continue
        theirs = _found(held, other, own)
        beside = not _found(said, other, own) and _found(around, other, own)
        if not theirs or beside or _found(held, own, other) or stem(mine[0], language) in stems_of(source, language):
            continue
        # With both in the sentence ("decreases with rising temperature") the words beside tell which is turned.
        reach = (3, 2) if _found(said, other, own) else (1, 1)
        if _of_the_same(said, mine, held, theirs, language, reach, strict=strict or reach != (1, 1)):
            return mine.group()
    return ""


@lru_cache(maxsize=8_192)
def contrasted(one: str, other: str, language: str) -> bool:
    """Whether two stems are of opposite words."""
    return any(one in mine and other in theirs for mine, theirs in _stem_families(language))


@lru_cache(maxsize=64)
def _stem_families(language: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (frozenset(stem(word, language) for word in one), frozenset(stem(word, language) for word in other))
        for one, other in _families(language)
    )


@lru_cache(maxsize=64)
def _families(language: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    known = vocabulary(language)
    apart = known.negations | known.absent | frozenset(word for held in known.order.values() for word in held)
    allowed = frozenset(word for held in known.permission.values() for word in held)
    pairs = [
        (one, other)
        for one, other in known.opposites.values()
        if not (one | other) & apart and not (one & allowed and other & allowed)
    ]
    return tuple(pair for one, other in pairs for pair in ((one, other), (other, one)))


def _found(text: str, wanted: frozenset[str], other: frozenset[str]) -> "re.Match[str] | None":
    """The first of the phrases that is no part of a longer one of its opposites ("not required")."""
    return next((m for m in phrases(wanted | other).finditer(text) if m.group() in wanted), None)


def _of_the_same(
    said: str,
    mine: "re.Match[str]",
    held: str,
    theirs: "re.Match[str]",
    language: str,
    reach: tuple[int, int],
    *,
    strict: bool,
) -> bool:
    """A content word turns all; a small word (on, off, in, up) turns its neighbours only."""
    if not strict and not (is_stop(mine.group(), language) or is_stop(theirs.group(), language)):
        return True
    return bool(_beside(said, mine, language, reach) & _beside(held, theirs, language, reach))


def _beside(text: str, match: "re.Match[str]", language: str, reach: tuple[int, int]) -> frozenset[str]:
    left = re.split(r"[.,;:]", text[: match.start()])[-1]
    right = re.split(r"[.,;:]", text[match.end() :])[0]
    return frozenset((*stems_of(left, language)[-reach[0] :], *stems_of(right, language)[: reach[1]]))
