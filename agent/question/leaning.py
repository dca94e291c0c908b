"""Whether a question leans on the one before it ("and for WTG-04?", "do we have two?"), and what it takes over from there."""

import re
from collections.abc import Set
from enum import Enum

from agent.question import nouns
from agent.question.header import Header, Named
from language.numbers import digits
from language.words import is_stop, stem, words


class Leaning(Enum):
    """How much of the earlier question is taken over: nothing, what it was about, or all that this one does not say itself."""

    NOT = 0
    SUBJECT = 1
    WHOLE = 2


SHORT = 9
"""Words up to which a question that points back leans on the one before."""
FEW_OWN = 3
_PLACES = frozenset({"stock"})
_CALLED = frozenset({"work_order", "alarm", "asset"})
_RECORDS = frozenset({"alarm", "part", "work_order", "unknown_alarm", "unknown_part", "unknown_work_order", "document"})


def leaning(question: str, header: Header, before: str, read: Set[str] = frozenset()) -> Leaning:
    """Whether `question` leans on `before`, the question before it ("" where there is none).

    It does where no word of its own says what it is about, or where it is short and points back: it begins with a word that
    joins ("and"), or holds a pronoun for a thing. `read` are folded words that only narrow ("overdue", "more than 500").
    """
    told = words(question)
    if not before or not told:
        return Leaning.NOT
    own = own_stems(question, header) - {stem(word, header.language) for word in read}
    if {one.kind for one in header.named} <= _PLACES:
        own -= _stems_of_parts(question, header.language)
    names_record = any(one.kind in _RECORDS for one in header.named)
    back = points_back(question, header)
    if not own:
        return Leaning.WHOLE if not names_record or (back and len(told) <= SHORT) else Leaning.NOT
    if names_record or len(told) > SHORT or len(own) > FEW_OWN:
        return Leaning.NOT
    said_before = own <= {stem(word, header.language) for word in words(before)}
    if said_before and len(own) > 1 and len(told) <= SHORT:
        return Leaning.NOT if not back else Leaning.SUBJECT
    return Leaning.SUBJECT if back or (len(own) == 1 and not header.named) else Leaning.NOT


def own_stems(question: str, header: Header) -> frozenset[str]:
    """The stems of the words that are no grammar, no number, and in no name of the header."""
    named = {word for one in header.named for word in words(one.said)}
    return frozenset(
        stem(word, header.language)
        for word in words(question)
        if word not in named
        and not digits(word, header.language).isdecimal()
        and len(word) > 1
        and not is_stop(word, header.language)
    )


def _stems_of_parts(question: str, language: str) -> frozenset[str]:
    """The words for parts and stock: which one is meant they do not say ("is the part in the van?")."""
    told = words(question)
    said = (told[at : at + size] for at, size, kinds in nouns.nouns_in(told, language) if kinds & {"part", "stock"})
    return frozenset(stem(word, language) for run in said for word in run)


def points_back(question: str, header: Header) -> bool:
    """Whether it begins with a joining word, holds a pronoun for a thing, or ends in a word of grammar ("hvem har den?").

    A time that is named points nowhere ("this week"), nor does "are there", nor the end of a question that calls records by their noun.
    """
    told, language = words(question), header.language
    if told[0] in nouns.single_words("joining", language):
        return True
    times = {word for one in header.named if one.kind == "period" for word in words(one.said)}
    found = nouns.nouns_in(told, language)
    there = {at + n for at, size, kinds in found if size > 1 and "asking" in kinds for n in range(size)}
    if has_pronoun([word for at, word in enumerate(told) if word not in times and at not in there], language):
        return True
    of_records = any(kinds & _CALLED for _, _, kinds in found)
    in_name = any(told[-1] in words(one.said) for one in header.named)  # the "A" of "Ovn A"
    return len(told) > 1 and is_stop(told[-1], language) and not (of_records or in_name)


def has_pronoun(told: list[str], language: str) -> bool:
    """Whether a word stands for a thing that is not named ("it", "diesen")."""
    pronouns = nouns.single_words("pronoun", language)
    return any(word in pronouns for word in told)


def joined(newer: Header, older: Header) -> Header:
    """Both headers; the newer one's machine wins, and what both name stands once."""
    named = {(one.kind, one.value): one for one in (*newer.named, *older.named)}
    return newer.model_copy(
        update={"machine": newer.machine or older.machine, "language": older.language, "named": tuple(named.values())}
    )


def inherited(header: Header, older: Header, leans: Leaning, *, narrows: bool = False) -> Header:
    """With what the earlier question names, as far as this one names nothing of its kind.

    Args:
        header: Of this question.
        older: Of the earlier one.
        leans: How much is taken over.
        narrows: The earlier one asked for records, which this one asks more about: what narrowed them narrows them still.
    """
    own = families(header)
    more = [
        one.model_copy(update={"at": -1})
        for one in older.named
        if _family(one) not in own and (leans is Leaning.WHOLE or narrows or _family(one) in _SUBJECTS)
        if _family(one) != "asset" or (narrows and header.tag in {"", *older.values("asset")})
    ]
    return header.model_copy(update={"named": (*header.named, *more), "machine": header.machine or older.machine})


def renamed(subject: str, older: Header, header: Header) -> str:
    """The earlier question with this one's names in the place of those that they stand for; names that nothing stands for are left out."""
    kept = {(one.kind, one.value) for one in header.named}
    for one in older.named:
        said = [new.said for new in header.named if new.at >= 0 and _family(new) == _family(one)]
        if one.said and (one.kind, one.value) not in kept:
            subject = re.sub(rf"(?<!\w){re.escape(one.said)}(?!\w)", lambda _, new=said: " ".join(new[:1]), subject)
    return subject


_SUBJECTS = frozenset({"record", "document"})
_FAMILIES = {"alarm": "record", "part": "record", "work_order": "record", "which_asset": "asset", "model": "asset"}


def families(header: Header) -> frozenset[str]:
    """The kinds of things that are named, one kind for what replaces one another."""
    return frozenset(_family(one) for one in header.named)


def _family(one: Named) -> str:
    kind = one.kind.removeprefix("unknown_")
    return _FAMILIES.get(kind, kind)
