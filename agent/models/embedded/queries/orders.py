"""Queries over the work orders: counted, ranked, added up, listed, the newest, whose they are."""

from collections.abc import Sequence

from agent.models.embedded.conditions.figuring import SHARE, place_of_most
from agent.models.embedded.queries.covering import MEANT
from agent.models.embedded.queries.grouping import GROUPS, groups_in
from agent.models.embedded.slots import (
    Args,
    Call,
    conditions,
    has_noun,
    how_many,
    narrowed,
    shared,
    where_of,
)
from agent.models.embedded.talk.conversation import Conversation
from agent.question import nouns
from language.numbers import digits
from language.words import fold, is_stop, is_word, words

FEW, MANY, FEWEST = 5, 12, 3
_MAY_SPLIT = frozenset({"asset", "kind", "status", "year", "priority"})


def counted(talk: Conversation) -> list[Call]:
    by = (groups_in(talk, only_distributive=True) or _compared(talk))[:1]
    split = _split(talk, by)
    args = narrowed(talk, [*by, *filter(None, [split])], in_words=has_noun(talk, "mention"))
    args = _without_word(args, _last_word(talk)) | {"split": split} if split else args
    return [("count_work_orders", args | ({"by": by[0]} if by else {}))]


def _compared(talk: Conversation) -> list[str]:
    """The machines, where several are named: what is asked of them is told of each."""
    return ["asset"] if len(talk.header.values("asset")) > 1 else []


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
    return word if word not in named and not nouns.named_by((word,), language) and is_word(word) else ""


def ranked(talk: Conversation) -> list[Call]:
    """Groups by their count or figure; single orders where hours or cost are compared and nothing is grouped."""
    groups = [name for name in groups_in(talk, only_distributive=False) if name not in where_of(talk.header) or (name == "asset" and len(talk.header.values("asset")) != 1)]  # fmt: skip
    of = _figure(talk)
    if of and not groups and not _kind_asked_for(talk):
        return [("total_work_orders", {"of": of, "how": "lowest" if has_noun(talk, "least") else "highest"} | narrowed(talk))]  # fmt: skip
    if not (groups or of or _kind_asked_for(talk) or has_noun(talk, "frequent") or has_noun(talk, "least")):
        return listed(talk)
    by = groups[0] if groups else "asset"
    args = narrowed(talk, [by])
    if not groups and (noun := _kind_asked_for(talk)):
        args = _without_word(args, noun)
    if of:
        # "Which cost us the most hours": the verb is used up.
        others = " ".join(word for name, word in _figures(talk).items() if name != of)
        beside = {MEANT: others} if others else {}
        return [("total_work_orders", {"of": of, "how": "sum", "by": by} | args | beside)]
    return [("count_work_orders", args | {"by": by})]


def _kind_asked_for(talk: Conversation) -> str:
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
    """Without one of its words."""
    left = " ".join(one for one in str(args.get("text", "")).split() if one != word)
    return {name: value for name, value in args.items() if name != "text"} | ({"text": left} if left else {})


def _meaning(args: Args, word: str) -> Args:
    """Without a word that its query uses and does not hold."""
    return _without_word(args, word) | {MEANT: word}


def added_up(talk: Conversation) -> list[Call]:
    by = (groups_in(talk, only_distributive=True) or _compared(talk))[:1]
    how = "mean" if has_noun(talk, "mean") else "sum"
    return [("total_work_orders", {"of": _figure(talk) or "hours", "how": how} | narrowed(talk, by) | ({"by": by[0]} if by else {}))]  # fmt: skip


def _figure(talk: Conversation) -> str:
    """What is said first: "how many hours did we spend"; of what is ranked, what stands behind "most": "which cost us the most hours"."""
    return next(iter(_figures(talk)), "")


def _figures(talk: Conversation) -> dict[str, str]:
    """The figures that are said, what is ranked by first, each with its word."""
    text, language = fold(talk.asks), talk.header.language
    most = max(place_of_most(text, language), 0)
    found: dict[str, str] = {}
    for part in (words(text[most:]), words(text[:most])):
        for at, size, kinds in nouns.nouns_in(part, language):
            name = next((name for name in ("hours", "cost") if name in kinds), "")
            found.setdefault(name, " ".join(part[at : at + size]))
    return {name: word for name, word in found.items() if name}


def listed(talk: Conversation) -> list[Call]:
    """The orders; their count where they are asked for by groups ("work orders by component")."""
    if set(groups_in(talk, only_distributive=True)) - set(where_of(talk.header)):
        return counted(talk)
    order = conditions(talk).order
    shown = {"limit": how_many(talk) or (1 if order else MANY)}
    return [("find_work_orders", narrowed(talk, in_words=True) | {**order, **shown})]


def last(talk: Conversation) -> list[Call]:
    """The newest orders; the one that tells their parts, where parts are asked for and none is named."""
    if has_noun(talk, "part") and not talk.header.values("part", "unknown_part"):
        args: Args = narrowed(talk)
        done = str(args.get("text", "")).split()
        if len(done) == 1:
            args = _meaning(args, done[0])  # "were replaced" is what the parts tell
        return [("find_work_orders", args | {"where": {**args.get("where", {}), "part": "any"}, "limit": 1})]
    return newest(talk)


def newest(talk: Conversation) -> list[Call]:
    found = conditions(talk)
    limit = how_many(talk) or (1 if found.order or found.ago else FEW)
    ago = {"ago": True} if found.ago else {}
    return [("find_work_orders", narrowed(talk, in_words=True) | {**found.order, **ago, "limit": limit})]


def whose(talk: Conversation) -> list[Call]:
    """The newest orders, of what the question says beside its verb: "who fixed it" asks whose orders they are, not for the word."""
    if talk.header.values("work_order", "unknown_work_order"):
        return []
    asking, told = nouns.single_words("interrogative", talk.header.language), words(talk.asked)
    behind = max((at for at, word in enumerate(told) if word in asking), default=-1)
    own = [word for word in told[behind + 1 :] if not is_stop(word, talk.header.language)]
    done = own[0] if own else ""
    return [(name, _meaning(args, done)) for name, args in newest(talk)]


def figured(talk: Conversation) -> list[Call]:
    """A share, or a figure that only code can work out."""
    figure = conditions(talk).figure
    assert figure is not None, "the frame is meant by it alone"
    ranked = figure.how in {"highest", "lowest"}
    by = [name for name in groups_in(talk, only_distributive=not ranked) if name not in where_of(talk.header)][:1]
    args = narrowed(talk, by)
    if figure.of == SHARE:
        return [("count_work_orders", shared(talk, args))]
    how = "sum" if by and ranked else figure.how  # "which machine had most": its orders together
    return [("total_work_orders", {"of": figure.of, "how": how} | args | ({"by": by[0]} if by else {}))]
