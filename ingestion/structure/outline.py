"""Pages to sections with their blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingestion.marks import is_contents_title
from ingestion.pages import Bookmark, Page, Printed, Source
from ingestion.structure.block import Block, Placed
from ingestion.structure.blocks import BlockBuilder
from ingestion.structure.body import Body, body_of
from ingestion.structure.bookmarks import types_of_bookmarks
from ingestion.structure.call_outs import call_outs
from ingestion.structure.contents_pages import listing_of
from ingestion.structure.figures import figures_of
from ingestion.structure.furniture import without_furniture
from ingestion.structure.headings import Heading, headings_of
from ingestion.structure.levels import Levels
from ingestion.structure.thresholds import thresholds


@dataclass
class Part:
    """A heading and the blocks under it; `path` is the titles above, its own last, with printed numbers."""

    title: str
    number: str
    level: int
    page: int | None
    path: tuple[str, ...]
    heading: tuple[Printed, ...] = ()
    blocks: list[Block] = field(default_factory=list[Block])
    last_page: int | None = None

    @property
    def name(self) -> str:
        """Number and title as printed."""
        return f"{self.number} {self.title}".strip() if not self.title.startswith(self.number) else self.title


def outline(source: Source, pages: Sequence[Page], title: str) -> list[Part]:
    """The parts of a document in reading order; what stands before the first heading is a part named `title`.

    Args:
        source: what the reader said about the file; its bookmarks give levels and titles where it has any.
        pages: all pages in order, as read.
        title: the document's title, for what stands before the first heading.
    """
    bare = without_furniture(pages)
    body = body_of(bare)
    return _Outliner(body, title, bare, source.bookmarks).parts()


class _Outliner:
    def __init__(self, body: Body, title: str, pages: Sequence[Page], bookmarks: Sequence[Bookmark]) -> None:
        self._body = body
        self._title = title
        self._pages = pages
        self._parts: list[Part] = []
        self._levels = Levels()
        self._builder = BlockBuilder(body)
        self._marked: dict[int | None, list[Bookmark]] = {}
        for bookmark in bookmarks:
            self._marked.setdefault(bookmark.page, []).append(bookmark)
        self._types = types_of_bookmarks(pages, bookmarks)

    def parts(self) -> list[Part]:
        first = self._pages[0].number if self._pages else None
        self._parts.append(Part(self._title, "", 1, first, (self._title,)))
        for page in self._pages:
            self._page(page)
        self._close()
        return self._parts if self._parts[0].blocks else self._parts[1:]

    def _page(self, page: Page) -> None:
        listing = listing_of(page)
        alone = len(self._pages) == 1
        found = headings_of(page, self._body, self._marked.get(page.number, []), listing, self._types, alone=alone)
        unprinted = [heading for heading in found if not heading.pieces]
        starts = {heading.pieces[0]: heading for heading in found if heading.pieces}
        inner = {index for heading in found for index in heading.pieces[1:]}
        limits, labels, figures = thresholds(page.pieces), call_outs(page), figures_of(page, self._body)
        for index, piece in enumerate(page.pieces):
            while unprinted and unprinted[0].place < index:
                self._open(unprinted.pop(0), page)
            if index in starts:
                self._open(starts[index], page)
            elif index not in inner and index not in listing and index not in labels:
                self._builder.add(Placed(piece, page.frames, index in limits, figures.get(index)))
                self._parts[-1].last_page = page.number
        for heading in unprinted:
            self._open(heading, page)

    def _close(self) -> None:
        self._parts[-1].blocks = self._builder.finish()
        self._builder = BlockBuilder(self._body)

    def _open(self, heading: Heading, page: Page) -> None:
        self._close()
        lines = tuple(piece for i in heading.pieces if isinstance(piece := _line(page, i), Printed))
        part = Part(heading.title, heading.number, 0, page.number, (), lines, last_page=page.number)
        part.level, part.path = self._levels.open(heading, part.name, lines)
        self._parts.append(part)


def _line(page: Page, index: int) -> Printed | None:
    piece = page.pieces[index]
    line = getattr(piece, "line", piece)
    return line if isinstance(line, Printed) else None


def is_contents(part: Part) -> bool:
    """Whether the part is a table of contents or an index, which nobody wants quoted."""
    return is_contents_title(part.title)
