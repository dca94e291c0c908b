"""Changes of the records that a person asks for: which clause asks for which change, with which arguments; what is missing is asked.

Precision comes first: a change that nobody asked for is worse than one that has to be asked for twice.
"""

import re
from collections.abc import Callable, Mapping

from agent.models.embedded.asking_back import ask
from agent.models.embedded.conversation import Conversation
from agent.models.embedded.slots import Args
from agent.phrases.saying import phrase
from agent.question import nouns
from language.numbers import digits, numbers
from language.vocabulary import says, vocabulary
from language.words import fold, is_stop, words

Call = tuple[str, Args]
SURE, NAMED, POLITE = 0.6, 0.5, 0.75
"""Probability from which a change is asked for: where the record that it needs is named a little less, of a question more."""
BESIDES, FIRST = 0.35, 3
"""Probability of another frame from which it is no plain request; words in which a denial is one of the request itself."""
_QUOTED = re.compile(r"[\"“„«]([^\"”“»]+)[\"”“»]")
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
    share = frames.get(frame, 0.0)
    named = bool(talk.header.values("work_order", "part", "unknown_work_order", "unknown_part"))
    limit = POLITE if talk.asked.rstrip().endswith("?") else NAMED if named else SURE
    besides = max((other for name, other in frames.items() if name not in _READ), default=0.0)
    return limit <= share and share >= max(frames.values()) and besides < BESIDES and not _is_denied(talk, frame)


def _is_denied(talk: Conversation, frame: str) -> bool:
    """A word that denies among those that ask; what is wrong with a machine may well be "does not start"."""
    head = talk.asked.partition(":")[0]
    told = fold(head) if frame not in {"create_order", "add_note"} else " ".join(words(head)[:FIRST])
    return says(told, vocabulary(talk.header.language).negations)


def _create(talk: Conversation) -> Args:
    priority = talk.header.values("priority")
    return {
        "asset": _first(talk, "asset", "unknown_asset") or talk.header.tag,
        "title": _said(talk, "work_order"),
        "priority": priority[0] if priority else "",
        "alarm_code": _first(talk, "alarm"),
    }


def _note(talk: Conversation) -> Args:
    return {"work_order": _order(talk), "note": _said(talk, "work_order")}


def _status(talk: Conversation) -> Args:
    """The state that is named last, as the records have it, else the one that the verb tells ("close it")."""
    states = talk.header.values("status")
    told = [kinds for _, _, kinds in nouns.nouns_in(words(talk.question), talk.header.language)]
    verbs = [state for kinds in told for state in ("closed", "cancelled", "open") if state in kinds]
    return {"work_order": _order(talk), "status": states[-1] if states else (verbs[0] if verbs else "")}


def _reserve(talk: Conversation) -> Args:
    return {
        "part": _first(talk, "part", "unknown_part"),
        "quantity": _quantity(talk),
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


def _order(talk: Conversation) -> str:
    """The order named, else the only one that the turn before was about."""
    named = talk.header.values("work_order", "unknown_work_order")
    if named:
        return named[0]
    shown = [str(item.source_id) for item in talk.last.evidence.values() if item.kind == "work_order" and item.source_id] if talk.last else []  # fmt: skip
    return shown[0] if len(set(shown)) == 1 else ""


def _quantity(talk: Conversation) -> float:
    """The number beside the names; one where none is said."""
    text = talk.asked
    for one in talk.header.named:
        text = text.replace(one.said, " ; ") if one.said else text
    found = numbers(digits(text, talk.header.language))
    return float(found[0].value) if found else 1.0


def _said(talk: Conversation, noun: str) -> str:
    """The person's own words for a title or note: behind a colon, in quotes, else what is left of the sentence."""
    text = talk.asked
    head, colon, behind = text.partition(":")
    if colon and behind.strip():
        return _bare(behind, talk)
    if quoted := _QUOTED.search(text):
        return quoted[1].strip()
    said = _bare(_left(head, talk, noun), talk)
    return said or (_bare(talk.replies[-1], talk) if talk.replies else "")


def _left(text: str, talk: Conversation, noun: str) -> str:
    """What follows the noun of what is changed, or the order's number; what stands before, where nothing does."""
    ends = [end for _, end in _noun_spans(text, talk.header.language, noun)]
    ends += [one.at + len(one.said) for one in talk.header.named if one.kind.endswith("work_order") and one.at >= 0]
    rest = text[max(ends, default=0) :] if ends else text
    if len(words(_bare(rest, talk))) > 1 or not ends:
        return rest
    clauses = [
        clause
        for clause in re.split(r"[,;.]\s", text[: max(ends)])
        if not _noun_spans(clause, talk.header.language, noun)
    ]
    return max(clauses, key=len, default="")


def _noun_spans(text: str, language: str, noun: str) -> list[tuple[int, int]]:
    """Where the noun stands in the text, as one word or several."""
    tokens = list(re.finditer(r"[^\W_]+", text))
    runs = (tokens[at : at + size] for size in (3, 2, 1) for at in range(len(tokens) - size + 1))
    spans = ((run[0].start(), run[-1].end()) for run in runs)
    return [(start, end) for start, end in spans if noun in nouns.named_by(tuple(words(text[start:end])), language)]


def _bare(text: str, talk: Conversation) -> str:
    """Without the machine and the order named, the words of grammar before them, and those at the beginning."""
    for one in talk.header.named:
        if one.kind in {"asset", "unknown_asset", "work_order", "unknown_work_order"} and one.said in text:
            before, _, after = text.partition(one.said)
            text = f"{_without_grammar_at_end(before, talk)} {after.lstrip()}"
    kept = text.strip(" .,;:-–—")
    while kept:
        first, _, rest = kept.partition(" ")
        if not rest or not is_stop(first, talk.header.language):
            break
        kept = rest.lstrip(" ,;:-–—")
    return " ".join(kept.split()).strip(" .,;:-–—")


def _without_grammar_at_end(text: str, talk: Conversation) -> str:
    kept = text.rstrip()
    while kept and (told := re.search(r"[^\W\d_]+$", kept)) and is_stop(told.group(), talk.header.language):
        kept = kept[: told.start()].rstrip()
    return kept
