"""The words that make a question lean on the one before it, in every language known."""

import re
from functools import cache
from pathlib import Path
from typing import cast

import yaml


@cache
def _lists() -> dict[str, list[list[str]]]:
    text = (Path(__file__).parent / "followups.yaml").read_text(encoding="utf-8")
    loaded = cast("dict[str, list[str]]", yaml.safe_load(text))
    return {name: [[word.strip() for word in line.split(",")] for line in lines] for name, lines in loaded.items()}


@cache
def words_of(name: str) -> frozenset[str]:
    """The single words of a list."""
    return frozenset(word for line in _lists()[name] for phrase in line for word in phrase.split())


def _pattern(name: str, form: str) -> re.Pattern[str]:
    phrases = sorted({phrase for line in _lists()[name] for phrase in line}, key=len, reverse=True)
    return re.compile(form.format("|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases)), re.IGNORECASE)


CONNECTIVE = _pattern("connective", r"^\W*(?:{})(?!\w)")
PRONOUN = _pattern("pronoun", r"(?<!\w)(?:{})(?!\w)")
OTHER = _pattern("other", r"(?<!\w)(?:{})(?!\w)")
ALL = _pattern("all", r"(?<!\w)(?:{})(?!\w)")
ORDINALS = tuple(frozenset(line) for line in _lists()["ordinals"])
