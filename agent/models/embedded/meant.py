"""What a question asks for: the frames that its words make likely, weighed with what it names."""

import math
import re
from collections.abc import Callable, Mapping

from agent.models.embedded.conversation import Conversation
from agent.models.embedded.leaning import Leaning
from agent.models.embedded.topic import topic
from agent.question.nouns import nouns_in
from language.words import words

SURE = 0.4
"""Probability from which a frame is meant."""
_OF_ORDERS = ("count", "list", "rank", "total", "last", "who")
_NARROWS: Mapping[str, float] = {**dict.fromkeys(_OF_ORDERS, 0.7), "manual": -1.0}
_NAMED: Mapping[str, Mapping[str, float]] = {
    "alarm": {"alarm": 1.5},
    "part": {"stock": 2.0, **dict.fromkeys(_OF_ORDERS, -1.0)},
    "work_order": {"order": 2.0, **dict.fromkeys(_OF_ORDERS, -1.5)},
    "document": {"revisions": 0.7},
    "machine_status": {"machine": 1.0, "machines": 1.5},
    "stock": {"stock": 1.0},
    "status": _NARROWS,
    "kind": _NARROWS,
    "priority": _NARROWS,
    "period": _NARROWS,
    "assigned_to": {**_NARROWS, "brief": 0.7},
}
"""Log-odds that a name adds: a question with an order's number is about that order, whatever its words."""
FEWEST, MOST = 3, 4
"""Words of a clause that asks something, and clauses that are read."""
CLEAR = 0.6
"""Probability from which a question that leans on another says itself what it asks for."""
WRITES = frozenset({"create_order", "add_note", "set_status", "reserve", "release"})
_BACK = frozenset({"earlier", "smalltalk", "calculate"})
_ALONE = 2
"""Words of its own up to which a question that names a machine asks about the machine."""
_EDGE = 1e-6


def told(talk: Conversation, tell: Callable[[str], Mapping[str, float]]) -> Mapping[str, float]:
    """The frames of the question's own words and of its clauses, else of the earlier question that it leans on.

    What stands behind a colon may be the text of a note, so the words before it are read alone too.

    Args:
        talk: What is asked.
        tell: Gives the probabilities of a text's frames.
    """
    shares = dict(tell(talk.asked))
    aside = _BACK | {"machine"} if talk.header.values("asset", "model") else _BACK
    own = max((share for name, share in shares.items() if name not in aside), default=0.0)
    if talk.leans is not Leaning.NOT and own < SURE:
        shares = dict(tell(talk.subject))
    head, colon, _ = talk.asked.partition(":")
    for clause in _clauses(talk.asked):
        for name, share in tell(clause).items():
            if share >= CLEAR and name not in _BACK and (name not in WRITES or (colon and clause == head)):
                shares[name] = max(share, shares.get(name, 0.0))
    return shares


def _clauses(text: str) -> list[str]:
    """The words before a colon, and the parts of a question that asks several things."""
    parts = [part.strip() for part in re.split(r"[,;:?!.]+(?:\s+|$)", text)]
    telling = [part for part in parts if len(words(part)) >= FEWEST]
    return list(
        dict.fromkeys([*([text.partition(":")[0]] if ":" in text else []), *(telling if len(telling) > 1 else [])])
    )[:MOST]


def frames_meant(weighed: Mapping[str, float]) -> frozenset[str]:
    """Every frame that is likely enough, else the likeliest; the manuals where nothing is known."""
    likely = frozenset(name for name, share in weighed.items() if share >= SURE)
    return likely or frozenset([max(weighed, key=lambda name: weighed[name])] if weighed else ["manual"])


def weigh(talk: Conversation, frames: Mapping[str, float]) -> dict[str, float]:
    """The probabilities with what the header names taken into account."""
    shifts: dict[str, float] = {}
    kinds = {one.kind.removeprefix("unknown_") for one in talk.header.named}
    for kind in kinds:
        for frame, shift in _NAMED.get(kind, {}).items():
            shifts[frame] = shifts.get(frame, 0.0) + shift
    orders = any("work_order" in named for _, _, named in nouns_in(words(talk.asked), talk.header.language))
    if orders and "work_order" not in kinds:
        for frame, shift in _NARROWS.items():
            shifts[frame] = shifts.get(frame, 0.0) + shift
    elif "asset" in kinds and len(topic(talk.asked, talk.header)) <= _ALONE:
        shifts["machine"] = shifts.get("machine", 0.0) + 1.0
    return {name: _shifted(share, shifts.get(name, 0.0)) for name, share in frames.items()}


def _shifted(share: float, by: float) -> float:
    inside = min(max(share, _EDGE), 1 - _EDGE)
    return 1 / (1 + (1 - inside) / inside * math.exp(-by))
