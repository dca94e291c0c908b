"""What a question asks for, by cue words in several languages."""

import re
from functools import cache
from pathlib import Path
from typing import cast

import yaml


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
    found = intents(question)
    return "unsafe" in found and "safety_device" in found


def out_of_scope(question: str) -> bool:
    """A question that plainly has nothing to do with service work."""
    return "out_of_scope" in intents(question)
