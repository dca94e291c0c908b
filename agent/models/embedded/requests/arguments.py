"""What a change is made of: the machine, the order, the words and figures that a question gives."""

import re
from collections.abc import Callable
from itertools import pairwise

from agent.models.embedded.slots import Args
from agent.models.embedded.talk.conversation import Conversation
from agent.question import nouns
from agent.question.leaning import has_pronoun
from agent.question.own_words import own_words, quantity
from language.words import fold, is_stop, is_word, words

FEW_WORDS = 2


def _create(talk: Conversation) -> Args:
    priority = talk.header.values("priority")
    return {
        "asset": _first(talk, "asset", "unknown_asset") or talk.header.tag,
        "title": _words(talk),
        "priority": priority[0] if priority else "",
        "alarm_code": _first(talk, "alarm"),
    }


def _note(talk: Conversation) -> Args:
    return {"work_order": order_meant(talk), "note": _words(talk)}


def _status(talk: Conversation) -> Args:
    """The state that is named last, as the records have it, else the one that the verb tells ("close it")."""
    states = talk.header.values("status")
    languages = dict.fromkeys((talk.header.language, *nouns.languages()))
    told = [kinds for each in languages for _, _, kinds in nouns.nouns_in(words(talk.question), each)]
    verbs = [state for kinds in told for state in ("closed", "cancelled", "open") if state in kinds]
    return {
        "work_order": order_meant(talk),
        "status": states[-1] if states else (verbs[0] if verbs else _last_word(talk)),
    }


def _last_word(talk: Conversation) -> str:
    """What stands behind the order's number, where it is a word or two: a state that the records do not have."""
    ends = [one.at + len(one.said) for one in talk.header.named if one.kind.endswith("work_order") and one.at >= 0]
    rest = [word for word in words(talk.asked[max(ends) :]) if not is_stop(word, talk.header.language)] if ends else []
    return " ".join(rest) if len(rest) <= FEW_WORDS else ""


def _reserve(talk: Conversation) -> Args:
    return {
        "part": _first(talk, "part", "unknown_part"),
        "quantity": quantity(talk.asked, talk.header),
        "location": _place(talk) or _unknown_place(talk),
        "work_order": order_meant(talk),
    }


def _unknown_place(talk: Conversation) -> str:
    """A word behind one of grammar, after the part, that is no name of the records: a place that they do not know ("at Moon")."""
    ends = [one.at + len(one.said) for one in talk.header.named if one.kind in {"part", "unknown_part"} and one.at >= 0]
    text, language = talk.asked[max(ends, default=0) :], talk.header.language
    for one in talk.header.named:
        text = text.replace(one.said, " 0 ") if one.said else text
    told = words(text) if ends else []
    for before, word in pairwise(told):
        known = is_stop(word, language) or nouns.named_by((word,), language)
        if is_word(word) and len(word) > 2 and not known and is_stop(before, language):
            return next(token for token in re.findall(r"[^\W_]+", text) if fold(token) == word)
    return ""


def _release(talk: Conversation) -> Args:
    return {
        "part": _first(talk, "part", "unknown_part"),
        "work_order": order_meant(talk),
        "location": _place(talk),
    }


CHANGE_OF: dict[str, tuple[str, Callable[[Conversation], Args]]] = {
    "create_order": ("create_work_order", _create),
    "add_note": ("add_work_order_note", _note),
    "set_status": ("set_work_order_status", _status),
    "reserve": ("reserve_part", _reserve),
    "release": ("release_reservation", _release),
}
"""Frame -> the tool that proposes the change, and how its arguments are read."""
NEEDED = {
    "create_order": ("asset", "title"),
    "add_note": ("work_order", "note"),
    "set_status": ("work_order", "status"),
    "reserve": ("part", "work_order"),
    "release": ("part",),
}
CHANGES = frozenset(tool for tool, _ in CHANGE_OF.values())
"""The tools that propose a change."""


def _place(talk: Conversation) -> str:
    """The one stock place that is named; of several that are called alike the person says which."""
    places = talk.header.values("stock", "site")
    return places[0] if len({one.said for one in talk.header.named if one.value in places}) == len(places) > 0 else ""


def _first(talk: Conversation, *kinds: str) -> str:
    return next(iter(talk.header.values(*kinds)), "")


def _words(talk: Conversation) -> str:
    """The person's own words for a title or note; where the question has none, the reply that it was asked for."""
    return own_words(talk.asked, talk.header, "work_order") or (talk.replies[-1].strip() if talk.replies else "")


def order_meant(talk: Conversation) -> str:
    """The order named, else the only one that the turn before was about."""
    named = talk.header.values("work_order", "unknown_work_order")
    if named:
        return named[0]
    done = talk.header.values("done_work_order")
    if len(shown := set(talk.shown("work_order"))) == 1:
        return shown.pop()
    return done[-1] if done and has_pronoun(words(talk.asked), talk.header.language) else ""
