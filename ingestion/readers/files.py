"""Which reader a file needs, told by its content; and files to sources and pages."""

import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from domain.errors import ReadFailure
from ingestion.pages import Page, Source

Format = Literal["pdf", "docx", "html", "md", "rst", "txt", "zip"]
SUFFIXES = {
    ".pdf": "pdf", ".docx": "docx", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".md": "md", ".markdown": "md", ".rst": "rst", ".txt": "txt", ".text": "txt", ".zip": "zip",
}  # fmt: skip
_TEXT_SUFFIXES: dict[str, Format] = {
    ".md": "md",
    ".markdown": "md",
    ".rst": "rst",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_HEAD = 2048
_MOST_TEXT = 200 * 2**20


@dataclass(frozen=True)
class OpenFile:
    """A file ready to be read; `document` is PDFium's where it is a PDF."""

    source: Source
    whole: tuple[Page, ...] = ()
    document: Any = None

    def page(self, number: int) -> Page:
        """Page `number`, 1-based. Raises ReadFailure where it is damaged."""
        if self.document is None:
            return self.whole[number - 1]
        from ingestion.readers.pdf.document import read_page  # noqa: PLC0415  (PDFium only for PDFs)

        return read_page(self.document, number)

    @property
    def count(self) -> int:
        """How many pages `page` can be asked for."""
        return self.source.pages or len(self.whole)


def format_of(path: Path) -> Format:
    """By content; the suffix only decides between kinds of text. Raises ReadFailure where it is none that is read."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise ReadFailure(f"cannot be opened: {error.strerror}") from error
    if not head:
        raise ReadFailure("empty file")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadFailure("an old or protected Office file: save it as .docx")
    return _text_kind(path, head)


def _zip_kind(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise ReadFailure("damaged archive") from error
    if "word/document.xml" in names:
        return "docx"
    if "[Content_Types].xml" in names:
        raise ReadFailure("an Office file that is not a text document")
    return "zip"


def _text_kind(path: Path, head: bytes) -> Format:
    suffix = path.suffix.lower()
    lowered = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in lowered[:600]:
        return "html"
    if suffix in {".pdf", ".docx", ".zip"} and (b"\0" in head or not _is_words(head)):
        raise ReadFailure(f"damaged: not a {suffix[1:].upper()} file")
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadFailure("not a document: binary data")
    return _TEXT_SUFFIXES.get(suffix, "txt")


def _is_words(head: bytes) -> bool:
    text = head.decode("utf-8", "replace")
    return (
        text.count("\ufffd") < 3 and sum(c.isalpha() or c.isspace() for c in text) > 0.7 * len(text) and len(text) > 60
    )


@contextmanager
def open_file(path: Path) -> Generator[OpenFile]:
    """The file's source and pages. Raises ReadFailure with the reason where it cannot be read."""
    kind = format_of(path)
    if kind == "pdf":
        from ingestion.readers.pdf.document import open_pdf, read_source  # noqa: PLC0415

        document = open_pdf(path)
        try:
            yield OpenFile(read_source(document), (), document)
        finally:
            document.close()
        return
    if kind == "zip":
        raise ReadFailure("an archive inside an archive is not read")
    if path.stat().st_size > _MOST_TEXT:
        raise ReadFailure("too large")
    yield OpenFile(*_whole(path, kind))


def _whole(path: Path, kind: Format) -> tuple[Source, tuple[Page, ...]]:
    if kind == "docx":
        from ingestion.readers.word.document import read_word  # noqa: PLC0415

        source, page = read_word(path)
    elif kind == "html":
        from ingestion.readers.html.document import read_html  # noqa: PLC0415

        source, page = read_html(path.read_bytes())
    elif kind == "md":
        from ingestion.readers.texts.markdown import read_markdown  # noqa: PLC0415

        source, page = read_markdown(path.read_bytes())
    else:
        from ingestion.readers.texts.text import read_text  # noqa: PLC0415

        source, page = read_text(path.read_bytes(), "rst" if kind == "rst" else "txt")
    return source, (page,)
