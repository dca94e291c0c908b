"""Running headers, footers and page numbers: what repeats at one place of page after page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingestion.marks import is_note, signal
from ingestion.pages import Page, PageTable, Piece, Printed

_DEPTH = 6
_BAND = 0.14
_LEAST_PAGES = 3
_TWO = 2
_LEAST_NUMBERED = 5
_LEAST_APART = 8
_SHARE_APART = 0.6
_STEP, _STEP_OF_SCAN = 4, 24
"""Points within which lines are at one height."""
_BESIDE_LETTERS = re.compile(r"[^\w#]+")
_ALONE = "alone on top"
_LONGEST = 100
_END = re.compile(r"^(\d{1,4})\b(?!\.\d)|(?<![.\d-])(\d{1,4})$")
_PAGE_NUMBER = re.compile(
    r"^(?:[-–|\s]*(?:\d{1,4}|[ivxlc]{1,6}|[A-Z]?\d{1,2}-\d{1,3})[-–|\s]*|"
    r"(?:page|seite|side|página|pág\.?|p\.)\s*\d+(?:\s*(?:of|von|af|de|/|sur)\s*\d+)?)$",
    re.IGNORECASE,
)
_Key = tuple[str, int]


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without running headers, footers and page numbers."""
    seen: Counter[_Key] = Counter()
    for page in pages:
        for key in {key for piece in _outer(page) for key in (*_keys(piece, page), *_numbered(piece, page))}:
            seen[key] += 1
        seen.update(_apart(page))
    feet = [{foot for piece in _bottom(page) for foot in _foot(piece, page)} for page in pages]
    seen.update(dict.fromkeys(feet[0] & feet[1] if len(feet) == _TWO else (), _LEAST_PAGES))
    least = max(_LEAST_APART, _SHARE_APART * len(pages))
    seen = Counter({key: n for key, n in seen.items() if key[0] != _ALONE or n >= least})
    return [_bare(page, seen) for page in pages]


def _bare(page: Page, seen: Counter[_Key]) -> Page:
    dropped: set[int] = set()
    for side in (_top(page), _bottom(page)):
        for piece in side:
            if not _is_furniture(piece, page, seen):
                break
            dropped.add(id(piece))
    return replace(page, pieces=tuple(p for p in page.pieces if id(p) not in dropped)) if dropped else page


def _is_furniture(piece: Piece, page: Page, seen: Counter[_Key]) -> bool:
    if isinstance(piece, Printed) and _PAGE_NUMBER.match(piece.text.strip()):
        return True
    if isinstance(piece, Printed) and (signal(piece.text) or is_note(piece.text)):
        return False
    if any(seen[key] >= _LEAST_NUMBERED for key in _numbered(piece, page)):
        return True
    keys = (*_keys(piece, page), *_apart(page, piece), *_foot(piece, page))
    return any(seen[key] >= _LEAST_PAGES for key in keys)


def _outer(page: Page) -> list[Piece]:
    return [*_top(page), *_bottom(page)]


def _top(page: Page) -> list[Piece]:
    placed = sorted((p for p in page.pieces if _y(p, 3) < _BAND * page.height), key=lambda p: _y(p, 1))
    return placed[:_DEPTH]


def _bottom(page: Page) -> list[Piece]:
    placed = sorted((p for p in page.pieces if _y(p, 1) > (1 - _BAND) * page.height), key=lambda p: -_y(p, 3))
    return placed[:_DEPTH]


def _y(piece: Piece, side: int) -> float:
    box = piece.box if isinstance(piece, Printed | PageTable) else None
    return box[side] if box else -1.0 if side == 1 else 1e9


def _numbered(piece: Piece, page: Page) -> list[_Key]:
    """How far the figure at either end of a line is from the number of its page: the same all through for page numbers."""
    if not isinstance(piece, Printed) or page.number is None or len(piece.text) > _LONGEST or not piece.box:
        return []
    side = "top" if piece.box[1] < page.height / 2 else "bottom"
    ends = {match for pair in _END.findall(piece.text.strip()) for match in pair if match}
    return [(f"{side} number", int(end) - page.number) for end in ends]


def _apart(page: Page, piece: Piece | None = None) -> list[_Key]:
    """The height of the page's uppermost line where white space parts it from all others; of `piece` where it is that line."""
    top = _top(page)[:2]
    first = top[0] if top else None
    if not isinstance(first, Printed) or not first.box or piece not in (None, first):
        return []
    gap = min((_y(other, 1) for other in top[1:]), default=page.height) - first.box[3]
    return [(_ALONE, round(first.box[1]))] if gap > first.box[3] - first.box[1] else []


def _foot(piece: Piece, page: Page) -> list[_Key]:
    """A line at the foot, word for word but for the page's own number: of two pages the same one on both is a running foot."""
    if not isinstance(piece, Printed) or _y(piece, 1) < page.height / 2:
        return []
    said = re.sub(rf"(?<!\d){page.number}(?!\d)", "#", piece.text)
    return [(f"foot {said}", round(_y(piece, 1) / _STEP))]


def _keys(piece: Piece, page: Page) -> list[_Key]:
    """The letters with figures masked, at this height and the neighbouring ones.

    A scan lies askew, and its words are read now with, now without the spaces between them.
    """
    if isinstance(piece, PageTable):
        text = " ".join(cell for row in piece.rows for cell in row.cells)
    elif isinstance(piece, Printed):
        text = piece.text
    else:
        return []
    masked = _BESIDE_LETTERS.sub("", re.sub(r"\d+", "#", text.lower())) or text
    at = round(_y(piece, 1) / (_STEP if page.confidence is None else _STEP_OF_SCAN))
    return [(masked, at), (masked, at + 1)]
