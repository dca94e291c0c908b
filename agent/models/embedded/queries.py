"""Queries over the records: which tool answers a frame, with which arguments."""

import re
from collections.abc import Callable, Sequence

from agent.models.embedded.conditions.figuring import SHARE
from agent.models.embedded.conversation import Conversation
from agent.models.embedded.meant import FIGURE
from agent.models.embedded.slots import GROUPS, Args, conditions, groups_in, has_noun, narrowed, shared, where_of
from agent.models.embedded.topic import topic
from agent.question import nouns
from language.numbers import digits
from language.units import dimension, quantities
from language.words import is_stop, words

Call = tuple[str, Args]
FEW, MANY, FEWEST = 5, 12, 3
RESETTING = ("reset", "resettable", "zurucksetz", "quittier", "acquitt", "rearm", "nulstil", "kvitter")
_MAY_SPLIT = frozenset({"asset", "kind", "status", "year", "priority"})
_EXPRESSION = re.compile(r"[\d.,()\s+\-*/x×÷^%]{3,}")


def queries(talk: Conversation, meant: frozenset[str]) -> list[Call]:
    """The calls of every frame that asks of the records."""
    if conditions(talk).never and has_noun(talk, "asset") and not talk.header.values("asset", "which_asset"):
        wanted = narrowed(talk, ["asset"])
        where = dict(wanted.get("where", {})) | ({"text": wanted["text"]} if "text" in wanted else {})
        time = {name: wanted[name] for name in ("since", "until") if name in wanted}
        return [("find_assets", {"no_jobs": where | time})]
    calls: list[Call] = []
    # Who did it is told by the same orders.
    left = meant - {"last", "list"} if "who" in meant else meant
    for frame, made in _FRAMES.items():
        if frame in left:
            # Where the stock is asked for too, the part that is said is the one in the store, not one that was used up.
            asked = _newest if made is _last and "stock" in meant else made
            calls += [call for call in asked(talk) if call not in calls]
    return calls


def _count(talk: Conversation) -> list[Call]:
    by = groups_in(talk, only_distributive=True)[:1]
    split = _split(talk, by)
    if split:
        args = narrowed(talk, [*by, split], in_words=has_noun(talk, "mention"))
        return [("count_work_orders", _without_word(args, _last_word(talk)) | {"by": by[0], "split": split})]
    return [
        ("count_work_orders", narrowed(talk, by, in_words=has_noun(talk, "mention")) | ({"by": by[0]} if by else {}))
    ]


def _split(talk: Conversation, by: Sequence[str]) -> str:
    """The second grouping: another that is said, a field of which several values are named, or what machines are called here."""
    if not by:
        return ""
    kinds = [one.kind for one in talk.header.named]
    several = [kind for kind in dict.fromkeys(kinds) if kind in GROUPS and kinds.count(kind) > 1 and kind not in by]
    others = [name for name in groups_in(talk, only_distributive=True)[1:] if name != by[0] and name in _MAY_SPLIT]
    told = words(talk.asked)
    joined = len(told) > FEWEST and told[-2] in nouns.single_words("joining", talk.header.language)
    return next(iter([*several, *others]), "asset" if joined and _last_word(talk) else "")


def _last_word(talk: Conversation) -> str:
    """The last word, where it is no noun of the records and no name."""
    told, language = words(talk.asked), talk.header.language
    named = {word for one in talk.header.named for word in words(one.said)}
    word = told[-1] if told else ""
    return word if word not in named and not nouns.named_by((word,), language) and word.isalpha() else ""


def _rank(talk: Conversation) -> list[Call]:
    """Groups by their count or figure; single orders where hours or cost are compared and nothing is grouped."""
    groups = [name for name in groups_in(talk, only_distributive=False) if name not in where_of(talk.header) or (name == "asset" and len(talk.header.values("asset")) != 1)]  # fmt: skip
    of = _figure(talk)
    if of and not groups and not kind_asked_for(talk):
        return [("total_work_orders", {"of": of, "how": "lowest" if has_noun(talk, "least") else "highest"} | narrowed(talk))]  # fmt: skip
    by = groups[0] if groups else "asset"
    args = narrowed(talk, [by])
    if not groups and (noun := kind_asked_for(talk)):
        args = _without_word(args, noun)
    if of:
        return [("total_work_orders", {"of": of, "how": "sum", "by": by} | args)]
    return [("count_work_orders", args | {"by": by})]


def kind_asked_for(talk: Conversation) -> str:
    """The word behind "which" at the beginning, where it is none of the records': what machines are called here ("which excavator")."""
    told, language = words(talk.asked), talk.header.language
    if len(told) < FEWEST or told[0] not in nouns.single_words("interrogative", language):
        return ""
    rest = [word for word in told[1:] if not digits(word, language).isdecimal()]
    named = {word for one in talk.header.named for word in words(one.said)}
    word = rest[0] if rest else ""
    unknown = bool(word) and not is_stop(word, language) and not nouns.named_by((word,), language)
    return word if unknown and word not in named else ""


def _without_word(args: Args, word: str) -> Args:
    left = " ".join(one for one in str(args.get("text", "")).split() if one != word)
    return {name: value for name, value in args.items() if name != "text"} | ({"text": left} if left else {})


def _total(talk: Conversation) -> list[Call]:
    by = groups_in(talk, only_distributive=True)[:1]
    how = "mean" if has_noun(talk, "mean") else "sum"
    return [("total_work_orders", {"of": _figure(talk) or "hours", "how": how} | narrowed(talk, by) | ({"by": by[0]} if by else {}))]  # fmt: skip


def _figure(talk: Conversation) -> str:
    return "cost" if has_noun(talk, "cost") else "hours" if has_noun(talk, "hours") else ""


