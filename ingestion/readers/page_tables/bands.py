"""A band between two rules that holds several rows of a table."""

from collections.abc import Sequence

from ingestion.pages import Word
from ingestion.readers.header_rows import is_value
from ingestion.readers.page_tables.cells import Cells
from ingestion.readers.pdf.segments import rows_of_words


def split_band(cells: Cells, spans: Sequence[int]) -> list[tuple[Cells, list[int]]]:
    """The band's rows with their spans: one, unless a column of values or equally many lines in every column show several."""
    lines = [rows_of_words(cell) for cell in cells]
    counts = [len(column) for column in lines if column]
    anchors = _anchors(lines, counts) if len(counts) > 1 and max(counts) > 1 else None
    if anchors is None:
        return [(cells, list(spans))]
    tops = [min(word.y0 for word in line) - 1 for line in anchors]
    split: list[tuple[Cells, list[int]]] = [([[] for _ in cells], list(spans)) for _ in tops]
    for column, cell in enumerate(cells):
        for at, (_, own) in enumerate(split):
            own[column] = abs(own[column]) if at else own[column]
        for word in cell:
            middle = (word.y0 + word.y1) / 2
            row = max((i for i, top in enumerate(tops) if top <= middle), default=0)
            split[row][0][column].append(word)
    return split


def _anchors(lines: Sequence[list[list[Word]]], counts: Sequence[int]) -> list[list[Word]] | None:
    """The lines of a column that begin rows."""
    valued = [column for column in lines if len(column) > 1 and all(is_value(_text(line)) for line in column)]
    if valued:
        longest = max(valued, key=len)
        others = [len(column) for column in lines if column and column is not longest]
        if len(valued) > 1 or max(others, default=0) >= len(longest):
            return longest
    if min(counts) == max(counts) and counts[0] >= 3 and len(counts) >= 2 and _level(lines):
        return next(column for column in lines if column)
    return None


def _level(lines: Sequence[list[list[Word]]]) -> bool:
    """Whether the columns' lines stand at the same heights."""
    full = [column for column in lines if column]
    return all(abs(a[0].y0 - b[0].y0) < 2.5 for column in full[1:] for a, b in zip(full[0], column, strict=False))


def _text(line: Sequence[Word]) -> str:
    return " ".join(word.text for word in line)
