"""Manuals typeset for the tests, with the text of their pages and their bookmarks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import pypdfium2 as pdfium

from demo.catalogue import ManualSource


@dataclass(frozen=True)
class Typeset:
    """One manual as PDF, with the text of each page and the titles of its bookmarks."""

    source: ManualSource
    pdf: bytes
    pages: tuple[str, ...]
    headings: tuple[str, ...]


@dataclass(frozen=True)
class Bookshelf:
    """All manuals, and how many seconds they took."""

    manuals: tuple[Typeset, ...]
    seconds: float

    def __getitem__(self, output: str) -> Typeset:
        return next(manual for manual in self.manuals if manual.source.output == output)


def opened(manual: ManualSource, pdf: bytes) -> Typeset:
    document = pdfium.PdfDocument(pdf)
    try:
        pages = tuple(_text(document, index) for index in range(len(document)))
        headings = tuple(bookmark.get_title() for bookmark in cast("Iterable[pdfium.PdfBookmark]", document.get_toc()))
    finally:
        document.close()
    return Typeset(manual, pdf, pages, headings)


def _text(document: pdfium.PdfDocument, index: int) -> str:
    page = document[index]
    text = page.get_textpage()
    try:
        return str(text.get_text_range()).replace("\r\n", "\n")
    finally:
        text.close()
        page.close()
