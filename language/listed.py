"""How a vocabulary file writes its lists: phrases between commas, folded; pairs parted by "<>"."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from language.folding import fold

Phrases = frozenset[str]


def split(written: str) -> Phrases:
    """The phrases of a line, folded."""
    return frozenset(one for part in fold(written).split(",") if (one := " ".join(part.split())))


def listed(written: str) -> tuple[str, ...]:
    """As written, accents and all."""
    return tuple(filter(None, written.lower().split(", ")))


def groups(held: Mapping[str, str]) -> Mapping[str, Phrases]:
    """The phrases of each name."""
    return MappingProxyType({name: split(written) for name, written in held.items()})


def turned(held: Mapping[Any, str]) -> Mapping[str, Any]:
    """Word to meaning, from meaning to words."""
    return MappingProxyType({word: meaning for meaning, written in held.items() for word in split(str(written))})


def numbered(held: Iterable[str], first: int) -> Mapping[str, int]:
    """Word to its line's number: the months, the weekdays."""
    return MappingProxyType({word: n for n, written in enumerate(held, first) for word in split(written)})


def pair(line: str) -> tuple[Phrases, Phrases]:
    """Both sides of a pair of opposites."""
    one, other = line.split("<>")
    return split(one), split(other)
