"""Where a page prints the titles of its bookmarks, and in which type."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from ingestion.marks import ALARM_CODE, is_contents_line
from ingestion.pages import Bookmark, Page, PageTable, Printed
from ingestion.structure.flow import flow_of

_DENSE = 0.5
_LEAST_BOOKMARKS = 8
_NEAR = 3.0
_SHORT = 40
_OFTEN = 3
_STEP = 0.001
_NUMBERED = re.compile(
    r"^(?:(?:chapter|appendix|annex|kapitel|anhang|bilag|capítulo|anexo|chapitre|annexe)\s+)?"
    r"(?:\d{1,3}|[A-Z])(?:[.-]\d{1,3})*[.:)]?\s+(?=\S)",
    re.IGNORECASE,
)


class Types(NamedTuple):
    """Size and weight of the headings that bookmarks point at, where there are so many that others are none.

    `recurring` are short lines printed again and again.
    """

    known: frozenset[tuple[float, bool]] = frozenset()
    recurring: frozenset[str] = frozenset()

    def admit(self, line: Printed) -> bool:
        """Whether a line may be a heading; alarms, and titles such as "Causes", often stand below the last level of bookmarks."""
        if not self.known or _type(line) in self.known:
            return True
        return line.text in self.recurring or ALARM_CODE.match(line.text) is not None


def types_of_bookmarks(pages: Sequence[Page], bookmarks: Sequence[Bookmark]) -> Types:
    """The types of headings in a document whose bookmarks go down to its smaller sections; otherwise any type will do."""
    if len(bookmarks) < max(_DENSE * len(pages), _LEAST_BOOKMARKS):
        return Types()
    by_number = {page.number: page for page in pages}
    lines = [
        page.pieces[index]
        for bookmark in bookmarks
        if (page := by_number.get(bookmark.page))
        for index in lines_of(bookmark, page, set())[:1]
    ]
    titles = Counter(p.text for page in pages for p in page.pieces if isinstance(p, Printed) and len(p.text) <= _SHORT)
    return Types(
        frozenset(_type(line) for line in lines if isinstance(line, Printed)),
        frozenset(title for title, count in titles.items() if count >= _OFTEN),
    )


def _type(line: Printed) -> tuple[float, bool]:
    return round(line.size * 2) / 2, line.bold


def text_at(page: Page, index: int) -> str:
    """The line at `index`, "" where it is none."""
    piece = page.pieces[index]
    return piece.text if isinstance(piece, Printed) else ""


def joined_text(page: Page, indexes: Sequence[int]) -> str:
    """Several lines as one text."""
    return flow_of([piece for i in indexes if isinstance(piece := page.pieces[i], Printed)]).text


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def lines_of(bookmark: Bookmark, page: Page, taken: Set[int]) -> tuple[int, ...]:
    """The one to three lines that print the bookmark's title, with or without its number; of several those nearest to it."""
    wanted = _plain(bookmark.title)
    bare = _plain(_without_number(bookmark.title))
    found = [lines for index in range(len(page.pieces)) if (lines := _printing(page, index, wanted, bare, taken))]
    return min(found, key=lambda lines: _distance(page, lines[0], bookmark), default=())


def _printing(page: Page, index: int, wanted: str, bare: str, taken: Set[int]) -> tuple[int, ...]:
    if index in taken or not text_at(page, index) or is_contents_line(text_at(page, index)):
        return ()
    joined = ""
    for last in range(index, min(index + 3, len(page.pieces))):
        joined += _plain(text_at(page, last))
        whole = " ".join(text_at(page, at) for at in range(index, last + 1))
        if joined == wanted or (len(bare) > 2 and bare in (joined, _plain(_without_number(whole)))):
            return tuple(range(index, last + 1))
        if len(joined) > len(wanted) + 8:
            break
    return ()


def _distance(page: Page, index: int, bookmark: Bookmark) -> float:
    piece = page.pieces[index]
    box = piece.box if isinstance(piece, Printed) else None
    return abs(box[1] - bookmark.top) if box and bookmark.top is not None else 0.0


def place_of(bookmark: Bookmark, page: Page, after: float) -> float:
    """Before which piece a section begins whose title the page does not print: by the bookmark's height on the page.

    Args:
        bookmark: the section's.
        page: where it points.
        after: the place of the bookmark before it on this page.
    """
    if bookmark.top is None:
        return after + _STEP
    for index, piece in enumerate(page.pieces):
        box = piece.box if isinstance(piece, Printed | PageTable) else None
        if box and box[3] > bookmark.top + _NEAR:
            return max(index - 0.5, after + _STEP)
    return max(len(page.pieces) - 0.5, after + _STEP)


def _without_number(title: str) -> str:
    return _NUMBERED.sub("", title)
