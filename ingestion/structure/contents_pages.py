"""Lines of tables of contents and indexes: titles with the page that they point at."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingestion.marks import is_contents_line
from ingestion.pages import Item, Mark, Page, PageTable, Piece, Printed

_LEAST_LEADERS = 4
_LEAST_ENTRIES = 6
_SHARE = 0.6
_RISING = 0.85
_FRONT = 30
_CHAPTER = 100
_LONGEST = 300
_LEAST_ANNOUNCED, _PARTED = 4, 2
_LEAST_INDEXED, _INDEXED, _IN_ORDER = 12, 0.5, 0.85
_INDEX_ENTRY = re.compile(r"(?P<title>[^\W\d_].*?)(?:,\s(?:\w{1,4}[-–])?\d{1,4}(?:[-–]\d{1,4})?)+")
_ENTRY = re.compile(r"^(?P<title>.*[^\W\d_].*?)[\s.…_]+(?P<page>\d{1,4}|\d{1,2}[-–]\d{1,3})$")


def listing_of(page: Page) -> set[int]:
    """Indexes of the pieces that list titles with their pages; empty where the page is no listing.

    Dot leaders tell, or page numbers that rise from line to line on most of the page; on such a page a title that
    takes up several lines belongs to the entry that ends it. In formats without pages lines that print one heading after
    the other of those that follow tell.

    Args:
        page: without running heads.
    """
    if page.number is None:
        return _announced(page.pieces)
    if _is_index(page):
        return {i for i, piece in enumerate(page.pieces) if isinstance(piece, Printed)}
    leaders = {i: _leaders(piece) for i, piece in enumerate(page.pieces)}
    led = {i for i, count in leaders.items() if count}
    entries = {i: number for i, piece in enumerate(page.pieces) for number in _number(piece)}
    many = sum(leaders.values()) >= _LEAST_LEADERS
    if not many and not _is_listing(page, list(entries.values())):
        return set()
    found = (led | set(entries)) if many else set(entries)
    return found | _begun(page, found)


def _is_index(page: Page) -> bool:
    """Whether most lines are terms with their pages, and those of one margin stand in the order of the alphabet."""
    lines = [piece for piece in page.pieces if isinstance(piece, Printed) and piece.box]
    entries = [(line, match) for line in lines if (match := _INDEX_ENTRY.fullmatch(line.text[:_LONGEST]))]
    if len(entries) < max(_LEAST_INDEXED, _INDEXED * len(lines)):
        return False
    margins: dict[int, list[str]] = {}
    for line, match in entries:
        margins.setdefault(round(line.box[0] / 3) if line.box else 0, []).append(match["title"].casefold())
    many = [terms for terms in margins.values() if len(terms) >= _LEAST_ENTRIES]
    return any(sum(a <= b for a, b in pairwise(terms)) >= _IN_ORDER * (len(terms) - 1) for terms in many)


def _announced(pieces: Sequence[Piece]) -> set[int]:
    """Indexes of the lines that are headings farther down, where several stand together."""
    printed = [_bare(piece) for piece in pieces]
    headings = {text: at for at, text in enumerate(printed) if isinstance(pieces[at], Mark)}
    known = [at for at, text in enumerate(printed) if text and headings.get(text, at) > at]
    runs: list[list[int]] = []
    for at in known:
        if runs and at - runs[-1][-1] <= _PARTED:
            runs[-1].append(at)
        else:
            runs.append([at])
    return {at for run in runs if len(run) >= _LEAST_ANNOUNCED for at in range(run[0], run[-1] + 1)}


def _bare(piece: Piece) -> str:
    """What a line says, without blanks and marks."""
    line = piece.line if isinstance(piece, Mark | Item) else piece
    return "".join(filter(str.isalnum, line.text.casefold())) if isinstance(line, Printed) else ""


def _leaders(piece: object) -> int:
    """How many dot leaders a piece has: one for a line, and for a table those of its rows where most rows have one."""
    if isinstance(piece, Printed):
        return int(is_contents_line(piece.text))
    if not isinstance(piece, PageTable):
        return 0
    led = sum(is_contents_line(" ".join(cell for cell in row.cells if cell)) for row in piece.rows)
    return led if led > _SHARE * len(piece.rows) else 0


def _begun(page: Page, found: set[int]) -> set[int]:
    """Lines right above an entry that begin its title."""
    begun: set[int] = set()
    for index in sorted(found, reverse=True):
        entry = page.pieces[index]
        above = page.pieces[index - 1] if index else None
        if index - 1 in found or not isinstance(entry, Printed) or not isinstance(above, Printed):
            continue
        alike = above.size == entry.size and above.bold == entry.bold and index - 2 in found
        if alike and entry.box and above.box and 0 < entry.box[1] - above.box[1] < 1.35 * entry.size:
            begun.add(index - 1)
    return begun


def _is_listing(page: Page, numbers: list[int]) -> bool:
    if not page.number or page.number > _FRONT:
        return False
    lines = sum(len(p.rows) if isinstance(p, PageTable) else 1 for p in page.pieces)
    if len(numbers) < _LEAST_ENTRIES or len(numbers) < _SHARE * lines:
        return False
    rising = sum(0 <= b - a <= 60 for a, b in pairwise(numbers))
    return rising >= _RISING * (len(numbers) - 1) and len(set(numbers)) > len(numbers) / 3


def _number(piece: object) -> list[int]:
    """The page that a line points at; of a table those of all its rows, where every row points at one."""
    if isinstance(piece, Printed):
        match = _entry(piece.text)
        return [_as_number(match["page"])] if match else []
    if isinstance(piece, PageTable) and not piece.ruled:
        ends = [_entry(" ".join(cell for cell in row.cells if cell)) for row in piece.rows]
        if len(ends) >= 3 and all(ends):
            return [_as_number(end["page"]) for end in ends if end]
    return []


def _entry(text: str) -> re.Match[str] | None:
    """A title with its page; a line too long for one is not looked through, which takes the square of its length."""
    return _ENTRY.match(text.strip()) if len(text) <= _LONGEST else None


def _as_number(page: str) -> int:
    """The page as a number that rises: "7-12" comes after "7-11" and before "8-1"."""
    chapter, _, number = page.replace("–", "-").rpartition("-")
    return int(chapter or 0) * _CHAPTER + int(number)
