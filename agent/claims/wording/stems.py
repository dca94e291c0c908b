"""The content words of a text, and its clauses."""

import re
from functools import lru_cache
from itertools import pairwise

from agent.claims.wording.limits import NUMERAL
from language.vocabulary import phrases, vocabulary
from language.words import fold, is_stop, stem, words

LEAST = 2
"""Content words of a clause that has no number."""
SHORT = 2
"""Letters of a word that is grammar in every language that we write in Latin letters ("ab", "on", "af")."""
_CUT = re.compile(r"[;:]\s|,\s|\s[-–—]\s|->|→|\(|\)")
_IN_BRACKETS = re.compile(r"\(([^()]{1,40})\)")
# A capital letter behind a word labels it: "farm B".
_LABEL = re.compile(r"(?<=[a-zà-ÿ] )[A-Z](?![\w'’.])")


@lru_cache(maxsize=16_384)
def stems_of(text: str, language: str) -> tuple[str, ...]:
    """The stems of the content words of a text in order; numbers are none."""
    sides = _side_words(language)
    labels = {match.group().lower() for match in _LABEL.finditer(text)}

    def tells(word: str) -> bool:
        short = len(word) <= SHORT and word.isalpha() and word.isascii()
        return not (word[0].isdigit() or short or word in sides or is_stop(word, language))

    return tuple(stem(word, language) for word in words(text) if word in labels or tells(word))


@lru_cache(maxsize=64)
def _side_words(language: str) -> frozenset[str]:
    """Words that carry logic: what they say is compared by itself, with the values and clauses that they stand beside."""
    known = vocabulary(language)
    limits = known.limits
    logic = {word for group in (known.order, known.permission) for held in group.values() for word in held}
    several = {
        word for side in ("least", "most") for phrase in limits[side] if " " in phrase for word in phrase.split()
    }
    return frozenset(
        several
        | logic
        | known.negations
        | known.joints
        | known.only
        | known.dates.since
        | {phrase for side in ("more", "less", "about") for phrase in limits[side]}
    )


@lru_cache(maxsize=16_384)
def clauses(text: str, language: str) -> tuple[str, ...]:
    """The text in its clauses, cut at punctuation and at words that join; a piece that says nothing by itself ("and cooling", of "heating and cooling loosen it") stays with the one before."""
    out: list[list[str]] = []
    last = 0
    for piece in pieces(text, language):
        own = len(stems_of(piece, language))
        many = own + LEAST * (NUMERAL.search(piece) is not None)
        if out and (not own or many < LEAST or last < LEAST):
            out[-1].append(piece)
            last += many
        elif piece.strip():
            out.append([piece])
            last = many
    return tuple("".join(held) for held in out)


@lru_cache(maxsize=16_384)
def pieces(text: str, language: str) -> tuple[str, ...]:
    """The text cut at punctuation and at words that join, however little a piece says; what sets a limit ("or more") joins nothing."""
    cuts = {match.end() for match in _CUT.finditer(text)}
    for inside in _IN_BRACKETS.finditer(text):  # a value in brackets is of what stands before it
        cuts -= set() if stems_of(inside.group(1), language) else {inside.start() + 1, inside.end()}
    folded = fold(text)
    found = phrases(_limit_words(language)).finditer(folded) if len(folded) == len(text) else ()
    limits = [match.span() for match in found]
    joints = [match.start() for match in _joints(language).finditer(text)]
    cuts |= {at for at in joints if not any(start <= at < end for start, end in limits)}
    places = [0, *sorted(cuts), len(text)]
    return tuple(text[start:end] for start, end in pairwise(places))


@lru_cache(maxsize=64)
def _joints(language: str) -> re.Pattern[str]:
    """As written, accents considered: "è" (is) joins nothing in Italian, "e" does."""
    words_ = sorted(vocabulary(language).joints, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words_))})\b" if words_ else r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=64)
def _limit_words(language: str) -> frozenset[str]:
    return frozenset(word for held in vocabulary(language).limits.values() for word in held)


def joins(text: str, language: str) -> bool:
    """Whether a comma or a joining word stands between the members of a list."""
    return "," in text or _joints(language).search(text) is not None
