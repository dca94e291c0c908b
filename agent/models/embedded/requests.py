"""Changes of the records that a person asks for: which clause asks for which change, with which arguments; what is missing is asked.

Precision comes first: a change that nobody asked for is worse than one that has to be asked for twice.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

from agent.models.embedded.asking_back import ask
from agent.models.embedded.conversation import Conversation
from agent.models.embedded.slots import Args
from agent.phrases.saying import phrase
from agent.question import nouns
from agent.question.header import place_of
from agent.question.leaning import has_pronoun
from agent.question.own_words import own_words, quantity
from language.vocabulary import says, vocabulary
from language.words import fold, is_stop, words

Call = tuple[str, Args]
SURE, SURER = 0.55, 0.75
"""Probability from which a change is asked for; where it is worded as a question, or does not name its record, more."""
MOST_PARTS, FEW_WORDS, LONGEST_COMMAND = 4, 2, 8
QUOTED = re.compile(r"[\"“„«][^\"”“»]*[\"”“»]")
BESIDES, FIRST = 0.35, 3
"""Probability of another frame from which it is no plain request; words in which a denial is one of the request itself."""
_NEEDED = {
    "create_order": ("asset", "title"),
    "add_note": ("work_order", "note"),
    "set_status": ("work_order", "status"),
    "reserve": ("part", "work_order"),
    "release": ("part",),
}


Tell = Callable[[str], Mapping[str, float]]


def several(talk: Conversation, tell: Tell) -> list[tuple[Conversation, Mapping[str, float]]]:
    """The parts of a text that asks for a change and for something else ("close it and reserve one, and what is alarm 41?").

    Nothing where it asks for one thing only: a part that is neither surely a change nor a question belongs to the others.
    """
    if ":" in talk.asked or talk.replied:
        return []
    language = talk.header.language
    joining = "|".join(map(re.escape, sorted(nouns.single_words("joining", language), key=len, reverse=True)))
    texts = [
        one.strip()
        for one in re.split(rf"[,;.]\s+(?:(?:{joining})\s+)?|\s(?:{joining})\s", talk.asked, flags=re.IGNORECASE)
    ]
    texts = [one for one in texts if one]
    if not 1 < len(texts) <= MOST_PARTS:
        return []
    parts = [(_part(talk, one), tell(one)) for one in texts]
    changes = [requested(part, frames) is not None for part, frames in parts]
    surely = [change or _is_question(part) for change, (part, _) in zip(changes, parts, strict=True)]
    return parts if any(changes) and all(surely) else []


def _is_question(talk: Conversation) -> bool:
    return talk.asked.endswith("?") or _asks_how(talk)


def _part(talk: Conversation, text: str) -> Conversation:
    """The same turn, with this part of the question alone."""
    named = tuple(
        one.model_copy(update={"at": place_of(one.said, text)})
        for one in talk.header.named
        if place_of(one.said, text) >= 0
    )
    return replace(
        talk, asked=text, question=text, subject=text, header=talk.header.model_copy(update={"named": named})
    )


def requested(talk: Conversation, frames: Mapping[str, float]) -> list[Call] | None:
    """The call for a change that is asked for, or the question for what it lacks; None where none is asked for."""
    frame = "set_status" if _is_command(talk) else max(_READ, key=lambda name: frames.get(name, 0.0))
    if not _is_sure(talk, frames, frame):
        return None
    tool, read = _READ[frame]
    args = {name: value for name, value in read(talk).items() if value != ""}
    missing = [name for name in _NEEDED[frame] if name not in args]
    if frame == "release" and "work_order" in args:
        missing = []
    if (
        missing == ["work_order"]
        and talk.header.tag
        and not any(call.name == "find_work_orders" for call in talk.calls)
    ):
        return [("find_work_orders", {"where": {"asset": talk.header.tag, "status": "open"}})]
    if missing and not talk.replied:
        fields = ", ".join(phrase(f"field_{name}", talk.header.language) for name in missing)
        choices = _open_orders(talk) if "work_order" in missing else []
        return [ask("refused_missing", talk.header.language, choices, fields=fields)]
    return [(tool, args)] if not missing else []


def _is_sure(talk: Conversation, frames: Mapping[str, float], frame: str) -> bool:
    """Whether this change is asked for, and nothing else is: neither a question about it nor a denial."""
    share, key = frames.get(frame, 0.0), _NEEDED[frame][0]
    named = bool(talk.header.values(key, f"unknown_{key}") or (frame == "create_order" and talk.header.tag))
    is_polite = bool(set(words(talk.asked)) & nouns.single_words("please", talk.header.language))
    limit = SURE if named and (is_polite or not talk.asked.rstrip().endswith("?")) else SURER
    # The order itself is spoken of in every request that names it.
    own = {*_READ, "order"} if share >= SURER and not talk.asked.rstrip().endswith("?") else {*_READ}
    besides = max((other for name, other in frames.items() if name not in own), default=0.0)
    told = _is_denied(talk, frame) or _is_of_the_past(talk) or _is_quoted(talk, key) or _asks_how(talk)
    if frame == "set_status" and _is_command(talk) and not told:
        return True
    told = told or (frame not in {"create_order", "add_note"} and _tells_what_was_done(talk))
    return limit <= share and share >= max(frames.values()) and besides < BESIDES and not told


def _is_command(talk: Conversation) -> bool:
    """Whether it begins with the verb that sets an order's state, and an order is meant: "Luk JOB-77", "close it"."""
    told, language = words(talk.asked), talk.header.language
    polite = nouns.single_words("please", language)
    told = [word for word in told if word not in polite]
    begins = bool(told) and told[0] in nouns.single_words("command", language)
    named = [one for one in talk.header.named if one.kind in {"work_order", "unknown_work_order"} and one.at >= 0]
    short = len(told) <= LONGEST_COMMAND and ":" not in talk.asked
    return (
        begins
        and short
        and bool(_order(talk))
        and (bool(named) or has_pronoun(told, language))
        and not _names_other_things(talk)
    )


