"""Changes of the records that a person asks for: which clause asks for which change, with which arguments; what is missing is asked.

Precision comes first: a change that nobody asked for is worse than one that has to be asked for twice.
"""

from collections.abc import Callable, Mapping

from agent.models.embedded.asking_back import ask
from agent.models.embedded.conversation import Conversation
from agent.models.embedded.slots import Args
from agent.phrases.saying import phrase
from agent.question import nouns
from agent.question.own_words import own_words, quantity
from language.vocabulary import says, vocabulary
from language.words import fold, words

Call = tuple[str, Args]
SURE, SURER = 0.55, 0.75
"""Probability from which a change is asked for; where it is worded as a question, or does not name its record, more."""
BESIDES, FIRST = 0.35, 3
"""Probability of another frame from which it is no plain request; words in which a denial is one of the request itself."""
_NEEDED = {
    "create_order": ("asset", "title"),
    "add_note": ("work_order", "note"),
    "set_status": ("work_order", "status"),
    "reserve": ("part", "work_order"),
    "release": ("part",),
}


def requested(talk: Conversation, frames: Mapping[str, float]) -> list[Call] | None:
    """The call for a change that is asked for, or the question for what it lacks; None where none is asked for."""
    frame = max(_READ, key=lambda name: frames.get(name, 0.0))
    if not _is_sure(talk, frames, frame):
        return None
    tool, read = _READ[frame]
    args = {name: value for name, value in read(talk).items() if value != ""}
    missing = [name for name in _NEEDED[frame] if name not in args]
    if frame == "release" and "work_order" in args:
        missing = []
    if missing and not talk.replied:
        fields = ", ".join(phrase(f"field_{name}", talk.header.language) for name in missing)
        return [ask("refused_missing", talk.header.language, fields=fields)]
    return [(tool, args)] if not missing else []


def _is_sure(talk: Conversation, frames: Mapping[str, float], frame: str) -> bool:
    """Whether this change is asked for, and nothing else is: neither a question about it nor a denial."""
    share, key = frames.get(frame, 0.0), _NEEDED[frame][0]
    named = frame == "create_order" or bool(talk.header.values(key, f"unknown_{key}"))
    limit = SURE if named and not talk.asked.rstrip().endswith("?") else SURER
    besides = max((other for name, other in frames.items() if name not in _READ), default=0.0)
    told = _is_denied(talk, frame) or _is_of_the_past(talk)
    return limit <= share and share >= max(frames.values()) and besides < BESIDES and not told


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
    return {"work_order": _order(talk), "status": states[-1] if states else (verbs[0] if verbs else "")}


def _reserve(talk: Conversation) -> Args:
    return {
        "part": _first(talk, "part", "unknown_part"),
        "quantity": quantity(talk.asked, talk.header),
        "location": _first(talk, "stock", "site"),
        "work_order": _order(talk),
    }


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
    shown = [str(item.source_id) for item in talk.last.evidence.values() if item.kind == "work_order" and item.source_id] if talk.last else []  # fmt: skip
    return shown[0] if len(set(shown)) == 1 else ""