def _list(talk: Conversation) -> list[Call]:
    """The orders; their count where they are asked for by groups ("work orders by component")."""
    if set(groups_in(talk, only_distributive=True)) - set(where_of(talk.header)):
        return _count(talk)
    order = conditions(talk).order
    return [("find_work_orders", narrowed(talk, in_words=True) | {**order, "limit": 1 if order else MANY})]


def _last(talk: Conversation) -> list[Call]:
    """The newest orders; the one that tells their parts, where parts are asked for and none is named."""
    if has_noun(talk, "part") and not talk.header.values("part", "unknown_part"):
        args = {name: value for name, value in narrowed(talk).items() if name != "text"}
        return [("find_work_orders", args | {"where": {**args.get("where", {}), "part": "any"}, "limit": 1})]
    return _newest(talk)


def _newest(talk: Conversation) -> list[Call]:
    return [
        (
            "find_work_orders",
            narrowed(talk, in_words=True) | {**conditions(talk).order, "limit": 1 if conditions(talk).order else FEW},
        )
    ]


def _who(talk: Conversation) -> list[Call]:
    """The newest orders, of what the question says beside its verb: "who fixed it" asks whose orders they are, not for the word."""
    if talk.header.values("work_order", "unknown_work_order"):
        return []
    asking, told = nouns.single_words("interrogative", talk.header.language), words(talk.asked)
    behind = max((at for at, word in enumerate(told) if word in asking), default=-1)
    own = [word for word in told[behind + 1 :] if not is_stop(word, talk.header.language)]
    return [(name, _without_word(args, own[0] if own else "")) for name, args in _newest(talk)]


def _similar(talk: Conversation) -> list[Call]:
    codes = talk.header.values("alarm")
    text = " ".join(topic(talk.question, talk.header)) or talk.question
    alike = ("find_similar_cases", {"text": text} | ({"alarm_code": codes[0]} if codes else {}))
    return [alike, *_last(talk)] if talk.header.tag else [alike]


def _order(talk: Conversation) -> list[Call]:
    return [] if talk.header.values("work_order", "unknown_work_order") else _list(talk)


def _brief(talk: Conversation) -> list[Call]:
    people = talk.header.values("assigned_to")
    return [("shift_brief", {"technician": people[0]})] if people else _list(talk)


def _machines(talk: Conversation) -> list[Call]:
    """The machines; at a place where only parts are kept, the parts that are called so."""
    header = talk.header
    called = topic(talk.question, header)
    if called and header.values("stock") and not header.values("site"):
        return [("find_parts", {"query": " ".join(called)})]
    given = {"site": header.values("site"), "model": header.values("model"), "status": header.values("machine_status")}
    return [("find_assets", {name: values[0] for name, values in given.items() if values})]


def _revisions(talk: Conversation) -> list[Call]:
    documents = talk.header.values("document")
    compared = ("compare_revisions", {"document": documents[0] if documents else talk.question})
    # "Has bulletin 31 been done on this machine?"
    return [compared, *_last(talk)] if documents and talk.header.tag else [compared]


def _calculate(talk: Conversation) -> list[Call]:
    """A conversion where a quantity is beside another unit of its kind, else the longest expression."""
    found = quantities(talk.asked)
    told = [word for word in re.findall(r"[^\s?!;]+", talk.asked) if word]
    for quantity in found:
        to = [word for word in told if dimension(word) == dimension(quantity.unit) and word not in quantity.written]
        if dimension(quantity.unit) and to:
            return [("convert", {"value": str(quantity.value), "unit": quantity.unit, "to": to[-1]})]
    expressions = [one.strip() for one in _EXPRESSION.findall(talk.asked) if len(re.findall(r"\d+", one)) > 1]
    return [("calculate", {"expression": max(expressions, key=len)})] if expressions else []


def _words_of_alarms(talk: Conversation) -> frozenset[str]:
    """Values of the work orders are words like any other where alarms are looked for."""
    return frozenset(one.kind for one in talk.header.named) - {
        "asset",
        "which_asset",
        "unknown_asset",
        "model",
        "period",
    }


def _alarms(talk: Conversation) -> list[Call]:
    """Alarms by their words, where none is named by its code."""
    told = topic(talk.question, talk.header, {"mention", "asking"}, _words_of_alarms(talk))
    named = talk.header.values("alarm", "unknown_alarm")
    resetting = [word for word in told if word.startswith(RESETTING)]
    if resetting and not named:
        left = [word for word in told if word not in resetting]
        return [("find_alarms", {"reset": "yes"} | ({"words": " ".join(left)} if left else {}))]
    return [("find_alarms", {"words": told})] if told and not named else []


def _figured(talk: Conversation) -> list[Call]:
    """A share, or a figure that only code can work out."""
    figure = conditions(talk).figure
    assert figure is not None, "the frame is meant by it alone"
    by = groups_in(talk, only_distributive=True)[:1]
    args = narrowed(talk, by)
    if figure.of == SHARE:
        return [("count_work_orders", shared(talk, args))]
    return [("total_work_orders", {"of": figure.of, "how": figure.how} | args | ({"by": by[0]} if by else {}))]


_FRAMES: dict[str, Callable[[Conversation], list[Call]]] = {
    "count": _count,
    "rank": _rank,
    "total": _total,
    "list": _list,
    "last": _last,
    "who": _who,
    "similar": _similar,
    "order": _order,
    "brief": _brief,
    "machines": _machines,
    "revisions": _revisions,
    "calculate": _calculate,
    "alarm": _alarms,
    FIGURE: _figured,
}
"""Frame -> its calls; frames that are answered by look-ups alone (`machine`, `stock`, `manual`) are elsewhere."""
