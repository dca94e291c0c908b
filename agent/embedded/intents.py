"""What a question asks for, by cue words in several languages."""

import re
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from agent.embedded.classifier import likely
from stores.protocols import Embedder

# "Which one does it replace?" asks of a part what it supersedes, not how something is replaced.
_SUPERSEDES = re.compile(
    r"\b(?:what|which)\b[^?]*\b(?:does|did|do)\s+\S+(?:\s+\S+)?\s+(?:replace|supersede)\b|\bwhat\s+(?:has\s+)?(?:replaced|replaces|superseded|supersedes)\b",
    re.IGNORECASE,
)

FEWEST_WORDS = 3
SURE = 0.4
"""Likelihood from which the classifier is right in nine of ten phrasings that it never saw (docs/decisions/0012)."""
_ASIDE = frozenset(
    {
        "happened",
        "who",
        "order_state",
        "unsafe",
        "safety_device",
        "loosen_limit",
        "trip_limit",
        "out_of_scope",
        "money",
        "fits",
    }
)
"""Cues that colour a question but do not say what it wants."""
_NEVER_GUESSED = frozenset({"brief", "compare"})
"""Questions that one tool answers alone: a wrong guess would keep all others from answering."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = (Path(__file__).parent / "cues.yaml").read_text(encoding="utf-8")
    cues = cast("dict[str, list[str]]", yaml.safe_load(text))
    return {intent: _pattern(lines) for intent, lines in cues.items()}


def _pattern(lines: list[str]) -> re.Pattern[str]:
    words = {word.strip() for line in lines for word in line.split(",")}
    alternatives = [
        re.escape(word).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def intents(question: str) -> frozenset[str]:
    """The intents whose cue words stand in the question."""
    found = frozenset(name for name, pattern in _patterns().items() if pattern.search(question))
    return found - {"procedure", "meaning"} | {"stock"} if _SUPERSEDES.search(question) else found


def wanted_of(question: str, embedder: Embedder | None = None) -> frozenset[str]:
    """What the question asks for: by cue words; where none stands there, what the classifier is sure enough of."""
    found = intents(question)
    if found - _ASIDE or len(question.split()) < FEWEST_WORDS:
        return found
    shares = likely(question, embedder)
    best = max(shares, key=lambda name: shares[name], default="")
    return found | {best} if best and best not in _NEVER_GUESSED and shares[best] >= SURE else found


def state_of_orders(question: str) -> str:
    """The state of work orders that is asked for, as the question words it."""
    match = _patterns()["order_state"].search(question)
    return match.group() if match else ""


def out_of_scope(question: str) -> bool:
    """A question that plainly has nothing to do with service work."""
    return "out_of_scope" in intents(question)