def _names_other_things(talk: Conversation) -> bool:
    """Whether a part is named: what is done with it is another change."""
    return bool(talk.header.values("part", "unknown_part", "alarm", "document"))


def _tells_what_was_done(talk: Conversation) -> bool:
    """Somebody reports: "I reserved two", "wir haben den Auftrag geschlossen"."""
    language = talk.header.language
    told = words(talk.asked.partition(":")[0])
    subjects, wishes = nouns.single_words("subject", language), nouns.single_words("wish", language)
    acted = any(one in subjects and not is_stop(two, language) and two not in wishes for one, two in pairwise(told))
    return acted or bool(set(told) & nouns.single_words("past", language))


def _is_quoted(talk: Conversation, key: str) -> bool:
    """Whether the record stands in a quotation only: what a text says is no request."""
    unquoted = QUOTED.sub(" ", talk.asked)
    said = [one.said for one in talk.header.named if one.kind in {key, f"unknown_{key}"} and one.said in talk.asked]
    return bool(said) and not any(one in unquoted for one in said)


def _asks_how(talk: Conversation) -> bool:
    """Whether it begins as a question does that wants to know."""
    asking = nouns.single_words("interrogative", talk.header.language)
    return any(word in asking for word in words(talk.asked)[:1])


def _open_orders(talk: Conversation) -> list[str]:
    """The orders that were looked up to choose from, a line each."""
    found = [item for item in talk.evidence.values() if item.kind == "work_order" and item.source_id]
    return [item.text.split("\n")[0] for item in found]


def _is_of_the_past(talk: Conversation) -> bool:
    """What was done last week is no request."""
    head = talk.asked.partition(":")[0]
    periods = [one.value for one in talk.header.named if one.kind == "period" and 0 <= one.at < len(head)]
    return any("" < value.rpartition("..")[2] < talk.header.today.isoformat() for value in periods)


def _is_denied(talk: Conversation, frame: str) -> bool:
    """A word that denies among those that ask; what is wrong with a machine may well be "does not start"."""
    head = talk.asked.partition(":")[0]
    told = fold(head) if frame not in {"create_order", "add_note"} else " ".join(words(head)[:FIRST])
    return says(told, vocabulary(talk.header.language).negations)


