"""Lines of a page cut into what may be cells."""

from collections.abc import Sequence
from typing import NamedTuple

from ingestion.pages import Word
from ingestion.readers.pdf.segments import Segment, rows_of_words, segment

CELL_GAP = 0.9
NARROW_GAP = 0.55


class CellLine(NamedTuple):
    """A line of a region and its parts."""

    words: list[Word]
    parts: list[Segment]
    y0: float
    y1: float


def lines_of(words: Sequence[Word]) -> list[CellLine]:
    """Lines of a region, each cut where a gap is wide enough for a new cell."""
    lines: list[CellLine] = [
        CellLine(row, parts_of(row, CELL_GAP), min(w.y0 for w in row), max(w.y1 for w in row))
        for row in rows_of_words(words)
    ]
    return lines


def parts_of(row: Sequence[Word], gap: float) -> list[Segment]:
    """The stretches of a line between gaps of more than `gap` em."""
    parts: list[list[Word]] = [[row[0]]]
    for word in row[1:]:
        if word.x0 - parts[-1][-1].x1 > gap * max(word.size, parts[-1][-1].size, 4.0):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [segment(part) for part in parts]
