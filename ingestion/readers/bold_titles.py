"""Headings that only bold type shows, in formats without pages: Word and web pages whose writers named no styles."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ingestion.pages import Mark, Piece, Printed
from ingestion.structure.headings import may_be_title
from ingestion.structure.numbering import depth_of, split_number

_MOST_WORDS = 12
_MOSTLY = 0.5
_TOGETHER = 3
"""So many lines in bold of one size, one after the other, are a list or a paragraph."""


def with_bold_titles(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with short lines that are wholly in bold and stand over something as headings.

    Their level is that of their size among those without a style, below the heading above them that has one; "2.1" stands below "2".
    """
    lines = [piece for piece in pieces if isinstance(piece, Printed)]
    if sum(line.bold for line in lines) > _MOSTLY * len(lines):
        return list(pieces)
    found = set(_titles(pieces))
    sizes = sorted({piece.size for at in found if isinstance(piece := pieces[at], Printed)}, reverse=True)
    made: list[Piece] = []
    above = 0
    for at, piece in enumerate(pieces):
        above = piece.level if isinstance(piece, Mark) else above
        if at in found and isinstance(piece, Printed):
            depth = max(depth_of(split_number(piece.text)[0]) - 1, 0)
            made.append(Mark(above + 1 + sizes.index(piece.size) + depth, piece))
        else:
            made.append(piece)
    return made


def _titles(pieces: Sequence[Piece]) -> Iterator[int]:
    for (likely, _), run in groupby(range(len(pieces)), key=lambda at: _kind(pieces[at])):
        places = list(run)
        if likely and len(places) < _TOGETHER and places[-1] + 1 < len(pieces):
            yield from places


def _kind(piece: Piece) -> tuple[bool, float]:
    """Whether a piece may be such a heading, and its size."""
    if not isinstance(piece, Printed) or not piece.bold or piece.bullet:
        return False, 0.0
    return len(piece.text.split()) <= _MOST_WORDS and may_be_title(piece.text), piece.size
