"""What a question is about: its words without grammar, without the names in its header, without words that only ask."""

from collections.abc import Collection
from functools import cache

from agent.models.embedded.conditions.comparing import is_of_time
from agent.models.embedded.talk.conversation import OVER_ORDERS, Call, Conversation
from agent.question import nouns
from agent.question.header import Header
from language.numbers import digits
from language.vocabulary import ENGLISH, vocabulary
from language.words import is_stop, words
from stores.records.orders.wording import OR
from tools.findings import is_absence

_NOUNS = frozenset(
    {"work_order", "part", "stock", "alarm", "asset", "kind", "status", "assigned_to", "priority", "site", "year", "quarter", "month",
     "hours", "cost", "number", "open", "closed", "cancelled", "joining", "per", "least", "mean", "pronoun",
     "asking", "past", "subject", "frequent", "mention", "please", "present", "told", "interrogative"}
)  # fmt: skip

_KINDS = frozenset({"corrective", "preventive"})
_MACHINES = frozenset({"asset", "which_asset", "unknown_asset"})
_UNSAID = frozenset({"asset", "which_asset", "unknown_asset", "work_order", "period"})
_OF_RECORDS = frozenset({"asset", "which_asset", "site", "stock", "assigned_to", "status", "machine_status"})
_RECORDS = frozenset({"work_order", "part", "alarm"})
_SERVICE = ("service", "maintenance")


def topic(
    question: str,
    header: Header,
    besides: Collection[str] = (),
    kept: Collection[str] = ("component", "failure_mode"),
    *,
    numbers: bool = False,
) -> list[str]:
    """The words that tell the subject, folded, in the question's order, none twice.

    Args:
        question: Any words of the person.
        header: Whose names are left out.
        besides: Nouns that are left out too ("component", where components are counted).
        kept: Fields whose values are words like any other.
        numbers: Figures that belong to no name are words too.
    """
    language = header.language
    named = {word for one in header.named if one.kind not in kept for word in words(one.said)}
    told = words(nouns.plainly(question, language))
    # Where no record has such a kind of work, its word is looked for in the texts: it narrows.
    besides = {*_NOUNS, *besides, *(_KINDS if any(one.kind == "kind" for one in header.named) else ())}
    taken = {at + n for at, size, kinds in nouns.nouns_in(told, language) if kinds & besides for n in range(size)}
    taken |= _called_so(told, header)
    left = [word for at, word in enumerate(told) if at not in taken and word not in named]
    return [word for word in dict.fromkeys(left) if _tells(word, language, numbers=numbers)]


def _called_so(told: list[str], header: Header) -> set[int]:
    """The places of words between an article and a machine's tag: they say what it is ("the pump P-101", "die Rolltreppe ESC-2"), and nothing of its jobs."""
    articles = nouns.single_words("article", header.language)
    tags = [words(one.said) for one in header.named if one.kind in _MACHINES and one.said]
    places = [at for tag in tags for at in range(2, len(told)) if told[at : at + len(tag)] == tag]
    return {at - 1 for at in places if told[at - 2] in articles}


def _tells(word: str, language: str, *, numbers: bool) -> bool:
    if digits(word, language).isdecimal():
        return numbers and word.isdecimal()
    grammar = is_stop(word, language) or word in _modal(language) or is_of_time(word, language)
    return len(word) > 1 and not grammar


@cache
def _modal(language: str) -> frozenset[str]:
    """Words that allow or demand: what is allowed is asked, not written in a record."""
    permission = vocabulary(language).permission
    return frozenset(one for group in ("may", "must") for one in permission[group] if " " not in one)


def searched(question: str, header: Header) -> str:
    """The question without machines and orders, which no manual names."""
    text = without_named(question, header, _UNSAID)
    return text if words(text) else question


def without_named(question: str, header: Header, kinds: Collection[str]) -> str:
    """The question without the names of these kinds; a serial number stays, for manuals give ranges of them."""
    text = question
    serial = header.machine.serial.casefold() if header.machine else ""
    for one in header.named:
        if one.kind in kinds and one.said and one.said.casefold() != serial:
            text = text.replace(one.said, " ")
    return " ".join(text.split())


def is_of_records(question: str, header: Header) -> bool:
    """Whether it names a record, or calls one by its noun; else records that hold nothing of it are not what is asked about."""
    if {one.kind.removeprefix("unknown_") for one in header.named} & (_OF_RECORDS | _RECORDS):
        return True
    told = words(nouns.plainly(question, header.language))
    return any(kinds & _RECORDS for _, _, kinds in nouns.nouns_in(told, header.language))


def found_no_words(call: Call) -> bool:
    """Whether a query over the orders or alarms had words, and none has them all."""
    worded = call.name == "find_alarms" or (call.name in OVER_ORDERS and bool(call.args.get("text")))
    return worded and any(map(is_absence, call.evidence))


def or_service(word: str, talk: Conversation) -> str:
    """A word for service with the English ones: many records keep services in English, whoever asks."""
    language = talk.header.language
    asked = language != ENGLISH and "service" in nouns.named_by((word,), language)
    return f'"{OR.join([word, *_SERVICE])}"' if asked else word
