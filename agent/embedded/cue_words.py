"""The cue words of counting questions, and a question that gets shorter as its words are understood."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml


@cache
def _file() -> dict[str, Any]:
    text = (Path(__file__).parent / "counting.yaml").read_text(encoding="utf-8")
    return cast("dict[str, Any]", yaml.safe_load(text))


@cache
def alternatives(name: str) -> str:
    """The words of a cue as one regular expression, longest first; `nouns.asset` is the noun of a field."""
    group, _, noun = name.partition(".")
    words = cast("list[str]", _file()[group][noun] if noun else _file()[group])
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def cue(name: str) -> re.Pattern[str]:
    """A cue as whole words."""
    return re.compile(rf"(?<![\w-])(?:{alternatives(name)})(?![\w-])", re.IGNORECASE)


@cache
def fields() -> tuple[str, ...]:
    """The fields that have nouns, in the order in which they are tried."""
    return tuple(cast("dict[str, list[str]]", _file()["nouns"]))


@cache
def number_words() -> dict[str, int]:
    """What number words say, in all the languages."""
    return cast("dict[str, int]", _file()["numbers"])


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of what is counted."""
    return frozenset(str(_file()["stop"]).split())


@dataclass
class Reading:
    """What is left of a question to be understood; a taken part leaves a semicolon."""

    rest: str

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match, and leave the match out from now on."""
        match = pattern.search(self.rest)
        if match:
            self.rest = f"{self.rest[: match.start()]} ; {self.rest[match.end() :]}"
        return match

    def has(self, name: str) -> bool:
        """Whether a cue stands in what is left."""
        return bool(cue(name).search(self.rest))

    def take_cue(self, name: str) -> bool:
        """Take a cue out."""
        return self.take(cue(name)) is not None

    def words(self) -> list[str]:
        """The words left that say something, in their order; a digit or capital behind one belongs to it ("conveyor 3", "hall B")."""
        found = re.findall(r"[^\W_]+(?:[-/'&][^\W_]+)*(?: (?:\d|[A-HJ-Z])(?![\w.,'’-]))?", self.rest)
        return [word for word in found if word.split()[0].casefold() not in stop_words() and len(word) > 1]
