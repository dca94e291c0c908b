"""The words of `words.yaml`, and how one is put in the place of another."""

import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "words.yaml"
Pair = Sequence[str]
"""A pattern, what stands in its place, and what else has to hold behind (or before) it."""


@cache
def _every() -> dict[str, dict[str, Any]]:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def known_languages() -> frozenset[str]:
    return frozenset(_every())


def words_of(language: str) -> dict[str, Any]:
    """The words of a language that `known_languages` has."""
    return _every()[language]


def listed(written: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in written.split(", "))))


@cache
def any_of(written: str) -> re.Pattern[str]:
    """Any of the words of a list, as a whole one; what begins or ends with an apostrophe is a part of one."""
    return re.compile("|".join(map(_part, listed(written))) or r"(?!)", re.IGNORECASE)


def _part(word: str) -> str:
    begins = "" if word == "n't" else r"(?<!\w)"
    ends = "" if word.endswith("'") else r"(?!\w)"
    return begins + re.escape(word) + ends


def exchanged(text: str, pairs: Sequence[Pair], chance: random.Random) -> str:
    """The text with one of the pairs exchanged where exactly one place has it; "" where none does."""
    for pair in chance.sample(list(pairs), len(pairs)):
        found = list(_pattern(*pair[:1], *pair[2:]).finditer(text))
        if len(found) == 1:
            return put(text, found[0], _expanded(found[0], pair[1]))
    return ""


def put(text: str, match: "re.Match[str]", instead: str) -> str:
    """The text with other words in a place, in its case."""
    if match.group()[:1].isupper() and instead:
        instead = instead[0].upper() + instead[1:]
    rest = text[match.end() :]
    if not instead and match.start() == 0:
        rest = rest[:1].upper() + rest[1:]
    return text[: match.start()] + instead + rest


def _expanded(match: "re.Match[str]", instead: str) -> str:
    return match.expand(instead.replace("{low}", match.group()[:1].lower() + match.group()[1:]))


@cache
def _pattern(written: str, behind: str = "") -> re.Pattern[str]:
    before = behind if behind.startswith("(?<") else ""
    behind = "" if before else behind
    ends = r"(?!\w)" if re.search(r"\w\)?$", written) else ""
    return re.compile(rf"{before}(?<!\w)(?:{written}){ends}{behind}", re.IGNORECASE)
