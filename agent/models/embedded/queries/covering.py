"""What a question says and its query over the records does not use: a list that drops a word answers another question, so the word is told.

A word is used where the query holds it (a value, a word of the texts, a figure, a grouping, a time, a phrase that was read), or it only
asks, joins or names what records are; any other one is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, cast

from agent.models.embedded.conditions.comparing import is_of_time
from agent.models.embedded.slots import Args, Call, conditions, how_many, of_its_figure, set_aside
from agent.models.embedded.talk.conversation import OVER_ORDERS, Conversation
from agent.models.embedded.topic import topic
from agent.question import nouns
from agent.question.header import Named
from language.numbers import digits
from language.vocabulary import phrases, vocabulary
from language.words import fold, words

MEANT = "meant"
"""The argument in which a query names a word that it uses without holding it: the verb of "who fixed it"."""
_PLAIN = frozenset(
    "work_order asset alarm bulletin manual document article failure_mode number place asking work joining pronoun per interrogative mention please present told past subject wish command".split()
)
"""Nouns that name what records are, or only ask: they narrow nothing."""
_RANKING = frozenset({"by", "how", "oldest_first", "by_due"})
_STATE = frozenset({"status", "closed", "due"})
_NEEDED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("open", "closed", "cancelled", "in progress", "on hold", "waiting"), _STATE),
    **dict.fromkeys(("corrective", "preventive"), frozenset({"kind"})),
    **dict.fromkeys(("least", "frequent"), _RANKING),
    "mean": frozenset({"mean", "median"}),
    "part": frozenset({"part"}),
    "stock": frozenset({"stock"}),
}
"""A noun of a list -> the fields, arguments or figures one of which uses it."""
_OF_FIGURES = frozenset(
    "hours cost year quarter month priority kind status assigned_to component part site model".split()
)
"""Nouns that a figure uses by a field of that name; a list shows them."""


_LOOKED_UP: Mapping[str, frozenset[str]] = {
    "stock": frozenset({"part", "stock"}),
    "machine": frozenset({"model", "site", "status"}),
}
"""A frame that look-ups of the same turn answer -> the nouns that are theirs: "who fixed it, and do we have the part?"."""


def with_unused(talk: Conversation, calls: list[Call], meant: frozenset[str] = frozenset()) -> list[Call]:
    """The same calls; a query over the orders is told which words of the question neither it nor another frame that is meant uses."""
    theirs = frozenset[str]().union(*(_LOOKED_UP.get(frame, frozenset()) for frame in meant))
    return [_with_told(talk, name, args, calls, theirs) for name, args in calls]


def _with_told(talk: Conversation, name: str, args: Args, calls: list[Call], theirs: frozenset[str]) -> Call:
    if name in OVER_ORDERS:
        return _told(talk, name, args, calls, theirs)
    left = [one.said for one in talk.header.named if one.kind == "figure" and not _is_held(one, args, set())]
    return (name, args | {"unused": left}) if left and name == "find_assets" else (name, args)


def _told(talk: Conversation, name: str, args: Args, calls: list[Call], theirs: frozenset[str]) -> Call:
    unused = list(dict.fromkeys([*args.get("unused", ()), *_unused(talk, args, calls, theirs)]))
    return name, {key: value for key, value in args.items() if key != MEANT} | ({"unused": unused} if unused else {})


def _unused(talk: Conversation, args: Args, calls: list[Call], theirs: frozenset[str]) -> list[str]:
    found, language = conditions(talk), talk.header.language
    told = words(nouns.plainly(talk.question, language))
    others = {value for name, each in calls if name not in {*OVER_ORDERS, "search_manuals"} for value in _values(each)}
    used = {*found.read, *found.unused, *(word for value in _values(args) for word in words(value))}
    left = list[str]()
    for one in talk.header.named:
        spoken = set(words(one.said))
        if _is_held(one, args, others) or one.kind in set_aside(talk):
            used |= spoken
        elif one.kind != "field" and not spoken & used:
            left.append(one.said)
            used |= spoken
    told_of = [word for word in topic(talk.question, talk.header, {"work"}) if word not in used]
    left += [word for word in told_of if not of_its_figure(talk, word)]
    left += [" ".join(pair) for pair in _lengths(told, talk) if not used.issuperset(pair)]
    left += [phrase for phrase in _superlatives(talk, calls) if not used.issuperset(words(phrase))]
    return left + [word for word in _nouns_left(told, args, talk.header.language, theirs) if word not in used]


def _values(args: Mapping[str, Any]) -> Iterator[str]:
    """Every word and value that a query holds."""
    for value in args.values():
        if isinstance(value, Mapping):
            yield from _values(cast("Args", value))
        elif isinstance(value, (list, tuple)):
            yield from map(str, cast("Sequence[object]", value))
        else:
            yield str(value)


def _is_held(one: Named, args: Args, others: set[str]) -> bool:
    """Whether a name narrows: its value stands in the query or in a look-up beside it, or its time does."""
    held = " ".join([*_values(args), *_keys(args)])
    if one.kind == "period":
        return all(day in held for day in one.value.split("..") if day)
    return one.value in held or one.value in " ".join(others) or fold(one.said) in fold(held)


def _nouns_left(told: list[str], args: Args, language: str, theirs: frozenset[str]) -> Iterator[str]:
    """Nouns of the records that the query would hold if it used them."""
    held = set(_keys(args))
    for at, size, kinds in nouns.nouns_in(told, language):
        needed = [
            _NEEDED.get(kind, frozenset({kind}))
            for kind in kinds
            if kind in _NEEDED or ("limit" not in args and kind in _OF_FIGURES)
        ]
        if needed and not kinds & (_PLAIN | theirs) and not any(held & each for each in needed):
            yield " ".join(told[at : at + size])


def _keys(args: Mapping[str, Any]) -> Iterator[str]:
    """The fields and arguments of a query, and what is figured, by what."""
    for name, value in args.items():
        yield name
        if isinstance(value, Mapping):
            yield from _keys(cast("Args", value))
        elif name in {"of", "by", "split", "how"}:
            yield str(value)


def _superlatives(talk: Conversation, calls: list[Call]) -> Iterator[str]:
    """Words for "most" of a question that no query ranks by ("which stood still longest"); "most recent" only asks for the newest."""
    if any(not _RANKING.isdisjoint(args) for _, args in calls):
        return
    text, language = fold(talk.question), talk.header.language
    for match in phrases(vocabulary(language).extremes["most"]).finditer(text):
        behind = words(text[match.end() :])[:1]
        if not (behind and behind[0] in nouns.single_words("asking", language)):
            yield match.group()


def _lengths(told: list[str], talk: Conversation) -> Iterator[tuple[str, str]]:
    """A number and the unit of time behind it ("four weeks")."""
    language, asked = talk.header.language, how_many(talk)
    for one, two in pairwise(told):
        figure = digits(one, language)
        if figure.isdecimal() and figure != str(asked) and is_of_time(two, language):
            yield one, two
