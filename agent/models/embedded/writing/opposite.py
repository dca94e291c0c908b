"""Headings that say the opposite of what is asked: how a lock is released is no answer to how it is set."""

from functools import lru_cache

from agent.question import nouns
from language.vocabulary import ENGLISH, vocabulary
from language.words import is_stop, stem, words
from stores.passages.wording.question import in_english

APART = 6
"""So near behind its verb stands a particle ("switch the pump off", "schalte die Pumpe aus")."""
Sayings = tuple[tuple[str, ...], ...]


@lru_cache(4_096)
def turned(heading: str, question: str, asked_in: str, written_in: str) -> str:
    """What a heading is about besides the opposite of a word of the question; "" where it has none, or that word or its like too.

    What the rest of the question calls alike ("the rotor lock", which is locked or released) tells nothing. Of both words of a heading
    that joins nothing the first says what is done: who asks how to lock asks for no "Releasing the lock".
    """
    told, names = words(question), words(heading)
    joined = not nouns.single_words("joining", written_in).isdisjoint(names)
    for undoing, (own, other), (mine, theirs) in _pairs(asked_in, written_in):
        said, beside = _said(own, told, asked_in), _said(other, told, asked_in)
        if not said or beside - said or said <= beside:
            continue
        rest = " ".join(word for at, word in enumerate(told) if at not in said)
        rest = in_english(rest, asked_in) if written_in == ENGLISH != asked_in else rest
        called = {stem(word, written_in) for word in words(rest)}
        left = [word for word in names if stem(word, written_in) not in called]
        opposite, same = _said(theirs, left, written_in), _said(mine, left, written_in)
        if opposite and (same < opposite or (undoing and not joined and min(opposite) < min(same))):
            gone = {left[at] for at in opposite}
            return " ".join(word for word in names if word not in gone and not word.isdigit()) or heading
    return ""


def _said(sayings: Sayings, told: list[str], language: str) -> set[int]:
    """The places of the longest of some sayings ("lås op", not "lås"); a verb and its particle may stand apart."""
    stems = [stem(word, language) for word in told]
    found: set[int] = set()
    for first, *behind in sayings:
        for at in (at for at, one in enumerate(stems) if one == first):
            near = {stems.index(one, at + 1, at + 1 + APART) for one in behind if one in stems[at + 1 : at + 1 + APART]}
            if len(near) == len(behind) >= len(found):
                found = {at, *near}
    return found


@lru_cache(64)
def _pairs(asked_in: str, written_in: str) -> tuple[tuple[bool, tuple[Sayings, Sayings], tuple[Sayings, Sayings]], ...]:
    """Both sides of the opposites in the language of the question, then of the heading; both ways round, and whether the other side undoes."""
    asked, written = vocabulary(asked_in).opposites, vocabulary(written_in).opposites
    found: list[tuple[bool, tuple[Sayings, Sayings], tuple[Sayings, Sayings]]] = []
    for name in (name for name in asked if name in written):
        (one, other), (this, that) = (
            [_sayings(side, language) for side in pair]
            for pair, language in ((asked[name], asked_in), (written[name], written_in))
        )
        found += [(True, (one, other), (this, that)), (False, (other, one), (that, this))]
    return tuple(found)


def _sayings(side: frozenset[str], language: str) -> Sayings:
    """As stems in order; a word of grammar alone ("on", "up") says nothing."""
    told = [words(one) for one in sorted(side)]
    kept = [one for one in told if len(one) > 1 or (one and not is_stop(one[0], language))]
    return tuple(tuple(stem(word, language) for word in one) for one in kept)
