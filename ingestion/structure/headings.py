"""Which printed lines are headings, with their number and level."""

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from ingestion.marks import caption, is_contents_line, is_note, signal, step_label
from ingestion.pages import Bookmark, Mark, Page, Printed
from ingestion.structure.body import Body
from ingestion.structure.bookmarks import Types, joined_text, lines_of, place_of, text_at
from ingestion.structure.numbering import depth_of, is_chapter, split_number

_LONGEST = 110
_PICTURE_SIZE = 1.4
_COVER_WORDS = 120
_SMALL_PRINT = 0.95
_CODE = re.compile(r"[{}=\\]|\w_\w|\w\(\)|::|://|[<>]{2}|;$")
_ANY = Types()


class Heading(NamedTuple):
    """A heading; `pieces` are the indexes on its page of the lines that it takes up.

    `level` counts only where it is `given`, by a bookmark or by the format; `place` says before which piece the section
    begins where no line prints its title.
    """

    title: str
    number: str
    level: int
    pieces: tuple[int, ...]
    given: bool = False
    place: float = 0.0


def headings_of(
    page: Page,
    body: Body,
    bookmarks: Sequence[Bookmark],
    listing: Set[int] = frozenset(),
    types: Types = _ANY,
    *,
    alone: bool = False,
) -> list[Heading]:
    """The headings of one page by bookmark, then by numbering and type.

    Args:
        page: without running heads.
        body: what the document's running text looks like.
        bookmarks: those that point at this page.
        listing: pieces that list titles with their pages, which are no headings.
        types: of headings, where bookmarks have shown them.
        alone: whether it is the document's only page, which is no cover.
    """
    taken: set[int] = set(listing)
    found = _bookmarked(page, bookmarks, taken)
    cover = page.number == 1 and not alone and is_cover(page)
    for index, piece in enumerate(page.pieces):
        if isinstance(piece, Mark):
            number, title = split_number(piece.line.text)
            found[index] = Heading(title, number, piece.level, (index,), True)
        elif cover or index in taken or not isinstance(piece, Printed):
            continue
        elif types.admit(piece) and looks_like_heading(page, index, body):
            indexes = _with_following(page, index, body, taken)
            taken.update(indexes)
            text = joined_text(page, indexes)
            number, title = split_number(text)
            if len(text) <= _LONGEST and not (len(indexes) > 1 and text.endswith((".", ";", ","))):
                found[index] = Heading(title, number, depth_of(number), indexes)
    return _with_chapters([found[key] for key in sorted(found)])


def _bookmarked(page: Page, bookmarks: Sequence[Bookmark], taken: set[int]) -> dict[float, Heading]:
    found: dict[float, Heading] = {}
    place = -1.0
    for bookmark in bookmarks:
        indexes = lines_of(bookmark, page, taken)
        number, title = split_number(bookmark.title)
        if indexes and not number:
            number, title = split_number(joined_text(page, indexes))[0], bookmark.title
        place = float(indexes[0]) if indexes else place_of(bookmark, page, place)
        found[place] = Heading(title, number, bookmark.level, indexes, True, place)
        taken.update(indexes)
    return found


def _with_chapters(headings: list[Heading]) -> list[Heading]:
    """A line "Chapter 4" and the title under it as one heading."""
    joined: list[Heading] = []
    for heading in headings:
        before = joined[-1] if joined else None
        follows = before and before.pieces and heading.pieces[:1] == (before.pieces[-1] + 1,)
        if before and follows and is_chapter(before.title) and not heading.number:
            joined[-1] = heading._replace(number=before.number, pieces=before.pieces + heading.pieces)
        else:
            joined.append(heading)
    return joined


def is_cover(page: Page) -> bool:
    """A first page with few words, in several sizes."""
    lines = [piece for piece in page.pieces if isinstance(piece, Printed)]
    words = sum(len(line.text.split()) for line in lines)
    return words < _COVER_WORDS and len({round(line.size) for line in lines}) >= 2


def looks_like_heading(page: Page, index: int, body: Body) -> bool:
    """Whether type, numbering and the space around set a line apart as a heading."""
    line = page.pieces[index]
    if (
        not isinstance(line, Printed)
        or line.bullet
        or line.parted
        or not may_be_title(line.text)
        or _after_signal(page, index)
    ):
        return False
    if page.confidence is not None and line.size < _PICTURE_SIZE * body.size and not split_number(line.text)[0]:
        return False
    letters = [c for c in line.text if c.isalpha()]
    capitals = len(letters) >= 6 and all(c.isupper() for c in letters)
    larger = line.size >= 1.12 * body.size
    # Labels of small print (info blocks, side notes) are bold too.
    bold = line.bold and not body.bold and line.size >= _SMALL_PRINT * body.size
    if larger and (line.size >= 1.25 * body.size or bold or capitals or _apart(page, index, body)):
        return True
    number, _ = split_number(line.text)
    if "." in number.rstrip(".") and (line.bold > body.bold or _apart(page, index, body)):
        return step_label(line.text) is None or bold or not line.text.endswith((".", ":"))
    return (bold or (capitals and " " in line.text.strip())) and _apart(page, index, body)


def may_be_title(text: str) -> bool:
    """Whether words may be a heading: no sentence, caption, warning, contents line or code."""
    letters = sum(c.isalpha() for c in text)
    if letters < 3 or len(text) > _LONGEST or letters < 0.4 * len(text.replace(" ", "")):
        return False
    if is_contents_line(text) or caption(text) or signal(text) or (_CODE.search(text) and not split_number(text)[0]):
        return False
    if text.rstrip()[-1] in ".,;:" and not split_number(text)[0]:
        return False
    label = step_label(text)
    if label and label[0] != "dotted" and text.rstrip()[-1] in ".:;,":
        return False
    return not (text[0].islower() or is_note(text))


def _after_signal(page: Page, index: int) -> bool:
    opened = signal(text_at(page, index - 1)) if index else None
    return bool(opened and opened[1])


def _apart(page: Page, index: int, body: Body) -> bool:
    """White space above (or the page's top, or another heading's type) and no running text on the same height."""
    line = page.pieces[index]
    if not isinstance(line, Printed) or not line.box:
        return False
    above = page.pieces[index - 1] if index else None
    if isinstance(above, Printed) and above.box and above.box[1] < line.box[1]:
        gap = line.box[1] - above.box[3]
        return gap > 0.35 * body.pitch or abs(above.size - line.size) > 1
    return True


def _with_following(page: Page, index: int, body: Body, taken: set[int]) -> tuple[int, ...]:
    """The heading's own line, and the next ones that go on in the same type without a gap."""
    indexes = [index]
    first = page.pieces[index]
    while isinstance(first, Printed) and len(indexes) < 3 and indexes[-1] + 1 < len(page.pieces):
        last, line = page.pieces[indexes[-1]], page.pieces[indexes[-1] + 1]
        if not isinstance(line, Printed) or not isinstance(last, Printed) or not line.box or not last.box:
            break
        same = abs(line.size - first.size) < 0.3 and line.bold == first.bold and not line.bullet
        close = 0 < line.box[1] - last.box[1] < 1.45 * max(line.size, first.size)
        distinct = abs(line.size - body.size) > 0.5 or line.bold != body.bold
        if not (same and close and distinct) or indexes[-1] + 1 in taken or split_number(line.text)[0]:
            break
        if not may_be_title(line.text) and not line.text[0].islower():
            break
        indexes.append(indexes[-1] + 1)
    return tuple(indexes)
