"""What turns a statement round: negations, restrictions, permissions."""

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.claims.wording.limits import LIMIT_REACH
from agent.claims.wording.stems import clauses, stems_of
from language.vocabulary import phrases, vocabulary
from language.words import fold


@dataclass(frozen=True)
class Turned:
    """A negation or restriction, and the stems of the words that it turns, in its own clause."""

    word: str
    scope: frozenset[str]


@lru_cache(maxsize=16_384)
def turned(text: str, language: str) -> tuple[Turned, ...]:
    """The negations of a text, each with what it turns; limits ("not more than") and "not only" are none."""
    known = vocabulary(language)
    out: list[Turned] = []
    for clause in clauses(text, language):
        plain = fold(clause)
        plain = phrases(frozenset(p for side in ("least", "most") for p in known.limits[side] if " " in p)).sub(
            " ", plain
        )
        plain = _denied_limit(language).sub(" ", plain)
        for match in phrases(known.negations | known.permission["needless"] | known.absent).finditer(plain):
            scope = stems_of(plain[match.end() :], language) or stems_of(plain[: match.start()], language)
            out.append(Turned(match.group(), frozenset(scope)))
    return tuple(out)


@lru_cache(maxsize=64)
def _denied_limit(language: str) -> re.Pattern[str]:
    """A negation that turns a comparison with a number into a limit, up to that comparison."""
    known = vocabulary(language)
    return re.compile(
        rf"{phrases(known.negations).pattern}(?=[^\d;:.,]{{0,60}}{phrases(known.limits['more'] | known.limits['less']).pattern}[^\d;:.,]{{0,{LIMIT_REACH}}}\d)"
    )


def says_any(text: str, language: str, *groups: str) -> bool:
    """Whether a text has a phrase of one of the vocabulary's groups of permission ("may", "needless", "enough")."""
    wanted = vocabulary(language).permission
    plain = fold(text)
    return any(phrases(wanted[group]).search(plain) for group in groups if group in wanted)


def only(text: str, language: str) -> bool:
    """Whether a text leaves all others out; "only then" and "only one" do not."""
    plain = fold(text)
    times = frozenset(word for held in vocabulary(language).order.values() for word in held)
    return any(
        not phrases(times).match(plain, match.end() + 1) for match in phrases(vocabulary(language).only).finditer(plain)
    )
