"""DOCX files, by python-docx: headings by outline level, lists by numbering, tables cell by cell."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from domain.errors import ReadFailure
from ingestion.pages import RUNNING, VERSION, Item, Mark, Page, Piece, Printed, Source
from ingestion.readers.archive import MOST_BYTES
from ingestion.readers.bold_titles import with_bold_titles
from ingestion.readers.labels import groups, steps_among
from ingestion.readers.merged_cells import Cell, table_of_cells
from ingestion.readers.word.lists import Numbering
from ingestion.readers.word.text import Footnotes, boxes_in, is_bold, size_of, text_of

_DAMAGED = (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, AttributeError, OSError)
_DEEPEST = 8
_BODY_LEVEL = 9


def read_word(path: Path) -> tuple[Source, Page]:
    """The body in order. Raises ReadFailure where the file is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise ReadFailure("unpacks to far more than its size (zip bomb)")
        document: Any = docx.Document(str(path))
        pieces = tuple(with_bold_titles(list(_Reading(document).pieces(document.element.body))))
        told = document.core_properties
        properties = {"Title": told.title or "", "Subject": told.subject or "", RUNNING: _running(document)}
    except _DAMAGED as error:
        raise ReadFailure("damaged: not a readable DOCX file") from error
    problem = "" if pieces else "no legible text"
    source = Source("docx", f"python-docx, {VERSION}", None, properties["Title"], (), properties)
    return source, Page(None, pieces=pieces, problem=problem)


def _running(document: Any) -> str:
    """What stands at the head and foot of the pages, a paragraph or cell a line."""
    parts = [part for section in document.sections for part in (section.header, section.footer)]
    texts = [" ".join(text_of(paragraph, None).split()) for part in parts for paragraph in part._element.iter("{*}p")]
    return "\n".join(dict.fromkeys(text for text in texts if text))


class _Reading:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self._notes = Footnotes(document)

    def pieces(self, container: Any, depth: int = 0) -> Iterator[Piece]:
        """What stands in the body, a cell or a text box, content controls included."""
        for element in container if depth < _DEEPEST else ():
            tag = str(element.tag).rpartition("}")[2]
            if tag == "p":
                yield from self._paragraph(Paragraph(element, self._document._body), depth)
            elif tag == "tbl":
                yield from self._table(Table(element, self._document._body), depth)
            elif tag in ("sdt", "sdtContent", "ins", "customXml"):
                yield from self.pieces(element, depth + 1)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[Piece]:
        raw = text_of(paragraph._p, self._notes)
        text = " ".join(raw.split())
        if text:
            yield from self._said(paragraph, raw, text)
        for box in boxes_in(paragraph._p):
            yield from self.pieces(box, depth + 1)
        yield from self._notes.called()

    def _said(self, paragraph: Any, raw: str, text: str) -> Iterator[Piece]:
        line = Printed(text, None, size_of(paragraph), is_bold(paragraph))
        level = _outline_level(paragraph)
        if level:
            self._numbering.interrupt()
            yield Mark(level, line)
            return
        broken = [part for part in raw.splitlines() if part.strip()]
        for part in groups(broken, steps_among(broken)):
            yield self._item(paragraph, line._replace(text=" ".join(" ".join(part).split())))

    def _item(self, paragraph: Any, line: Printed) -> Piece:
        place = self._numbering.next(paragraph)
        if place is None:
            return line
        return Item(place.step, line) if place.step else line._replace(bullet=place.depth)

    def _table(self, table: Any, depth: int) -> Iterator[Piece]:
        rows: list[list[Any]] = [[None] * row.grid_cols_before + [cell._tc for cell in row.cells] for row in table.rows]
        if len({id(cell) for row in rows for cell in row}) == 1:
            yield from self.pieces(rows[0][0], depth + 1)
            return
        made = table_of_cells([list(self._cells(rows, at)) for at in range(len(rows))], _named_headers(table) or None)
        if made:
            yield made
        yield from self._notes.called()

    def _cells(self, rows: list[list[Any]], at: int) -> Iterator[Cell]:
        """The cells that begin in a row; those that cover more stand in every place that they cover."""
        row, column = rows[at], 0
        while column < len(row):
            cell, first = row[column], column
            while column < len(row) and (row[column] is cell and (cell is not None or column == first)):
                column += 1
            if cell is None:
                yield Cell("")
            elif not (at and first < len(rows[at - 1]) and rows[at - 1][first] is cell):
                below = next(
                    (r for r in range(at, len(rows)) if first >= len(rows[r]) or rows[r][first] is not cell), len(rows)
                )
                paragraphs = list(cell.iter("{*}p"))
                said = [(text_of(p, self._notes), is_bold(Paragraph(p, self._document._body))) for p in paragraphs]
                text = " ".join(" ".join(words for words, _ in said).split())
                yield Cell(text, column - first, below - at, all(bold for words, bold in said if words.strip()))


def _named_headers(table: Any) -> int:
    """How many rows at the top the file says to repeat on every page."""
    count = 0
    for row in table.rows:
        properties = row._tr.trPr
        if properties is None or properties.find("{*}tblHeader") is None:
            break
        count += 1
    return count


def _outline_level(paragraph: Any) -> int:
    """1 for a heading of the first level, or a title; 0 for text."""
    style = paragraph.style
    holders = [paragraph._p]
    while style is not None and len(holders) < _DEEPEST:
        if style.style_id == "Title":
            return 1
        holders.append(style.element)
        style = style.base_style
    for holder in holders:
        found = holder.pPr.find("{*}outlineLvl") if holder.pPr is not None else None
        if found is not None:
            level = int(next(iter(found.attrib.values())))
            return level + 1 if level < _BODY_LEVEL else 0
    return 0
