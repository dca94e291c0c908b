"""The arguments of a query over work orders: filters, words, time and grouping, from the header and the question's own words."""

from collections.abc import Sequence
from typing import Any

from agent.models.embedded.conditions.comparing import is_of_time
from agent.models.embedded.conditions.reading import Conditions, conditions_in
from agent.models.embedded.queries.grouping import NOUN_OF
from agent.models.embedded.talk.conversation import Conversation
from agent.models.embedded.topic import or_service, topic
from agent.question import nouns
from agent.question.header import Header
from agent.question.own_words import QUOTED
from language.words import fold, words
from stores.passages.wording.glossary import troubles
from stores.passages.wording.question import in_english
from stores.records.orders.wording import OR, saying, searchable

Args = dict[str, Any]
Call = tuple[str, Args]
"""A tool to call, and with what."""
_OF_ORDERS = {"alarm": "alarm_code", "unknown_alarm": "alarm_code", "unknown_asset": "asset", "which_asset": "asset"}
_NO_FILTER = frozenset(
    "period field figure stock supplier document work_order unknown_work_order unknown_part model done_work_order".split()
)
_ASKING = frozenset({"work"})
_SHOWN = frozenset({"work_order", "asking", "asset", "frequent"})
MOST_SHOWN = 50


def where_of(
    header: Header, *, skip: frozenset[str] = frozenset(), overruled: frozenset[tuple[str, str]] = frozenset()
) -> Args:
    """Field -> value, several values of a field as "a|b"; the machine in question where none is named."""
    found: dict[str, list[str]] = {}
    for one in header.named:
        field = _OF_ORDERS.get(one.kind, one.kind)
        left_out = one.kind in _NO_FILTER or field in skip or (one.kind, one.value) in overruled
        if not left_out and one.value not in found.get(field, []):
            found.setdefault(field, []).append(one.value)
    if "asset" not in found and "site" not in found and "asset" not in skip and header.tag:
        found["asset"] = [header.tag]
    elif header.machine and not header.tag and not found.keys() & {"asset", "site"}:
        found["model"] = [header.machine.model]
    return {field: OR.join(values) for field, values in found.items()}


def conditions(talk: Conversation) -> Conditions:
    """What the question narrows by beside the values that it names."""
    return conditions_in(talk.question, talk.header)


def wanted(value: str, field: str, found: Conditions) -> str:
    """As "not ..." where a word before it excludes it ("neither closed nor cancelled"); what is not closed is open."""
    denied = {one for kind, one in found.excluded if _OF_ORDERS.get(kind, kind) == field}
    values = value.split(OR)
    left = [one for one in values if one not in denied]
    if not denied or (left and len(left) < len(values)):
        return OR.join(left)
    return "open" if field == "status" and values == ["closed"] else f"not {value}"


def time_of(header: Header) -> Args:
    """`since` and `until` of the first period that is named."""
    first, _, last = next(iter(header.values("period")), "..").partition("..")
    return {name: day for name, day in (("since", first), ("until", last)) if day}


def narrowed(talk: Conversation, groups: Sequence[str] = (), *, in_words: bool = False) -> Args:
    """All that narrows the orders asked for; the machine in question does not, where machines are compared.

    Args:
        talk: What is asked.
        groups: The fields that are grouped by.
        in_words: Components are sought in the orders' words, where one of several spellings is enough to be found.
    """
    own = bool(talk.header.values("asset", "which_asset", "unknown_asset"))
    compared = frozenset(groups) if "asset" in groups and not own else frozenset[str]()
    kept = frozenset({"component"}) if in_words else frozenset[str]()
    kept |= frozenset({"failure_mode"}) if in_words and has_noun(talk, "mention") else frozenset[str]()
    found = conditions(talk)
    compared |= set_aside(talk)
    kept -= {kind for kind, _ in found.excluded}
    where = {
        field: wanted(value, field, found)
        for field, value in where_of(talk.header, skip=compared | kept, overruled=found.overruled).items()
    }
    where |= {field: value for field, value in found.where.items() if field != "status" or "status" not in where}
    time = {} if _is_a_figure(talk.header, found) else time_of(talk.header)
    if "due" in where and time.get("since") == time.get("until") == str(talk.header.today):
        time = {}  # "overdue now": not those of today
    if found.due and time and "due" not in where:
        where |= {"due": _span(time), "status": where.get("status", "open")}
        time = {}
    if time and _tells_of_closing(talk, where):
        where |= {"closed": _span(time)}
        time = {}
    documents = [f'"{number}"' for number in talk.header.values("document")]
    text = " ".join(
        documents
        or [or_service(word, talk) for word in _words(talk, groups, kept) if word not in {*found.read, *found.unused}]
    )
    if found.ago and "status" not in where and not _is_of_faults(talk):
        where |= {"status": "closed"}  # what is not done yet was not the last
    left = [*found.unused, *([found.due] if found.due and "due" not in where else [])]
    unused = {"unused": left} if left else {}
    return ({"where": where} if where else {}) | ({"text": text} if text else {}) | time | unused


