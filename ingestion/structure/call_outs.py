"""Numbers and letters that point at the parts of a drawing ("1 5 8 9 12 5 4 4"): no sentences."""

import re

from ingestion.pages import Page, Printed

_MARK = re.compile(r"\d{1,2}|[A-Z]")
_MANY_DRAWINGS = 20
_LEAST_MARKS = 3
_BACKGROUND = 0.5
"""A picture of so much of the page lies behind its text."""


def call_outs(page: Page) -> set[int]:
    """Indexes of the lines that hold nothing but call-outs: three or more on a page with drawings, or fewer within a picture.

    Figures of a table that was not seen as one are longer, have units or decimals, or stand beside words.
    """
    if page.confidence is not None or not (page.pictures or page.drawn >= _MANY_DRAWINGS):
        return set()
    return {
        index for index, piece in enumerate(page.pieces) if isinstance(piece, Printed) and _is_call_out(piece, page)
    }


def _is_call_out(line: Printed, page: Page) -> bool:
    marks = line.text.split()
    if line.bullet or not line.box or not all(_MARK.fullmatch(mark) for mark in marks):
        return False
    x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    within = any(
        x0 <= x <= x1 and y0 <= y <= y1
        for x0, y0, x1, y1 in page.pictures
        if (x1 - x0) * (y1 - y0) < _BACKGROUND * page.width * page.height
    )
    return within or len(marks) >= _LEAST_MARKS
