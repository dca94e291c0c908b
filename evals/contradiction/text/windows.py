"""The stretches of a source that a sentence may be about: one or two sentences, a table's row under its heads, a cell."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from evals.contradiction.text.source import Text
from language.sentences import sentences

LONGEST = 2
"""Sentences of one stretch: what "it" and "then" mean stands nearby."""
_WRAPPED = re.compile(r"(?<![.:;!?|])[ \t]*\r?\n(?![ \t]*(?:[-*•|#]|\d+[.)]|[^\W\d_][^:\n]{0,40}:\s))")
"""A line's end within a sentence: what follows is no item of a list, row, heading or field."""
FEWEST = 3
"""Columns from which a cell is a stretch of its own: a row of two is its cell."""


def sentences_of(text: str) -> list[str]:
    """Its sentences and lines, those that a line's end cuts whole again."""
    return [" ".join(one.split()) for line in _WRAPPED.sub(" ", text).splitlines() for one in sentences(line)]


@lru_cache(512)
def windows(source: Text) -> tuple[str, ...]:
    """Each stretch once, as it reads."""
    _, text, table = source
    said = [one for one in sentences_of(text) if one]
    runs = (
        " ".join(said[at : at + many]) for many in range(1, LONGEST + 1) for at in range(max(1, len(said) - many + 1))
    )
    return tuple(dict.fromkeys(one for one in (*runs, *_rows(table)) if one))


def _rows(table: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in table[1:]:
        cells = [(head, cell) for head, cell in zip(table[0], row, strict=False) if cell.strip()]
        yield "; ".join(f"{head}: {cell}" for head, cell in cells) + "."
        if len(row) >= FEWEST:
            yield from (f"{row[0]}, {head}: {cell}" for head, cell in cells[1:])
