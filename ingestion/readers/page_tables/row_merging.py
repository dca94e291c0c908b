"""Lines of a table without vertical rules to its rows: wrapped cells joined."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingestion.pages import Rule
from ingestion.readers.header_rows import is_value
from ingestion.readers.page_tables.cell_lines import CellLine
from ingestion.readers.page_tables.cells import Cells, text_of
from ingestion.readers.pdf.segments import box_of


def merged_rows(
    lines: Sequence[CellLine], grid: Sequence[tuple[Cells, list[int]]], rules: Sequence[Rule]
) -> list[tuple[Cells, list[int]]]:
    """Lines to rows: by rules where they part the rows, else a line without first cell goes on with the row above."""
    box = box_of([part for line in lines for part in line.parts])
    width = box[2] - box[0]
    cuts = sorted(
        {
            r.y0
            for r in rules
            if r.x1 > box[0] and r.x0 < box[2] and box[1] < r.y0 < box[3] and r.x1 - r.x0 > 0.5 * width
        }
    )
    by_rules = len(cuts) >= 3 and len(cuts) + 1 >= 0.3 * len(lines)
    pitch = median([b.y0 - a.y0 for a, b in pairwise(lines)])
    head = _header_lines(grid, lines, cuts)
    rows: list[tuple[Cells, list[int]]] = []
    for index, (cells, spans) in enumerate(grid):
        previous = rows[-1] if rows else None
        parted = index > 0 and any(
            lines[index - 1].y0 < cut < lines[index].y1 and cut > lines[index - 1].y1 - 3 for cut in cuts
        )
        tight = index > 0 and lines[index].y0 - lines[index - 1].y0 < 1.3 * pitch
        goes_on = (
            bool(previous)
            and not parted
            and (
                (by_rules and index >= head)
                or (index < head and _stacks(previous, cells, spans))
                or (tight and index >= head and _continues(previous, cells, spans))
            )
        )
        if goes_on and previous:
            for column, cell in enumerate(cells):
                previous[0][column].extend(cell)
        else:
            rows.append(([list(cell) for cell in cells], list(spans)))
    return rows


def _header_lines(grid: Sequence[tuple[Cells, list[int]]], lines: Sequence[CellLine], cuts: Sequence[float]) -> int:
    """How many lines stand above the first one with values."""
    for index, (cells, _) in enumerate(grid):
        texts = [text_of(cell) for cell in cells[1:] if cell]
        if texts and sum(is_value(text) for text in texts) >= 0.5 * len(texts):
            return index
    first = next((cut for cut in cuts if cut > lines[0].y1 - 3), None)
    return 0 if first is None else sum(1 for line in lines if line.y1 <= first + 3)


def _stacks(previous: tuple[Cells, list[int]] | None, cells: Cells, spans: Sequence[int]) -> bool:
    """Whether two lines of a header are one row of wrapped titles: nothing in either spans columns."""
    return previous is not None and all(s == 1 for s in previous[1]) and all(s == 1 for s in spans) and any(cells)


def _continues(previous: tuple[Cells, list[int]] | None, cells: Cells, spans: Sequence[int]) -> bool:
    if previous is None or any(s > 1 for s in spans):
        return False
    used = [i for i, cell in enumerate(cells) if cell]
    texts = [text_of(cells[i]) for i in used]
    if not cells[0]:
        return (
            not any(is_value(text) for text in texts) and all(previous[0][i] for i in used) and len(used) < len(cells)
        )
    return used == [0] and texts[0][:1].islower() and bool(previous[0][0])
