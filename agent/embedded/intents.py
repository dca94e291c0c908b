"""What a question asks for, by cue words in several languages."""

import re
from functools import cache
from pathlib import Path
from typing import cast

import yaml

# Components and states whose names hold a verb of defeating.
_HARMLESS = re.compile(
    r"\bby-?pass(?:es)?\s+(?:valves?|filters?|lines?|pumps?|hoses?|pipes?|springs?|elements?)\b", re.IGNORECASE
)


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
    return frozenset(name for name, pattern in _patterns().items() if pattern.search(question))


def asks_to_defeat_safety(question: str) -> bool:
    """A request to bypass, skip or disable something that protects people."""
    found = intents(_HARMLESS.sub(" ", question))
    return found >= {"unsafe", "safety_device"} or found >= {"loosen_limit", "trip_limit"}


def state_of_orders(question: str) -> str:
    """The state of work orders that is asked for, as the question words it."""
    match = _patterns()["order_state"].search(question)
    return match.group() if match else ""


def out_of_scope(question: str) -> bool:
    """A question that plainly has nothing to do with service work."""
    return "out_of_scope" in intents(question)
