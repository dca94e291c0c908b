"""Questions that lean on the one before: which they are, and what they take over from it."""

import re
from dataclasses import dataclass, field

from agent.embedded.intents import intents
from agent.entities import BULLETIN, Entities
from agent.followed_jobs import only_order
from agent.followup_words import ALL, CONNECTIVE, ORDINALS, OTHER, PRONOUN, words_of
from agent.state import Choice, Memory
from stores.passages import glossary
from stores.passages.text import fold

SHORT = 6
"""Words up to which a question with "and" before it, or a reply to a question, leans on the thread."""
FEW_OWN = 3
_OF_A_SUBJECT = frozenset({"stock", "cause", "meaning", "procedure", "value"})
_OF_THE_FLEET = frozenset({"open_orders", "count", "brief", "compare", "asset_info"})
_RECORDS = ("alarms", "work_orders", "parts", "unknown_parts", "unknown_work_orders", "bulletins")


@dataclass(frozen=True)
class Thread:
    """What the thread adds to a question.

    Attributes:
        question: The question completed: what is searched for.
        asks: The text whose intents count: the question's own, or that of the one before.
        subject: What the talk is about now, for the next question.
        previous: The question that this one leans on, or nothing.
        taken: Identifiers taken over.
        choice: What a reply to a clarifying question chose.
        open: A reply that leaves the choice open: all are answered.
        search: What is looked for in the manuals, where that is not the whole question.
    """

    question: str
    asks: str
    subject: str
    previous: str = ""
    taken: Entities = field(default_factory=Entities)
    choice: Choice | None = None
    open: bool = False
    search: str = ""


def complete(text: str, found: Entities, history: list[Memory]) -> Thread:
    """The question in its thread; unchanged where it stands on its own."""
    alone = Thread(text, text, text)
    if not history:
        return alone
    last = history[-1]
    if last.get("clarify"):
        reply = _reply(text, found, last)
        if reply:
            return reply
    if OTHER.search(text) and not _records(found):
        other = _the_other(text, history)
        if other:
            return other
    return _leaning(text, found, last) or alone


def _leaning(text: str, found: Entities, last: Memory) -> Thread | None:
    own, words = own_words(text, found), len(re.findall(r"[^\W\d_]+", text))
    machine = bool(found.assets or found.models or found.unknown_assets or found.which_assets)
    led = CONNECTIVE.match(text) is not None
    if _records(found):
        # "and alarm 310?" asks the same of another record; with anything of its own it stands alone.
        if (led or found.bulletins) and not own and not intents(text):
            same = _of_bulletin(found.bulletins, last) or text
            return Thread(same, last.get("asks", ""), same, last["question"])
        return None
    told = own <= _words(last.get("subject") or last["question"]) and words <= SHORT
    if own and not told and not ((led and words <= SHORT and len(own) <= FEW_OWN) or (PRONOUN.search(text) and len(own) == 1 and words <= SHORT)):  # fmt: skip
        return None
    of_thread = led or machine or words <= SHORT or PRONOUN.search(text) or _asks_of_a_subject(text)
    if not own and not of_thread:
        return None
    subject = last.get("subject") or last["question"]
    asks = text if intents(text) - {"happened"} or _has_own_asking(text) else last.get("asks", last["question"])
    completed = text if subject.casefold() in text.casefold() else f"{text} ({subject})"
    search = "" if own or _has_own_asking(text) else subject
    taken = _taken(last, own, intents(asks))
    if not own and taken == Entities():
        taken.work_orders = only_order(text, last.get("shown", []))
    return Thread(completed, asks, text if own else subject, last["question"], taken, search=search)


def _of_bulletin(bulletins: list[str], last: Memory) -> str:
    """The last question with these bulletins in the place of its own; a bulletin has no record to be looked up instead."""
    if not bulletins:
        return ""
    subject = last.get("subject") or last["question"]
    named, rest = ", ".join(bulletins), BULLETIN.split(subject)
    return f"{rest[0]}{named}{rest[-1]}" if len(rest) > 1 else f"{named} ({subject})"