def set_aside(talk: Conversation) -> frozenset[str]:
    """What narrows nothing: the state of the machine in question, whose orders they are anyway."""
    own = talk.header.tag or talk.header.values("asset", "which_asset", "unknown_asset")
    return frozenset({"machine_status"}) if own else frozenset()


def _span(time: Args) -> str:
    return f"{time.get('since', '')}..{time.get('until', '')}"


def _tells_of_closing(talk: Conversation, where: Args) -> bool:
    """Whether the time is that in which jobs were closed: they are called so, and by no other state."""
    said = nouns.said_in(talk.question, talk.header.language)
    status = where.get("status", "closed")
    return "closed" in said | {where.get("status", "")} and status != "open" and "closed" not in where


def _is_of_faults(talk: Conversation) -> bool:
    """Whether a fault is asked for, which was there whether or not anybody has mended it."""
    if nouns.said_in(talk.question, talk.header.language) & {"alarm", "failure_mode", "corrective"}:
        return True
    told = (in_english(word, talk.header.language) or word for word in topic(talk.question, talk.header))
    return any(word in troubles() for word in told)


def _is_a_figure(header: Header, found: Conditions) -> bool:
    """Whether what looks like a period was read as a figure ("more than 2000 euros", "within 10 days")."""
    period = next((one.said for one in header.named if one.kind == "period"), "")
    said = words(fold(period))
    return any(word.isdecimal() for word in said) and set(said) <= found.read


def _words(talk: Conversation, groups: Sequence[str], kept: frozenset[str]) -> list[str]:
    """What is quoted, as it is written; else the words of the subject without those that name what is counted and what is filtered."""
    if quoted := QUOTED.findall(talk.question):
        return [f'"{one}"' for one in quoted]
    if conditions(talk).again:
        groups = (*groups, "failure_mode", "component")
    labels = {NOUN_OF.get(name, name) for name in (*groups, *(one.kind for one in talk.header.named))}
    told = topic(talk.question, talk.header, {*_ASKING, *labels}, kept, numbers=True)
    asked = how_many(talk)
    shown = {word for word in told if word == str(asked) or (groups and _is_few(word))}
    return [word for word in told if word not in shown and not of_its_figure(talk, word)]


def of_its_figure(talk: Conversation, word: str) -> bool:
    """Whether the figure that is named says the word too: "how much energy did we lose", of "Energy lost"."""
    return any(saying(word).search(searchable(name)) for name in talk.header.values("figure"))


def _is_few(word: str) -> bool:
    """Whether a figure may say how many are to be shown."""
    return word.isdecimal() and 0 < int(word) <= MOST_SHOWN


def how_many(talk: Conversation) -> int | None:
    """How many are to be shown ("the last 3 jobs", "die 5 neuesten Aufträge"): a small number beside a noun of the records."""
    told, language = words(talk.asked), talk.header.language
    named = {word for one in talk.header.named for word in words(one.said)}
    for at, word in enumerate(told):
        beside = [*told[at + 1 : at + 2], *told[max(0, at - 1) : at]]
        if _is_few(word) and word not in named and not any(is_of_time(one, language) for one in beside) and any(nouns.named_by((one,), language) & _SHOWN for one in beside):  # fmt: skip
            return int(word)
    return None


def shared(talk: Conversation, args: Args) -> Args:
    """The query of a share: what is said last is the part ("what share of the jobs on M-1 were corrective"), the machine and the time are the whole."""
    where: dict[str, str] = dict(args.get("where", {}))
    named = [_OF_ORDERS.get(one.kind, one.kind) for one in sorted(talk.header.named, key=lambda one: one.at)]
    told = [field for field in named if field in where and field not in {"asset", "site", "model"}]
    beside = [field for field in where if field not in {*named, "asset", "site", "model"}]
    if "text" in args and not told:
        where["text"], beside = args["text"], [*beside, "text"]
    part = beside or told[-1:] or list(where)[-1:]
    return {name: value for name, value in args.items() if name not in {"where", "text"}} | {
        "where": {field: value for field, value in where.items() if field not in part},
        "share": {field: where[field] for field in part},
    }


def has_noun(talk: Conversation, noun: str) -> bool:
    """Whether the question has a word for a noun ("average", "fewest", "hours")."""
    return noun in nouns.said_in(talk.asks, talk.header.language)