def _create(talk: Conversation) -> Args:
    priority = talk.header.values("priority")
    return {
        "asset": _first(talk, "asset", "unknown_asset") or talk.header.tag,
        "title": _words(talk),
        "priority": priority[0] if priority else "",
        "alarm_code": _first(talk, "alarm"),
    }


def _note(talk: Conversation) -> Args:
    return {"work_order": _order(talk), "note": _words(talk)}


def _status(talk: Conversation) -> Args:
    """The state that is named last, as the records have it, else the one that the verb tells ("close it")."""
    states = talk.header.values("status")
    languages = dict.fromkeys((talk.header.language, *nouns.languages()))
    told = [kinds for each in languages for _, _, kinds in nouns.nouns_in(words(talk.question), each)]
    verbs = [state for kinds in told for state in ("closed", "cancelled", "open") if state in kinds]
    return {"work_order": _order(talk), "status": states[-1] if states else (verbs[0] if verbs else _last_word(talk))}


def _last_word(talk: Conversation) -> str:
    """What stands behind the order's number, where it is a word or two: a state that the records do not have."""
    ends = [one.at + len(one.said) for one in talk.header.named if one.kind.endswith("work_order") and one.at >= 0]
    rest = [word for word in words(talk.asked[max(ends) :]) if not is_stop(word, talk.header.language)] if ends else []
    return " ".join(rest) if len(rest) <= FEW_WORDS else ""


def _reserve(talk: Conversation) -> Args:
    return {
        "part": _first(talk, "part", "unknown_part"),
        "quantity": quantity(talk.asked, talk.header),
        "location": _first(talk, "stock", "site") or _unknown_place(talk),
        "work_order": _order(talk),
    }


def _unknown_place(talk: Conversation) -> str:
    """A word behind one of grammar, after the part, that is no name of the records: a place that they do not know ("at Moon")."""
    ends = [one.at + len(one.said) for one in talk.header.named if one.kind in {"part", "unknown_part"} and one.at >= 0]
    text, language = talk.asked[max(ends, default=0) :], talk.header.language
    for one in talk.header.named:
        text = text.replace(one.said, " 0 ") if one.said else text
    told = words(text) if ends else []
    for before, word in pairwise(told):
        plain = (
            word.isalpha() and len(word) > 2 and not is_stop(word, language) and not nouns.named_by((word,), language)
        )
        if plain and is_stop(before, language):
            return next(token for token in re.findall(r"[^\W_]+", text) if fold(token) == word)
    return ""


def _release(talk: Conversation) -> Args:
    return {
        "part": _first(talk, "part", "unknown_part"),
        "work_order": _order(talk),
        "location": _first(talk, "stock", "site"),
    }


_READ: dict[str, tuple[str, Callable[[Conversation], Args]]] = {
    "create_order": ("create_work_order", _create),
    "add_note": ("add_work_order_note", _note),
    "set_status": ("set_work_order_status", _status),
    "reserve": ("reserve_part", _reserve),
    "release": ("release_reservation", _release),
}


CHANGES = frozenset(tool for tool, _ in _READ.values())
"""The tools that propose a change."""


def _first(talk: Conversation, *kinds: str) -> str:
    return next(iter(talk.header.values(*kinds)), "")


def _words(talk: Conversation) -> str:
    """The person's own words for a title or note; where the question has none, the reply that it was asked for."""
    return own_words(talk.asked, talk.header, "work_order") or (talk.replies[-1].strip() if talk.replies else "")


def _order(talk: Conversation) -> str:
    """The order named, else the only one that the turn before was about."""
    named = talk.header.values("work_order", "unknown_work_order")
    if named:
        return named[0]
    done = talk.header.values("done_work_order")
    shown = [str(item.source_id) for item in talk.last.evidence.values() if item.kind == "work_order" and item.source_id] if talk.last else []  # fmt: skip
    if len(set(shown)) == 1:
        return shown[0]
    return done[-1] if done and has_pronoun(words(talk.asked), talk.header.language) else ""
