"""What a question asks for: the frames that its words make likely, weighed with what it names."""

import math
from collections.abc import Mapping

from agent.models.embedded.conditions.figuring import says_most
from agent.models.embedded.queries.grouping import groups_in
from agent.models.embedded.slots import conditions
from agent.models.embedded.talk.again import is_behind_manuals
from agent.models.embedded.talk.conversation import Conversation
from agent.models.embedded.telling import CLEAR, OF_ORDERS, SURE, WRITES
from agent.models.embedded.topic import topic
from agent.question.header import STANDARD
from agent.question.leaning import Leaning
from agent.question.nouns import said_in
from language.vocabulary import ENGLISH, Phrases, phrases, says, vocabulary
from language.words import fold, words

FIGURE = "figure"
"""Something is worked out of the orders: what is said is enough, no probability is needed."""
_FIGURES = frozenset({"hours", "cost", "days"})
"""Fields that only orders have: "interventions of more than 4 hours" asks for orders."""
_NARROWS: Mapping[str, float] = {**dict.fromkeys(OF_ORDERS, 0.7), "manual": -1.0}
_NAMED: Mapping[str, Mapping[str, float]] = {
    "alarm": {"alarm": 1.5},
    "part": {"stock": 2.0, **dict.fromkeys(OF_ORDERS, -1.0)},
    "work_order": {"order": 2.0, **dict.fromkeys(OF_ORDERS, -1.5)},
    "document": {"revisions": 0.7},
    "machine_status": {"machine": 1.0, "machines": 1.5},
    "stock": {"stock": 1.0},
    "status": _NARROWS,
    "kind": _NARROWS,
    "priority": _NARROWS,
    "period": _NARROWS,
    "assigned_to": {**_NARROWS, "brief": 0.7},
}
_SAID: Mapping[str, Mapping[str, float]] = {
    "work_order": _NARROWS,
    "alarm": {"alarm": 0.7},
    "part": {"stock": 0.7},
    "frequent": {"rank": 2.5, "alarm": -1.5, "manual": -0.7},
    "mention": {"count": 0.7, "list": 0.7},
}
"""Log-odds that a name adds, and the noun for one where none is named: a question with an order's number is about that order, whatever its words."""
_OF_MANUALS: Mapping[str, float] = {"manual": 1.0, **dict.fromkeys(("brief", "machines", *OF_ORDERS), -1.0)}
"""What leaning on an answer out of the manuals adds."""
_COUNTED: Mapping[str, float] = {"count": 1.5, "total": 0.7, "manual": -1.0}
"""What "per" and "by" before one of the records' nouns add."""
SECOND = 0.6
"""Of several ways to query the orders: the share of the likeliest one's probability from which another is meant besides."""
SURELY = 0.75
"""Probability from which documents are compared beside a record that is named."""
DOCUMENTS = frozenset({"bulletin", "manual", "document"})
"""Nouns one of which is said where documents are to be listed."""
_OWN_RECORDS = frozenset({"asset", "part", "work_order"})
_DATED = frozenset(
    {"work_order", "alarm", "part", "failure_mode", "corrective", "preventive", "service", "open", "closed"}
)
"""Nouns beside which "the oldest" is no machine."""
_ALONE = 2
"""Words of its own up to which a question that names a machine asks about the machine."""
_EDGE = 1e-6


def frames_meant(talk: Conversation, weighed: Mapping[str, float]) -> frozenset[str]:
    """Every frame that is likely enough; else the manuals, and the likeliest where it names or calls by its noun what records have."""
    asked = conditions(talk)
    if asked.figure:
        return frozenset({FIGURE})
    if asked.ago:
        return frozenset({"order" if talk.header.values("work_order") else "last"})
    if asked.order.get("oldest_first") and "asset" in _nouns(talk) and not (_nouns(talk) & _DATED or talk.header.named):
        return frozenset({"machines"})
    if asked.again:
        return frozenset({"count" if "number" in _nouns(talk) else "list"})
    named = {one.kind.removeprefix("unknown_") for one in talk.header.named} & _OWN_RECORDS
    # "Has bulletin 31 been done on WTG-07?", "was 29-1181 replaced?"
    unsure = {"revisions"} if named and weighed.get("revisions", 0.0) < SURELY else set[str]()
    unsure |= {"count"} if _asks_for_a_time(talk) else set[str]()
    unsure |= set[str]() if _nouns(talk) & DOCUMENTS else {"documents"}
    reading = {name: share for name, share in weighed.items() if name not in WRITES | unsure}
    likely = _likely(talk, reading, ordered=bool(asked.order))
    if any(one.kind not in STANDARD for one in talk.header.named) and not likely & {*OF_ORDERS}:
        # A value of a field that only the company's orders have: no machine, part or page is asked for.
        likely = {"list"}
    if asked.where.keys() & {*talk.header.values("figure")} and not likely & {*OF_ORDERS}:
        # A company's own numbers stand in its orders, whatever else they are called ("Störungen mit über 100 Minuten Stillstand").
        return frozenset({"count" if "number" in _nouns(talk) else "list"})
    compared = ("work_order" in _nouns(talk) or talk.of_the_same_orders) and asked.where.keys() & _FIGURES
    if (asked.surely or compared or "by_due" in asked.order) and not likely & {*OF_ORDERS, "stock", "machines"}:
        return frozenset({"count" if "number" in _nouns(talk) else "list"})
    if likely or not reading:
        return frozenset(likely or {"manual"})
    of_records = talk.header.named or _nouns(talk) & _SAID.keys()
    # "How much may it leak?" asks what is allowed: that is no question of orders, unless it calls them so.
    allowed = says(talk.asked, vocabulary(talk.header.language).permission["may"]) and not _is_of_orders(talk)
    left = {name: share for name, share in reading.items() if name != "manual" and not (allowed and name in OF_ORDERS)}
    return frozenset({"manual", max(left, key=lambda name: left[name])} if of_records and left else {"manual"})


