"""Headings that say the opposite of what is asked: how a lock is released is no answer to how it is set."""

from functools import lru_cache

from language.vocabulary import vocabulary
from language.words import fold, is_stop, stem, words
from stores.passages.wording.glossary import ENGLISH, translate
from stores.passages.wording.question import in_english

APART = 6
"""So near behind its verb stands a particle ("switch the pump off", "schalte die Pumpe aus")."""
Sayings = frozenset[tuple[str, ...]]


@lru_cache(4_096)
def turned(heading: str, question: str, asked_in: str, written_in: str) -> str:
    """What a heading is about besides the opposite of a word of the question; "" where it has none, or that word or its like too.

    What the rest of the question calls alike ("the rotor lock", which is locked or released) tells nothing, nor does a heading in
    another language than English that is not the question's.
    """
    if written_in not in {asked_in, ENGLISH}:
        return ""
    told, names = words(question), words(heading)
    for (own, mine), (other, theirs) in _pairs(asked_in, written_in):
        said = _said(own, told, asked_in)
        if not said or _said(other, told, asked_in):
            continue
        rest = " ".join(word for at, word in enumerate(told) if at not in said)
        called = {
            stem(word, written_in) for word in words(rest if written_in == asked_in else in_english(rest, asked_in))
        }
        left = [word for word in names if stem(word, written_in) not in called]
        opposite = _said(theirs, left, written_in)
        if opposite and not _said(mine, left, written_in):
            said = {left[at] for at in opposite}
            return " ".join(word for word in names if word not in said and not word.isdigit()) or heading
    return ""


def _said(sayings: Sayings, told: list[str], language: str) -> set[int]:
    """The places of the first of some sayings; a verb and its particle may stand apart."""
    stems = [stem(word, language) for word in told]
    for first, *behind in sayings:
        for at in (at for at, one in enumerate(stems) if one == first):
            near = {stems.index(one, at + 1, at + 1 + APART) for one in behind if one in stems[at + 1 : at + 1 + APART]}
            if len(near) == len(behind):
                return {at, *near}
    return set()


@lru_cache(64)
def _pairs(asked_in: str, written_in: str) -> tuple[tuple[tuple[Sayings, Sayings], tuple[Sayings, Sayings]], ...]:
    """Each side of the opposites, in the language of the question and of the heading, before the other side; both ways round."""
    sides = [[(_sayings(side, asked_in), _in(side, asked_in, written_in)) for side in pair] for pair in vocabulary(asked_in).opposites]  # fmt: skip
    return tuple(way for one, other in sides for way in ((one, other), (other, one)))


def _in(side: frozenset[str], asked_in: str, written_in: str) -> Sayings:
    if asked_in == written_in:
        return _sayings(side, asked_in)
    return _sayings({meant for one in side for meant in translate(fold(one), asked_in)}, written_in)


def _sayings(side: set[str] | frozenset[str], language: str) -> Sayings:
    """As stems in order; a word of grammar alone ("on", "up") says nothing."""
    told = [words(one) for one in side]
    return frozenset(
        tuple(stem(word, language) for word in one)
        for one in told
        if len(one) > 1 or (one and not is_stop(one[0], language))
    )