def _asks_of_a_subject(text: str) -> bool:
    """Whether it asks for something that only a subject can have ("which part did we change?"); lists of jobs need none."""
    wanted = intents(text)
    return bool(wanted & _OF_A_SUBJECT) and not wanted & _OF_THE_FLEET


def _has_own_asking(text: str) -> bool:
    """Whether it says what it wants, besides "and for ...?"."""
    rest = CONNECTIVE.sub("", text, count=1)
    return bool(_words(rest) & words_of("asking"))


def _taken(last: Memory, own: set[str], wanted: frozenset[str]) -> Entities:
    """What the question before, or its answer, was about; an answer's parts only for questions about parts."""
    if own:
        return Entities()
    taken = Entities(alarms=last.get("alarms", []), parts=last.get("parts", []), work_orders=last.get("orders", []))
    if "stock" in wanted and not taken.parts:
        taken.parts = [name.partition(":")[2] for name in last.get("shown", []) if name.startswith("part:")][:2]
    if "stock" in wanted and taken.parts:
        taken.alarms = []
    return taken


def _reply(text: str, found: Entities, last: Memory) -> Thread | None:
    words = len(re.findall(r"\w+", text))
    choices = last.get("choices", [])
    named = bool(found.assets or found.models)
    choice = None if named else chosen(text, choices)
    subject, asks = last.get("subject") or last["question"], last.get("asks", last["question"])
    if _records(found) or (words > 2 * SHORT and not choice):
        return None
    full = subject if named or choice else f"{text} ({subject})"
    taken = Entities(alarms=last.get("alarms", []), parts=last.get("parts", []), work_orders=last.get("orders", []))
    if choice or named or ALL.search(text) or words <= SHORT:
        return Thread(full if named or choice else subject, asks, subject, last["question"], taken, choice, not (named or choice))  # fmt: skip
    return None


def chosen(text: str, choices: list[Choice]) -> Choice | None:
    """The one of `choices` that a reply names, by its place or by words of its own."""
    words = _words(text)
    for place, choice in enumerate(choices):
        if re.fullmatch(rf"\W*(?:no\.?\s*|nr\.?\s*)?{place + 1}\W*", text, re.IGNORECASE) or (
            place < len(ORDINALS) and words & ORDINALS[place]
        ):
            return choice
    labels = [_words(f"{choice['label']} {choice['model']} {choice['asset']}") for choice in choices]
    fitting = [
        choice
        for choice, label in zip(choices, labels, strict=True)
        if words & (label - set[str]().union(*(other for other in labels if other is not label)))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _the_other(text: str, history: list[Memory]) -> Thread | None:
    last = history[-1]
    subject, asks = last.get("subject") or last["question"], last.get("asks", last["question"])
    asks = text if intents(text) - {"happened"} else asks
    parts = [name.partition(":")[2] for name in last.get("shown", []) if name.startswith("part:")]
    asked = last.get("parts", [])
    rest = [number for number in parts if number not in (asked or parts[:1])]
    if rest:
        return Thread(subject, asks, subject, last["question"], Entities(parts=rest[:1]))
    for before in reversed(history[:-1]):
        if before["asset"] and before["asset"] != last["asset"]:
            taken = _taken(last, set(), intents(asks)).model_copy(update={"assets": [before["asset"]]})
            return Thread(subject, asks, subject, last["question"], taken)
    return None


def own_words(text: str, found: Entities) -> set[str]:
    """The words that say what a question is about: no function words, no asking words, no identifiers."""
    bare = BULLETIN.sub(" ", text)
    for name in (*found.assets, *found.models, *found.which_assets, *found.unknown_assets):
        for word in re.findall(r"\w+", name):
            bare = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", bare, flags=re.IGNORECASE)
    words = {word for word in _words(bare) if not any(c.isdigit() for c in word) and len(word) > 1}
    functional = set[str]().union(*glossary.function_words().values())
    return (
        {w for w in words if fold(w) not in functional}
        - words_of("asking")
        - words_of("pronoun")
        - words_of("connective")
    )


def asking_words() -> frozenset[str]:
    """Words that say what is asked rather than about what, in every language known, function words among them."""
    return words_of("asking") | frozenset[str]().union(*glossary.function_words().values())


def _records(found: Entities) -> bool:
    return any(getattr(found, name) for name in _RECORDS)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))
