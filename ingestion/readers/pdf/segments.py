"""Words to segments: stretches of a line without a wide gap."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.documents import Box
from ingestion.pages import PageTable, Word

WIDE_GAP = 0.7


class Segment(NamedTuple):
    """Words on one baseline with no gap of `WIDE_GAP` em between them, or a whole table."""

    x0: float
    y0: float
    x1: float
    y1: float
    words: tuple[Word, ...]
    table: PageTable | None = None


def rows_of_words(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand on one line of the page, left to right, lines from the top."""
    rows: list[list[Word]] = []
    open_rows: list[list[Word]] = []
    for word in sorted(words, key=_place):
        home: list[Word] | None = None
        for row in reversed(open_rows[-4:]):
            if same_line(row[0], word):
                home = row
                break
        if home is None:
            rows.append([word])
            open_rows.append(rows[-1])
        elif word.y1 - word.y0 > 1.2 * (home[0].y1 - home[0].y0):
            home.insert(0, word)
        else:
            home.append(word)
    for row in rows:
        row.sort()
    return rows


def _place(word: Word) -> tuple[float, float]:
    return (word.y0 + word.y1, word.x0)


def same_line(a: Word | Segment, b: Word | Segment) -> bool:
    """Whether one overlaps the other by more than half of the smaller height."""
    overlap = (a.y1 if a.y1 < b.y1 else b.y1) - (a.y0 if a.y0 > b.y0 else b.y0)
    if overlap <= 0:
        return False
    high, other = a.y1 - a.y0, b.y1 - b.y0
    return overlap > 0.55 * (high if high < other else other)


def segments_of(words: Sequence[Word], wide: float = WIDE_GAP) -> list[Segment]:
    """All segments, in row order."""
    found: list[Segment] = []
    for row in rows_of_words(words):
        run: list[Word] = []
        for word in row:
            if run and not _joins(run[-1], word, wide):
                found.append(segment(run))
                run = []
            run.append(word)
        if run:
            found.append(segment(run))
    return found


def _joins(before: Word, word: Word, wide: float) -> bool:
    em = max(before.size, word.size, 1.0)
    shifted = abs(before.y1 - word.y1) > 0.35 * em and abs(before.size - word.size) < 0.1 * em
    return word.x0 - before.x1 < (0.5 if shifted else wide) * em


def segment(words: Sequence[Word]) -> Segment:
    """A segment of these words."""
    return Segment(*box_of(words), tuple(words))


def box_of(words: Sequence[Word | Segment]) -> Box:
    """The box around them all."""
    return (min(w.x0 for w in words), min(w.y0 for w in words), max(w.x1 for w in words), max(w.y1 for w in words))
