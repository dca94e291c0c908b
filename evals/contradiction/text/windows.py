"""The stretch of a source that a sentence is about: one to three sentences, or a table's row under its heads."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from evals.contradiction.text.reading import read
from evals.contradiction.text.source import Text
from language.sentences import sentences

LONGEST = 3
"""Sentences of one stretch: what "it" and "then" mean stands nearby."""
_WRAPPED = re.compile(r"(?<![.:;!?|])[ \t]*\r?\n(?![ \t]*(?:[-*•|#]|\d+[.)]|[^\W\d_][^:\n]{0,40}:\s))")
"""A line's end within a sentence: what follows is no item of a list, row, heading or field."""
LENGTH = 0.15
"""What each word of a stretch costs: of two that share as much the shorter one is meant."""


def place_of(sentence: str, sources: Sequence[Text]) -> str:
    """The stretch that shares most with a sentence; "" of sources without a word."""
    own = _keys(sentence)
    return max((w for source in sources for w in _windows(source)), key=lambda w: _nearness(own, _keys(w)), default="")


def _nearness(own: frozenset[str], theirs: frozenset[str]) -> float:
    return len(own & theirs) / (len(own) + LENGTH * len(theirs)) if own else 0.0


@lru_cache(4_096)
def _keys(text: str) -> frozenset[str]:
    return frozenset(token.key for token in read(text).tokens)


@lru_cache(512)
def _windows(source: Text) -> tuple[str, ...]:
    _, text, table = source
    said = [
        " ".join(one.split()) for line in _WRAPPED.sub(" ", text).splitlines() for one in sentences(line) if one.strip()
    ]
    runs = (
        " ".join(said[at : at + many]) for many in range(1, LONGEST + 1) for at in range(max(1, len(said) - many + 1))
    )
    return tuple(dict.fromkeys((*runs, *_rows(table))))


def _rows(table: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in table[1:]:
        yield "; ".join(f"{head}: {cell}" for head, cell in zip(table[0], row, strict=False) if cell.strip()) + "."