def _likely(talk: Conversation, reading: Mapping[str, float], *, ordered: bool) -> set[str]:
    """The frames that are likely enough, without those that another of them tells already, or that lack what they need."""
    over_orders = max((reading.get(name, 0.0) for name in OF_ORDERS), default=0.0)
    least = max(SURE, SECOND * over_orders) if over_orders >= CLEAR else SURE
    likely = {name for name, share in reading.items() if share >= (least if name in OF_ORDERS else SURE)}
    if "documents" in likely and reading["documents"] > reading.get("revisions", 0.0):
        likely.discard("revisions")
    if "rank" in likely:
        # Groups are told with the count of them all.
        likely.discard("count")
    if "total" in likely and not _is_of_orders(talk):
        likely.discard("total")
    if talk.of_the_same_orders and "total" in likely and conditions(talk).where.keys() & _FIGURES and not says(fold(talk.asks), vocabulary(talk.header.language).amounts):  # fmt: skip
        likely = likely - {"total"} | {"list"}  # "which cost more than 2000?"
    if ordered and likely & {"rank", "count"}:
        # "The oldest open job" is a job, no group of them.
        likely = likely - {"rank", "count"} | {"list"}
    if "stock" in likely and not (_nouns(talk) & {"asset"} or talk.header.values("machine_status")):
        # "Do we have two?" calls nothing a machine.
        likely.discard("machines")
    own = said_in(talk.asked, talk.header.language)
    if talk.of_the_same_orders and own & {"cost", "hours"} and likely & {"count", "list"} and not conditions(talk).where.keys() & _FIGURES:  # fmt: skip
        ranked = "least" in own or says_most(fold(talk.asked), talk.header.language)
        likely = likely - {"count", "list"} | {"rank" if ranked else "total"}  # "what did they cost?"
    if talk.leans is not Leaning.NOT and "machines" in likely and "asset" not in _nouns(talk):
        # "Which of those are on hold?", "where are they?"
        likely = likely - {"machines"} | ({"list"} if talk.of_the_same_orders else set[str]())
    if over_orders >= max(CLEAR, reading.get("machine", 0.0)):
        likely.discard("machine")
    return likely


def _asks_for_a_time(talk: Conversation) -> bool:
    """Whether what is to be told is a number of days, months or years ("every how many months is it changed?"): no orders are counted."""
    known, text = vocabulary(talk.header.language), fold(talk.asks)
    behind = (words(text[match.end() :])[:1] for match in phrases(known.amounts).finditer(text))
    return any(word in known.dates.units for each in behind for word in each)


def _is_of_orders(talk: Conversation) -> bool:
    """Whether it calls orders or their figures by a noun, or names what only orders have: "how much may it leak" does neither."""
    narrowing = {one.kind for one in talk.header.named} & _NAMED.keys()
    of_orders = any(_NAMED[kind] is _NARROWS for kind in narrowing)
    return of_orders or bool(_nouns(talk) & {"hours", "cost", "work_order"})


def is_small_talk(talk: Conversation, shares: Mapping[str, float]) -> bool:
    """Whether it greets, thanks or asks what one may ask, and nothing of the records is named."""
    return _is_clearly("smalltalk", talk, shares) and not talk.replied


def is_out_of_scope(talk: Conversation, shares: Mapping[str, float]) -> bool:
    """Whether clearly no service work is asked for, and nothing of the records is named."""
    return _is_clearly("out_of_scope", talk, shares)


def _is_clearly(frame: str, talk: Conversation, shares: Mapping[str, float]) -> bool:
    share = shares.get(frame, 0.0)
    return share >= CLEAR and share >= max(shares.values()) and not talk.header.named


def weigh(talk: Conversation, frames: Mapping[str, float]) -> dict[str, float]:
    """The probabilities with what the question names, and the nouns of the records that it says, taken into account."""
    kinds = {one.kind.removeprefix("unknown_") for one in talk.header.named}
    told = [_NAMED[kind] for kind in kinds if kind in _NAMED]
    told += [_NARROWS for one in talk.header.named if one.kind not in STANDARD][:1]
    told += [_SAID[noun] for noun in _nouns(talk) & _SAID.keys() if noun not in kinds]
    alone = "asset" in kinds and "period" not in kinds and "work_order" not in _nouns(talk)
    if alone and len(topic(talk.asked, talk.header)) <= _ALONE:
        told.append({"machine": 1.0})
    if talk.header.values("field") and says_most(fold(talk.asked), talk.header.language):
        told.append(_SAID["frequent"])
    if is_behind_manuals(talk):
        told.append(_OF_MANUALS)
    if groups_in(talk, only_distributive=True):
        told.append(_COUNTED)
    if "alarm" in _nouns(talk) - kinds and words(talk.asked)[0] in _listing(talk.header.language):
        told.append({"alarm": 3.0, "manual": -1.0})
    shifts: dict[str, float] = {}
    for each in told:
        for frame, shift in each.items():
            shifts[frame] = shifts.get(frame, 0.0) + shift
    return {name: _shifted(share, shifts.get(name, 0.0)) for name, share in frames.items()}


def _listing(language: str) -> Phrases:
    return vocabulary(language).listing | vocabulary(ENGLISH).listing


def _nouns(talk: Conversation) -> frozenset[str]:
    return said_in(talk.asks, talk.header.language)


def _shifted(share: float, by: float) -> float:
    inside = min(max(share, _EDGE), 1 - _EDGE)
    return 1 / (1 + (1 - inside) / inside * math.exp(-by))
