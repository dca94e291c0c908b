"""Limits and comparisons: at least, above, the most."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from language.units import canonical
from language.vocabulary import Vocabulary, phrases, vocabulary
from language.words import fold

LIMIT_REACH = 28
"""Characters between the words of a limit and its number."""
NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT = re.compile(r"\s*([^\s\d;:,()]*[^\s\d;:,().])")
_DE_PLUS = re.compile(r"\s+(?:(?:de|en|di|a)\s+)?")
_BREAK = re.compile(r"[;:!?]|,(?=\s)|\.(?=\s+[^\d\s])")


class Limit(NamedTuple):
    """The side on which a value holds: "up" (at least, above), "down" (at most, below) or "".

    `turned`: a negation made it of a comparison ("not above 5"); `when`: the comparison is a condition ("if it rises above 5").
    """

    side: str = ""
    turned: bool = False
    when: bool = False


@lru_cache(maxsize=16_384)
def limits_at(text: str, language: str) -> Mapping[int, Limit]:
    """The limits among the numbers of a text, by the place of the number among the numbers.

    A negation before it turns a comparison: "cannot be greater than 5" and "never open it above 5" are limits from above.
    """
    known = vocabulary(language)
    plain = fold(text)
    out: dict[int, Limit] = {}
    least, most = known.limits["least"] - _from(known), known.limits["most"] - _from(known)
    before = {"up": least | known.limits["more"], "down": most | known.limits["less"]}
    numerals = list(NUMERAL.finditer(plain))
    for at, number in enumerate(numerals):
        floor = _behind_its_unit(plain, numerals[at - 1].end()) if at else 0
        clause = max([floor, *(match.end() for match in _BREAK.finditer(plain, floor, number.start()))])
        start = max(clause, number.start() - LIMIT_REACH)
        if at and clause == floor:
            # "30 bar at most and 500 mm at least": what stands before the joint is of the number before
            start = max([start, *(one.end() for one in phrases(known.pairing).finditer(plain, start, number.start()))])
        found = _nearest(plain, start, number.start(), before, last=True)
        turned = when = False
        if found and found[0].group() in known.limits["more"] | known.limits["less"]:
            turned = denied(plain[clause : found[0].start()], known)
            opens = not plain[clause : found[0].start()].strip()  # "Above 5, stop"
            ends = _BREAK.search(plain, number.end())
            rest = plain[number.end() : ends.start() if ends else len(plain)]
            told = phrases(known.conditions).search(plain, clause, found[0].start()) is not None
            # "with more than 18 m/s of wind no work is done"
            when = not turned and (opens or told or denied(rest, known))
            found = (found[0], "down" if found[1] == "up" else "up") if turned else found
        if not found:
            until = min(numerals[at + 1].start() if at + 1 < len(numerals) else len(plain), number.end() + LIMIT_REACH)
            until = next((match.start() for match in _BREAK.finditer(plain, number.end(), until)), until)
            found = _nearest(plain, _behind_its_unit(plain, number.end()), until, {"up": least, "down": most})
        if found:
            out[at] = Limit(found[1], turned, when)
    return out


@lru_cache(maxsize=16_384)
def _behind_its_unit(plain: str, end: int) -> int:
    """Where the unit of a number ends: "min" is no least in "10 min" and "35 l/min"."""
    unit = _UNIT.match(plain, end)
    return unit.end(1) if unit and canonical(unit[1]) else end


def without_limits(folded: str, language: str) -> str:
    """A folded text without the phrases of several words that set a limit ("3 or more", "at least 3"): as limits they are compared with their numbers."""
    limits = vocabulary(language).limits
    longer = frozenset(phrase for side in ("least", "most") for phrase in limits[side] if " " in phrase)
    return phrases(longer).sub(lambda match: " " * len(match.group()), folded)


def denied(folded: str, known: Vocabulary) -> bool:
    """Whether a folded text says a negation, a condition ("unless") or a ban."""
    return phrases(known.negations).search(folded) is not None


def _from(known: Vocabulary) -> frozenset[str]:
    """Words that begin a span rather than set a limit ("from 12 to 41")."""
    return known.dates.since | known.dates.between


def _nearest(
    plain: str, start: int, end: int, sides: Mapping[str, frozenset[str]], *, last: bool = False
) -> "tuple[re.Match[str], str] | None":
    """The phrase nearest to a number, and its side; the longer one where one holds the other ("not below")."""
    found = [(match, side) for side, wanted in sides.items() for match in phrases(wanted).finditer(plain, start, end)]
    return max(found, key=lambda one: (one[0].end() if last else -one[0].start(), len(one[0].group())), default=None)


def says_limit(text: str, language: str) -> bool:
    """Whether a text names the least or the most of something: "may be 5 mm at most" allows nothing new."""
    limits = vocabulary(language).limits
    return phrases(limits["least"] | limits["most"]).search(fold(text)) is not None


def superlative(text: str, language: str) -> str:
    """Say "most" or "least" where a text says which of several has it; "" elsewhere, and for a comparison ("mayor que")."""
    known, plain = vocabulary(language), fold(text)
    most, least = known.extremes["most"], known.extremes["least"]
    for found in phrases(most | least | known.limits["more"] | known.limits["less"]).finditer(plain):
        if found.group() in most | least and not re.search(r"\bat $", plain[: found.start()]):
            return "most" if found.group() in most else "least"
    return ""


def compares(text: str, language: str) -> bool:
    """Whether a text sets one value beside another: above, less than, between, or by the difference."""
    known = vocabulary(language)
    wanted = known.limits["more"] | known.limits["less"] | known.order["before"] | known.order["after"]
    less = {phrase.split()[0] for phrase in known.limits["less"]}
    families = frozenset(
        word for one, other in known.opposites.values() if less & (one | other) for word in one | other
    )
    return phrases(wanted | known.differing | families).search(fold(text)) is not None


def is_difference(text: str, end: int, language: str) -> tuple[str, int]:
    """Whether the value that ends at a place is by how much something is "more" or "less" ("5 mm thicker"), and where that word ends; ("", end) where it is not."""
    more, less = comparatives(language)
    between = _DE_PLUS.match(text, end)
    start = between.end() if between else end
    found = phrases(more | less).match(fold(text[start:])) if between else None
    return ("more" if found.group() in more else "less", start + found.end()) if found else ("", end)


@lru_cache(maxsize=64)
def comparatives(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that say that something is more, and less, of whatever measure: of all opposites those of which most stand before "than"."""
    known = vocabulary(language)
    more, less = ({phrase.split()[0] for phrase in known.limits[side] if " " in phrase} for side in ("more", "less"))
    timely = known.order["before"] | known.order["after"]
    pairs = [
        pair for one, other in known.opposites.values() for pair in ((one, other), (other, one)) if not one & timely
    ]

    def than(pair: tuple[frozenset[str], frozenset[str]]) -> int:
        return sum(word.split()[0] in said for side, said in zip(pair, (more, less), strict=True) for word in side)

    best = max(pairs, key=than, default=(frozenset[str](), frozenset[str]()))
    return best if than(best) else (frozenset(), frozenset())  # a language may say it by one word for all ("से अधिक")
