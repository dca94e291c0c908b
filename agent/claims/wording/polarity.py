"""What turns a statement round: negations, restrictions, permissions."""

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.claims.wording.limits import LIMIT_REACH, without_limits
from agent.claims.wording.stems import clauses, stems_of
from language.vocabulary import phrases, vocabulary
from language.words import fold

_NUMBERED = re.compile(r"\s*\.\s*\S|\s+[;|]|:")
"""What stands behind a word of denial that is short for "number" and names one ("Serial no.: 12")."""


_STOPPED = re.compile(r"\.[\s,]*$")


@dataclass(frozen=True)
class Turned:
    """A negation or restriction, and the stems of the words that it turns, in its own clause."""

    word: str
    scope: frozenset[str]
    clause: frozenset[str]
    """All its words: "bleach is forbidden" turns what stands before."""


@lru_cache(maxsize=16_384)
def turned(text: str, language: str) -> tuple[Turned, ...]:
    """The negations of a text, each with what it turns; limits ("not more than") and "not only" are none."""
    known = vocabulary(language)
    out: list[Turned] = []
    parts = clauses(text, language)
    for at, clause in enumerate(parts):
        plain = _not_only(language).sub(" ", without_limits(fold(clause), language))
        plain = _denied_limit(language).sub(" ", plain)
        whole = frozenset(stems_of(plain, language))
        for match in phrases(known.negations | known.permission["needless"] | known.absent).finditer(plain):
            behind = plain[match.end() :]
            cut = at + 1 < len(parts) and _STOPPED.match(behind)
            if match.group() in known.abbreviations and (cut or _NUMBERED.match(behind)):
                continue  # "Serial no. ; all", "the serial no. and the date"
            scope = stems_of(behind, language)
            if not scope and phrases(known.order["before"] | known.order["after"]).search(behind):
                continue  # "never before" tells an order
            scope = scope or stems_of(plain[: match.start()], language)
            out.append(Turned(match.group(), frozenset(scope), whole))
    return tuple(out)


@lru_cache(maxsize=64)
def _not_only(language: str) -> re.Pattern[str]:
    """What neither denies nor leaves others out."""
    known = vocabulary(language)
    return re.compile(rf"{phrases(known.negations).pattern}\s+{phrases(known.only).pattern}")


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


def lifts(text: str, language: str) -> bool:
    """Whether a text says that something need not be: "optional", "not required", "no lock-out is needed"."""
    if says_any(text, language, "needless"):
        return True
    known = vocabulary(language)
    needed = _needed(language)
    for clause in clauses(text, language) if needed else ():
        plain = fold(clause)
        denied = phrases(known.negations | known.absent).search(plain)
        if denied and phrases(needed).search(plain, denied.end()):
            return True
    return False


@lru_cache(maxsize=64)
def _needed(language: str) -> frozenset[str]:
    """The words whose opposite is that something need not be."""
    known = vocabulary(language)
    needless = known.permission.get("needless", frozenset())
    pairs = [pair for one, other in known.opposites.values() for pair in ((one, other), (other, one))]
    return frozenset(word for one, other in pairs if other & needless for word in one)


def only(text: str, language: str) -> bool:
    """Whether a text leaves all others out; "only then", "only one" and "not only" do not."""
    plain, known = _not_only(language).sub(" ", fold(text)), vocabulary(language)
    times = frozenset(word for held in known.order.values() for word in held)
    return any(not phrases(times).match(plain, match.end() + 1) for match in phrases(known.only).finditer(plain))
