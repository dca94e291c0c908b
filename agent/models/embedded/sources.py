"""Which kinds of source a question can be answered from, as far as its words tell: what stands in others only is beside it."""

from collections.abc import Mapping

from domain.answers import EvidenceKind

_ORDERS = ("similar", "count", "list", "rank", "total", "last", "who", "brief", "order")
_FRAMES: Mapping[EvidenceKind, tuple[str, ...]] = {
    "manual": ("manual", "revisions"),
    "alarm": ("alarm", "brief"),
    "part": ("stock", "reserve", "release"),
    "asset": ("machine", "machines", "brief"),
    "work_order": (*_ORDERS, "create_order", "add_note", "set_status"),
}
"""The frames whose answer stands in a kind of source."""
_ANYTHING: frozenset[EvidenceKind] = frozenset({"manual", "calculation", "external", "picture"})
"""What may answer whatever is asked: a manual and its pictures, what is worked out, what comes from other servers."""
UNLIKELY, LIKELY = 0.1, 0.2
"""The probability below which a kind of source is none for the question, and that another must have for this to be believed."""


def kinds_that_answer(shares: Mapping[str, float]) -> frozenset[str]:
    """The kinds of evidence that may answer a question with these frames (`frames.py`); empty where its words do not tell."""
    likely = {kind: max(shares.get(frame, 0.0) for frame in named) for kind, named in _FRAMES.items()}
    if max(likely.values()) < LIKELY:
        return frozenset()
    return _ANYTHING | {kind for kind, share in likely.items() if share >= UNLIKELY}
