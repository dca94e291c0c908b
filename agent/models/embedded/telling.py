"""What a question's words ask for: the frames of all of them, of its clauses, of the question that it leans on; and the kinds of source that can answer these."""

import re
from collections.abc import Callable, Mapping

from agent.models.embedded.talk.again import is_behind_manuals
from agent.models.embedded.talk.conversation import Conversation
from agent.question import nouns
from agent.question.leaning import Leaning
from domain.answers import EvidenceKind
from language.words import fold, is_stop, words

SURE = 0.3
"""Probability from which a frame is meant."""
CLEAR = 0.6
"""Probability from which a question that leans on another says itself what it asks for."""
WRITES = frozenset({"create_order", "add_note", "set_status", "reserve", "release"})
FEWEST, MOST = 3, 4
"""Words of a clause that asks something, and clauses that are read."""
_TAIL = 2
_BACK = frozenset({"earlier", "smalltalk", "calculate"})


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
        back = {name: shares.get(name, 0.0) for name in _BACK}
        # What answered the question before tells what it asked for.
        shares = ({"manual": CLEAR} if is_behind_manuals(talk) else dict(tell(talk.subject))) | back
    head, colon, _ = talk.asked.partition(":")
    for name, share in tell(head).items() if colon else ():
        shares[name] = max(share, shares.get(name, 0.0)) if name in WRITES else shares.get(name, 0.0)
    if max((shares.get(name, 0.0) for name in WRITES), default=0.0) >= CLEAR:
        return shares
    for clause in [*_clauses(talk.asked), *_before_its_tail(talk)]:
        for name, share in tell(clause).items():
            if share >= CLEAR and name not in _BACK | WRITES:
                shares[name] = max(share, shares.get(name, 0.0))
    return shares


def _before_its_tail(talk: Conversation) -> list[str]:
    """What is asked before a bare "and why?", "og hvornår?", which asks for no other kind of thing."""
    told, language = talk.asked.split(), talk.header.language
    last = [fold(word.strip("?!.,;")) for word in told[-_TAIL:]]
    bare = len(told) > _TAIL + 1 and last[0] in nouns.single_words("joining", language)
    return [" ".join(told[:-_TAIL])] if bare and last[1] in nouns.single_words("interrogative", language) else []


def _clauses(text: str) -> list[str]:
    """The parts of a question that asks several things."""
    parts = [part.strip() for part in re.split(r"[,;:?!.]+(?:\s+|$)", text)]
    telling = [part for part in parts if len(words(part)) >= FEWEST]
    return telling[:MOST] if len(telling) > 1 else []


OF_ORDERS = ("count", "list", "rank", "total", "last", "who")
"""Frames that are answered by queries over the work orders."""
_FRAMES: Mapping[EvidenceKind, tuple[str, ...]] = {
    "manual": ("manual", "revisions"),
    "alarm": ("alarm", "brief"),
    "part": ("stock", "reserve", "release"),
    "asset": ("machine", "machines", "documents", "brief"),
    "work_order": (*OF_ORDERS, "similar", "brief", "order", "create_order", "add_note", "set_status"),
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


def kinds_told(talk: Conversation, tell: Callable[[str], Mapping[str, float]]) -> frozenset[str]:
    """The kinds that may answer a question, in a thread also those of the one before; empty where it only names things ("And what about P-2?")."""
    names = {fold(word) for one in talk.header.named for word in words(one.said)}
    language = talk.header.language
    if not [word for word in words(talk.asked) if fold(word) not in names and not is_stop(word, language)]:
        return frozenset()
    kinds = kinds_that_answer(told(talk, tell))
    before = kinds_that_answer(told(talk.last, tell)) if kinds and talk.last else kinds
    return kinds | before if before else frozenset()
