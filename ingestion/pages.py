"""What the readers hand on: pages of printed lines and tables, in reading order."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from domain.documents import Box

VERSION = "nacelle 19"
"""Ends `Document.reader`; raise it when the same file gives other passages, and files are read again."""

RUNNING = "Running"
"""The name in `Source.properties` of the lines at the head and foot of pages that a format keeps apart."""


class Word(NamedTuple):
    """A run of glyphs without a gap. `turn` is the clockwise quarter turn it is read at, in degrees; `oblique` stands far from one."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    size: float
    bold: bool = False
    turn: int = 0
    oblique: bool = False


class Rule(NamedTuple):
    """A straight ruling line: horizontal when `y0 == y1`, else vertical."""

    x0: float
    y0: float
    x1: float
    y1: float


class Printed(NamedTuple):
    """A line as printed.

    `bullet` is the depth of the list whose mark stood before it, 0 for none; that `mark` is not in `text`. `parted` says that a wide
    gap goes through it.
    """

    text: str
    box: Box | None
    size: float = 0.0
    bold: bool = False
    page: int | None = None
    bullet: int = 0
    parted: bool = False
    mark: str = ""


class Row(NamedTuple):
    """A table row: the text that holds in each column, and its printed lines in cell order.

    A cell that covers several columns or rows stands in each of them. `spans` are the columns that each cell covers, 0 where it goes
    on from the left; `carried` are the columns whose cell goes on from the row above.
    """

    cells: tuple[str, ...]
    lines: tuple[Printed, ...]
    spans: tuple[int, ...] = ()
    carried: frozenset[int] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether the row is one cell over all columns."""
        return len(self.cells) > 1 and next(iter(self.spans), 1) >= len(self.cells)


class PageTable(NamedTuple):
    """A table; its first `header` rows are column headings, `repeats` the headings printed again on later pages.

    `box` and `page` are of its last page, `title` is the caption where the format names it, `widths` are those of the columns in points
    where rules show them.
    """

    rows: tuple[Row, ...]
    header: int
    box: Box | None = None
    page: int | None = None
    ruled: bool = True
    repeats: tuple[Row, ...] = ()
    title: tuple[Printed, ...] = ()
    widths: tuple[float, ...] = ()


class Mark(NamedTuple):
    """A heading that the format itself names (DOCX, HTML, Markdown, RST)."""

    level: int
    line: Printed


class Item(NamedTuple):
    """A list item that the format itself names; `step` is "3" or "3.a", or "" for a bullet."""

    step: str
    line: Printed


Piece = Printed | PageTable | Mark | Item


class Bookmark(NamedTuple):
    """An entry of a PDF's outline; `top` is points from the top of the page where it says so."""

    level: int
    title: str
    page: int
    top: float | None = None


@dataclass(frozen=True)
class Page:
    """One page. `number` is 1-based, None for formats without pages; `drawn` counts what is drawn on it besides text.

    `drawings` are the areas that are drawn on, the background left out.
    """

    number: int | None
    width: float = 0.0
    height: float = 0.0
    pieces: tuple[Piece, ...] = ()
    pictures: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()
    drawings: tuple[Box, ...] = ()
    confidence: float | None = None
    problem: str = ""
    drawn: int = 0


@dataclass(frozen=True)
class Source:
    """What a file says about itself before its pages are read."""

    format: Literal["pdf", "docx", "html", "md", "rst", "txt"]
    reader: str
    pages: int | None = None
    title: str = ""
    bookmarks: tuple[Bookmark, ...] = ()
    properties: dict[str, str] = field(default_factory=dict[str, str])
