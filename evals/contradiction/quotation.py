"""Whether a sentence is its source's own: whole sentences, lines, headings and fields, and the cells of one row under their heads.

A part of a sentence is none: "loosen the nut" stands in "do not loosen the nut".
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from evals.contradiction.text.source import Text
from language.folding import words
from language.sentences import sentences

Quotation = Literal["", "whole", "mixed"]
"""`mixed`: its fields stand in a table or record, but not in one row, or under other heads."""


def quotation(sentence: str, sources: Sequence[Text]) -> Quotation:
    """How a sentence quotes what it cites; "" where it says something of its own."""
    held = frozenset[str]().union(*(_whole(source) for source in sources))
    rows = [row for source in sources for row in _rows(source)]
    mixed = False
    for said in _parts(sentence):
        if _letters(said) in held:
            continue
        fields = {letters for part in said.split(";") if not _held(part, held) and (letters := _letters(part))}
        if not fields or any(fields <= row for row in rows):
            continue
        if (len(fields) > 1 and fields <= frozenset[str]().union(*rows)) or _under_another_head(said, sources):
            mixed = True
            continue
        return ""
    return "mixed" if mixed else "whole"


def _under_another_head(line: str, sources: Sequence[Text]) -> bool:
    """Whether a field of the line has a value that its source gives under other heads only."""
    pairs = frozenset[tuple[str, str]]().union(*map(_pairs, sources))
    heads, cells = {head for head, _ in pairs}, {cell for _, cell in pairs}
    for part in line.split(";"):
        head, colon, cell = part.partition(":")
        said = (_letters(head), _letters(cell))
        if colon and said[0] in heads and said[1] in cells and said not in pairs:
            return True
    return False


@lru_cache(512)
def _pairs(source: Text) -> frozenset[tuple[str, str]]:
    """Heads and what stands under them, of a table and of lines such as "Status: open"."""
    _, text, table = source
    under = [(head, cell) for row in table[1:] for head, cell in zip(table[0], row, strict=False)]
    lines = [line.partition(":")[::2] for line in text.splitlines() if ":" in line]
    return frozenset((_letters(a), _letters(b)) for a, b in (*under, *lines) if _letters(a) and _letters(b))


def _held(part: str, held: frozenset[str]) -> bool:
    return _letters(part) in held or all(_letters(sentence) in held for sentence in sentences(part))


def _parts(sentence: str) -> Iterator[str]:
    """Lines, and the sentences of those that hold no fields."""
    for line in sentence.splitlines():
        yield from [line] if ";" in line else sentences(line)


@lru_cache(512)
def _whole(source: Text) -> frozenset[str]:
    heading, text, table = source
    lines = [*heading.splitlines(), *text.splitlines(), *sentences(text), " ".join(heading.splitlines())]
    fields = [part for line in text.splitlines() for part in line.split(";")]
    return frozenset(letters for one in (*lines, *fields, *map(" ".join, table)) if (letters := _letters(one)))


@lru_cache(512)
def _rows(source: Text) -> tuple[frozenset[str], ...]:
    """Of each row its cells, alone and under their heads."""
    _, _, table = source
    heads = table[0] if table else ()
    return tuple(frozenset(_fields(heads, row)) for row in table[1:])


def _fields(heads: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    """Each cell under its head, whole and as it falls apart at its own semicolons."""
    for head, cell in zip(heads, row, strict=False):
        for part in (f"{head} {cell}", *f"{head} {cell}".split(";")):
            if letters := _letters(part):
                yield letters


@lru_cache(16_384)
def _letters(text: str) -> str:
    return " ".join(words(text))
