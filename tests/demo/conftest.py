"""The demo's facts and its typeset manuals, each made once a session."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import pypdfium2 as pdfium
import pytest

from demo.catalogue import MANUALS, ManualSource
from demo.records import Facts, load_facts
from demo.typesetting import typeset


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


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts()


@pytest.fixture(scope="session")
def shelf() -> Bookshelf:
    started = time.perf_counter()
    pdfs = [(manual, typeset(manual)) for manual in MANUALS]
    seconds = time.perf_counter() - started
    return Bookshelf(tuple(_opened(manual, pdf) for manual, pdf in pdfs), seconds)


def _opened(manual: ManualSource, pdf: bytes) -> Typeset:
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
