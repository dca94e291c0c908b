"""Calls for what a question names: one each, by the record's own number."""

from agent.models.embedded.conditions.parts import parts_asked
from agent.models.embedded.conditions.reading import conditions_in
from agent.models.embedded.slots import Call, conditions
from agent.models.embedded.talk.conversation import Conversation
from agent.models.embedded.telling import OF_ORDERS
from agent.models.embedded.topic import topic
from agent.question import nouns
from agent.question.leaning import Leaning, has_pronoun
from language.vocabulary import phrases, vocabulary
from language.words import fold, words

MOST, FEW = 3, 2
LONGEST_NAME = 8
"""Words that a part may be called by: more are a whole question, in a language whose words that only ask are not known."""


def named_lookups(talk: Conversation, meant: frozenset[str]) -> list[Call]:
    """Look-ups of the alarms, orders, parts and machines named; those that only narrow a query over orders are left to it."""
    header = talk.header
    of_orders = meant & {*OF_ORDERS} and not meant & {"alarm", "manual", "stock"}
    calls: list[Call] = []
    if not of_orders and not ("stock" in meant and talk.leans is not Leaning.NOT and parts_known(talk)):
        # Asked again once the person has said which machine it is.
        machine = {"machine": header.tag or header.machine.model} if talk.replied and header.machine else {}
        calls += [("lookup_alarm", {"code": code} | machine) for code in header.values("alarm", "unknown_alarm")[:MOST]]
        calls += [("find_parts", {"query": number}) for number in header.values("part", "unknown_part")[:MOST]]
    orders = header.values("work_order", "unknown_work_order") or _orders_known(talk, meant)
    ago = {"ago": True} if conditions(talk).ago or _asks_how_long(talk) else {}
    calls += [("get_work_order", {"number": number} | ago) for number in orders[:MOST]]
    return calls + _machines(talk, meant, calls)


def _asks_how_long(talk: Conversation) -> bool:
    """Of an order that is named a length of time can only be that since its days."""
    lengths = vocabulary(talk.header.language).dates.how_long
    return phrases(lengths).search(fold(talk.asked)) is not None


def _machines(talk: Conversation, meant: frozenset[str], calls: list[Call]) -> list[Call]:
    """The machines' own records, where they are asked about, or nothing else is; always for one that no record has."""
    header = talk.header
    unknown, several = header.values("unknown_asset"), header.values("which_asset")
    nothing_else = not (meant - {"machine", "order", "smalltalk"} or calls)
    asked = ("machine" in meant and not any(name == "get_work_order" for name, _ in calls)) or nothing_else
    tags = header.values("asset") or ([header.tag] if header.tag else [])
    if several and not header.tag:
        return [("get_asset", {"tag": tag}) for tag in several[:MOST]]
    return [("get_asset", {"tag": tag}) for tag in ([*tags, *unknown] if asked else unknown)[:MOST]]


def parts_wanted(talk: Conversation) -> list[Call]:
    """The parts that are so, where some are asked for and none is named; other words of the question are what they are called."""
    if talk.header.values("part", "unknown_part", "work_order", "unknown_work_order"):
        return []
    asked = talk.asked if _parts_asked(talk, talk.asked)[0] else talk.question
    where, read = _parts_asked(talk, asked)
    called = [word for word in topic(asked, talk.header) if word not in read]
    return [("find_parts", {"where": where} | ({"query": " ".join(called)} if called else {}))] if where else []


def _parts_asked(talk: Conversation, text: str) -> tuple[dict[str, str], frozenset[str]]:
    return parts_asked(text, talk.header, nouns.said_in(text, talk.header.language))


def stock_lookups(talk: Conversation, calls: list[Call]) -> list[Call]:
    """Parts by what they are called, where neither a number nor an alarm or order says which."""
    if any(name in {"find_parts", "lookup_alarm", "get_work_order"} for name, _ in calls):
        return []
    if talk.leans is not Leaning.NOT and (known := parts_known(talk)):
        return [("find_parts", {"query": number}) for number in known[:MOST]]
    words = topic(talk.question, talk.header)
    fits = talk.header.values("model") or ([talk.header.tag] if talk.header.tag else [])
    if not words and fits:
        return [("find_parts", {"query": "", "fits": fits[0]})]
    return [("find_parts", {"query": " ".join(words)})] if 0 < len(words) <= LONGEST_NAME else []


def _orders_known(talk: Conversation, meant: frozenset[str]) -> list[str]:
    """The one or two orders that the turn before has shown, where the question leans on it: "what is it waiting for?".

    One that came of an approved change since then is meant by "it" where the turn before has shown none.
    """
    done = talk.header.values("done_work_order")
    shown = _orders_shown(talk, meant)
    other = talk.header.values("part", "alarm", "document")
    points = has_pronoun(words(talk.asked), talk.header.language) and not other
    return shown or (done[-1:] if points else [])


def _orders_shown(talk: Conversation, meant: frozenset[str]) -> list[str]:
    if talk.leans is Leaning.NOT or not talk.last or not meant & {*OF_ORDERS, "order", "earlier"}:
        return []
    narrows = any(one.at >= 0 for one in talk.header.named) or conditions_in(talk.asked, talk.header)
    if talk.of_the_same_orders and narrows:
        return []  # "and in March?", "only the overdue ones" ask for others, or fewer
    shown = talk.shown("work_order")
    return shown if len(shown) <= FEW else []


def one_of_the_list(talk: Conversation) -> list[Call]:
    """The order of the list before that is meant by its place ("the second one")."""
    ordinals = vocabulary(talk.header.language).dates.ordinals
    places = [ordinals[word] for word in words(talk.asked) if word in ordinals]
    if not places or talk.leans is Leaning.NOT or any(one.at >= 0 for one in talk.header.named):
        return []
    shown = talk.shown("work_order")
    chosen = shown[places[0] - 1 : places[0]] if len(shown) > 1 else []
    return [("get_work_order", {"number": number}) for number in chosen]


def parts_known(talk: Conversation) -> list[str]:
    """The parts that the turn before has shown, where this one names none itself."""
    own = any(one.kind in {"part", "unknown_part"} and one.at >= 0 for one in talk.header.named)
    return [] if own else talk.shown("part")
