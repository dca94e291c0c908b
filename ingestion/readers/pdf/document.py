"""PDF files: pages of words, ruling lines and pictures, by PDFium."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from domain.documents import Box
from domain.errors import ReadFailure
from ingestion.boxes import rounded
from ingestion.pages import VERSION, Bookmark, Page, Source
from ingestion.readers.pdf.arrangement import arrange, placed
from ingestion.readers.pdf.background import without_background
from ingestion.readers.pdf.drawn_areas import areas_of
from ingestion.readers.pdf.glyphs import Place, words_of_page
from ingestion.readers.pdf.rulings import Drawings, drawings_of_page
from ingestion.readers.pdf.turning import askew, straightened

READER = f"pypdfium2 {version('pypdfium2')}, {VERSION}"
_raw: Any = pdfium_c
_PROPERTIES = ("Title", "Subject", "Keywords", "Author", "CreationDate", "ModDate")
_MAX_BOOKMARKS = 20_000
_UNREADABLE_SHARE = 0.3
_MANY_DRAWINGS = 30


def open_pdf(path: Path) -> Any:
    """A PDFium document. Raises ReadFailure with the reason where it cannot be opened."""
    try:
        document: Any = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ReadFailure("password protected") from error
        raise ReadFailure("damaged or not a PDF: it cannot be opened") from error
    if len(document) == 0:
        document.close()
        raise ReadFailure("damaged: it has no pages")
    return document


def read_source(document: Any) -> Source:
    """Title, properties, bookmarks and the number of pages."""
    properties: dict[str, str] = {}
    for key in _PROPERTIES:
        try:
            properties[key] = str(document.get_metadata_value(key)).replace("\x00", "").strip()
        except (pypdfium2.PdfiumError, UnicodeDecodeError):
            continue
    return Source("pdf", READER, len(document), properties.get("Title", ""), tuple(_bookmarks(document)), properties)


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    tops: dict[int, tuple[Place, float] | None] = {}
    for count, item in enumerate(document.get_toc(max_depth=10)):
        if count >= _MAX_BOOKMARKS:
            return
        try:
            target = item.get_dest()
            number = None if target is None else target.get_index()
            title = " ".join(str(item.get_title()).split())
        except (pypdfium2.PdfiumError, UnicodeDecodeError):
            continue
        if number is None or number < 0 or not title:
            continue
        if number not in tops:
            tops[number] = _upright(document, number)
        yield Bookmark(item.level + 1, title, number + 1, _top(target, tops[number]))


def _upright(document: Any, index: int) -> tuple[Place, float] | None:
    """How a page that is not rotated is placed, and its height."""
    try:
        with open_page(document, index) as page:
            place, _, height = placing(page)
            return None if page.get_rotation() else (place, height)
    except ReadFailure:
        return None


def _top(target: Any, page: tuple[Place, float] | None) -> float | None:
    _, view = target.get_view()
    if page is None or len(view) not in (1, 3):
        return None
    top = view[1] if len(view) == 3 else view[0]
    return None if top is None else min(max(page[0](0, float(top), 0, float(top))[1], 0.0), page[1])


@contextmanager
def open_page(document: Any, index: int) -> Generator[Any]:
    """Page `index` (0-based), closed afterwards. Raises ReadFailure where it is damaged."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise ReadFailure("damaged page", index + 1) from error
    try:
        yield page
    finally:
        page.close()


def read_page(document: Any, number: int) -> Page:
    """Page `number` (1-based): its text layer, or what can be read off its picture."""
    with open_page(document, number - 1) as page:
        place, width, height = placing(page)
        text_page: Any = page.get_textpage()
        try:
            words, unknown = words_of_page(text_page, place, page.get_rotation())
        finally:
            text_page.close()
        words = without_background([w for w in words if w.x1 > 0 and w.y1 > 0 and w.x0 < width and w.y0 < height])
        drawn = drawings_of_page(page, place)
        letters = sum(len(word.text) for word in words)
        confidence: float | None = None
        slope = 0.0
        if _wants_recognition(letters, unknown, drawn, width * height):
            from ingestion.readers.pictures.recognition import recognise  # noqa: PLC0415  (models load in seconds)

            found = recognise(page, width, height)
            if sum(len(word.text) for word in found.words) > letters or unknown > _UNREADABLE_SHARE:
                words, confidence, slope = found
    problem = "" if words else "no legible text" if drawn.number or unknown else "no legible text: the page is blank"
    pieces = arrange([straightened(w, slope) for w in words] if slope else words, drawn.rules, width, height, number)
    if slope:
        pieces = [placed(piece, lambda box: askew(box, slope)) for piece in pieces]
    return Page(
        number,
        width,
        height,
        tuple(pieces),
        tuple(drawn.pictures),
        tuple(drawn.frames),
        tuple(rounded(area) for area in areas_of(drawn.boxes, width, height)),
        confidence,
        problem,
        drawn.number,
    )


def _wants_recognition(letters: int, unknown: float, drawn: Drawings, area: float) -> bool:
    if unknown > _UNREADABLE_SHARE:
        return True
    covered = sum(max(0.0, x1 - x0) * max(0.0, y1 - y0) for x0, y0, x1, y1 in drawn.pictures) / max(area, 1.0)
    return (letters < 10 and (covered > 0.02 or drawn.number >= _MANY_DRAWINGS)) or (letters < 150 and covered > 0.6)


def placing(page: Any) -> tuple[Place, float, float]:
    """How user space maps to the displayed page, and that page's width and height in points."""
    # PDFium's own box: the crop box within the media box, either of which the page may have from its parent.
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()

    def place(x0: float, y0: float, x1: float, y1: float) -> Box:
        if rotation == 90:
            return (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if rotation == 180:
            return (right - x1, y0 - bottom, right - x0, y1 - bottom)
        if rotation == 270:
            return (top - y1, right - x1, top - y0, right - x0)
        return (x0 - left, top - y1, x1 - left, top - y0)

    width, height = right - left, top - bottom
    return place, *((height, width) if rotation in (90, 270) else (width, height))
