"""Which printed lines are headings, with their number and level."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ingestion.marks import caption, is_contents_line, is_note, signal, step_label
from ingestion.pages import Bookmark, Mark, Page, Printed

_NUMBER = re.compile(
    r"^(?:(?:chapter|kapitel|capítulo|chapitre|section|part|teil|del|parte|appendix|annex|anhang|bilag|anexo|annexe)\s+)?"
    r"(?P<number>(?:\d{1,3}|[A-Z])(?:[.\-]\d{1,3}){0,4}|[IVX]{1,5})(?P<mark>[.:)–—]?)\s+(?P<title>\S.*)$",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"^(?:chapter|kapitel|capítulo|chapitre|appendix|annex|anhang|bilag|anexo|annexe)\s+(?P<number>\d{1,3}|[A-Z]|[IVX]+)\.?$",
    re.IGNORECASE,
)
_LONGEST = 110
_PICTURE_SIZE = 1.4
_COVER_WORDS = 120
_SMALL_PRINT = 0.95


class Heading(NamedTuple):
    """A heading; `pieces` are the indexes on its page of the lines that it takes up."""

    title: str
    number: str
    level: int
    pieces: tuple[int, ...]


class Body(NamedTuple):
    """What running text looks like: its size, whether bold, and the distance from line to line."""

    size: float
    bold: bool
    pitch: float


def body_of(pages: Sequence[Page]) -> Body:
    """Size, weight and pitch that most letters have."""
    sizes: Counter[float] = Counter()
    weights: Counter[bool] = Counter()
    pitches: Counter[float] = Counter()
    for page in pages:
        before: Printed | None = None
        for piece in page.pieces:
            if not isinstance(piece, Printed) or not piece.box:
                before = None
                continue
            sizes[round(piece.size * 2) / 2] += len(piece.text)
            weights[piece.bold] += len(piece.text)
            if before and before.box and abs(before.size - piece.size) < 0.3 and piece.box[1] > before.box[1]:
                pitches[round(piece.box[1] - before.box[1], 0)] += 1
            before = piece
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    pitch = next((p for p, _ in pitches.most_common(5) if p > 0.8 * size), 1.25 * size)
    return Body(size, weights[True] > weights[False], pitch)


def split_number(text: str) -> tuple[str, str]:
    """("7.3", "Replacing the pads") of "7.3 Replacing the pads"; the number is "" where none is printed."""
    match = _NUMBER.match(text)
    if not match:
        alone = _CHAPTER.match(text)
        return (alone["number"], text) if alone else ("", text)
    number, title = match["number"], match["title"]
    named = not text.startswith(number)
    lettered = number.isalpha() and not named
    if lettered and (not match["mark"] or number.islower() or len(title) < 3):
        return "", text
    if number.islower() or (number[0].isalpha() and not number[0].isupper()):
        return "", text
    if not any(c.isalpha() for c in title) or (not named and not title[0].isupper() and title[0] not in '"“(„«'):
        return "", text
    return number, text if named else title


def depth_of(number: str) -> int:
    """1 for "7", 2 for "7.3"."""
    return number.rstrip(".0").count(".") + number.count("-") + 1 if number else 0


def headings_of(page: Page, body: Body, bookmarks: Sequence[Bookmark]) -> list[Heading]:
    """The headings of one page by bookmark, then by numbering and type; levels of unnumbered ones are 0 (unknown)."""
    found: dict[int, Heading] = {}
    taken: set[int] = set()
    cover = page.number == 1 and is_cover(page)
    for bookmark in bookmarks:
        indexes = _lines_of(bookmark, page, taken)
        number, title = split_number(bookmark.title)
        if indexes and not number:
            printed = " ".join(_text(page, i) for i in indexes)
            number, title = split_number(printed)
            title = title if number else bookmark.title
        found[indexes[0] if indexes else -1 - len(found)] = Heading(title, number, bookmark.level, indexes)
        taken.update(indexes)
    for index, piece in enumerate(page.pieces):
        if isinstance(piece, Mark):
            number, title = split_number(piece.line.text)
            found[index] = Heading(title, number, piece.level, (index,))
        elif isinstance(piece, Printed) and not cover and index not in taken and looks_like_heading(page, index, body):
            indexes = _with_following(page, index, body, taken)
            taken.update(indexes)
            text = " ".join(_text(page, i) for i in indexes)
            number, title = split_number(text)
            if len(text) <= _LONGEST and not (len(indexes) > 1 and text.endswith((".", ";", ","))):
                found[index] = Heading(title, number, depth_of(number), indexes)
    return [found[key] for key in sorted(found)]


def is_cover(page: Page) -> bool:
    """A first page with few words, in several sizes."""
    lines = [piece for piece in page.pieces if isinstance(piece, Printed)]
    words = sum(len(line.text.split()) for line in lines)
    return words < _COVER_WORDS and len({round(line.size) for line in lines}) >= 3


def _text(page: Page, index: int) -> str:
    piece = page.pieces[index]
    return piece.text if isinstance(piece, Printed) else ""


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _lines_of(bookmark: Bookmark, page: Page, taken: set[int]) -> tuple[int, ...]:
    """The one to three lines that print the bookmark's title, with or without its number."""
    wanted = _plain(bookmark.title)
    bare = _plain(split_number(bookmark.title)[1])
    for index in range(len(page.pieces)):
        if index in taken or not _text(page, index) or is_contents_line(_text(page, index)):
            continue
        joined = ""
        for last in range(index, min(index + 3, len(page.pieces))):
            joined += _plain(_text(page, last))
            stripped = _plain(split_number(" ".join(_text(page, i) for i in range(index, last + 1)))[1])
            if joined == wanted or (len(bare) > 2 and bare in (joined, stripped)):
                return tuple(range(index, last + 1))
            if len(joined) > len(wanted) + 8:
                break
    return ()


def looks_like_heading(page: Page, index: int, body: Body) -> bool:
    """Whether type, numbering and the space around set a line apart as a heading."""
    line = page.pieces[index]
    if (
        not isinstance(line, Printed)
        or line.bullet
        or line.parted
        or not _may_be_title(line.text)
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
    if "." in number.rstrip(".") and (bold or _apart(page, index, body)):
        return step_label(line.text) is None or bold or not line.text.endswith((".", ":"))
    return (bold or (capitals and " " in line.text.strip())) and _apart(page, index, body)


def _may_be_title(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    if letters < 3 or len(text) > _LONGEST or letters < 0.4 * len(text.replace(" ", "")):
        return False
    if is_contents_line(text) or caption(text) or signal(text):
        return False
    if text.rstrip()[-1] in ".,;:" and not split_number(text)[0]:
        return False
    label = step_label(text)
    if label and label[0] != "dotted" and text.rstrip()[-1] in ".:;,":
        return False
    return not (text[0].islower() or is_note(text))


def _after_signal(page: Page, index: int) -> bool:
    opened = signal(_text(page, index - 1)) if index else None
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
        if not _may_be_title(line.text) and not line.text[0].islower():
            break
        indexes.append(indexes[-1] + 1)
    return tuple(indexes)
