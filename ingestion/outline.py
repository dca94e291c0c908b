"""Pages to sections with their blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingestion.blocks import Block, BlockBuilder, Placed
from ingestion.body import Body, body_of
from ingestion.furniture import without_furniture
from ingestion.headings import Heading, headings_of
from ingestion.marks import is_contents_line, is_contents_title
from ingestion.pages import Bookmark, Page, Printed, Source

_LEAST_CONTENTS = 4


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


@dataclass
class _Open:
    level: int
    weight: float
    name: str


def outline(source: Source, pages: Sequence[Page], title: str) -> list[Part]:
    """The parts of a document in reading order; what stands before the first heading is a part named `title`.

    Args:
        source: what the reader said about the file; its bookmarks give levels and titles where it has any.
        pages: all pages in order, as read.
        title: the document's title, for what stands before the first heading.
    """
    bare = without_furniture(pages)
    body = body_of(bare)
    return _Outliner(body, title).parts(bare, source.bookmarks)


class _Outliner:
    def __init__(self, body: Body, title: str) -> None:
        self._body = body
        self._title = title
        self._stack: list[_Open] = []
        self._parts: list[Part] = []
        self._builder = BlockBuilder(body)

    def parts(self, pages: Sequence[Page], bookmarks: Sequence[Bookmark]) -> list[Part]:
        self._parts.append(Part(self._title, "", 1, pages[0].number if pages else None, (self._title,)))
        by_page: dict[int | None, list[Bookmark]] = {}
        for bookmark in bookmarks:
            by_page.setdefault(bookmark.page, []).append(bookmark)
        for page in pages:
            self._page(page, by_page.get(page.number, []))
        self._close()
        first = self._parts[0]
        return self._parts if first.blocks else self._parts[1:]

    def _page(self, page: Page, bookmarks: Sequence[Bookmark]) -> None:
        found = headings_of(page, self._body, bookmarks)
        for heading in found:
            if not heading.pieces:
                self._open(heading, page)
        starts = {heading.pieces[0]: heading for heading in found if heading.pieces}
        inner = {index for heading in found for index in heading.pieces[1:]}
        listing = _contents_lines(page)
        for index, piece in enumerate(page.pieces):
            if index in starts:
                self._open(starts[index], page)
            elif index not in inner and index not in listing:
                self._builder.add(Placed(piece, page.frames))
                self._parts[-1].last_page = page.number

    def _close(self) -> None:
        self._parts[-1].blocks = self._builder.finish()
        self._builder = BlockBuilder(self._body)

    def _open(self, heading: Heading, page: Page) -> None:
        self._close()
        lines = tuple(piece for i in heading.pieces if isinstance(piece := _line(page, i), Printed))
        weight = _weight(lines)
        level = heading.level or self._level(weight)
        while self._stack and self._stack[-1].level >= level:
            self._stack.pop()
        part = Part(heading.title, heading.number, level, page.number, (), lines, last_page=page.number)
        self._stack.append(_Open(level, weight, part.name))
        part.path = tuple(opened.name for opened in self._stack)
        self._parts.append(part)

    def _level(self, weight: float) -> int:
        above = [opened for opened in self._stack if opened.weight > weight + 0.5]
        return above[-1].level + 1 if above else 1


def _contents_lines(page: Page) -> set[int]:
    """The lines of a table of contents: dot leaders to page numbers, several on the page."""
    found = {i for i, piece in enumerate(page.pieces) if isinstance(piece, Printed) and is_contents_line(piece.text)}
    return found if len(found) >= _LEAST_CONTENTS else set()


def _line(page: Page, index: int) -> Printed | None:
    piece = page.pieces[index]
    line = getattr(piece, "line", piece)
    return line if isinstance(line, Printed) else None


def _weight(lines: Sequence[Printed]) -> float:
    if not lines:
        return 0.0
    text = "".join(line.text for line in lines)
    return 10 * lines[0].size + 5 * lines[0].bold + 3 * text.isupper()


def is_contents(part: Part) -> bool:
    """Whether the part is a table of contents or an index, which nobody wants quoted."""
    return is_contents_title(part.title)
