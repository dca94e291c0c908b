"""DOCX files, by python-docx: headings by style, lists by numbering, tables cell by cell."""

import re
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError

from domain.errors import ReadFailure
from ingestion.pages import VERSION, Item, Mark, Page, PageTable, Piece, Printed, Row, Source
from ingestion.readers.archive import MOST_BYTES
from ingestion.readers.labels import groups

_HEADING = re.compile(r"(?:heading|überschrift|overskrift|título|titre|ttulo|berschrift)\s*(\d)", re.IGNORECASE)


def read_word(path: Path) -> tuple[Source, Page]:
    """The body in order. Raises ReadFailure where the file is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise ReadFailure("unpacks to far more than its size (zip bomb)")
        document: Any = docx.Document(str(path))
        reading = _Reading(document)
        pieces = [piece for block in document.iter_inner_content() for piece in reading.pieces(block)]
        properties = {"Title": document.core_properties.title or "", "Subject": document.core_properties.subject or ""}
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        SyntaxError,
        AttributeError,
        OSError,
    ) as error:
        raise ReadFailure("damaged: not a readable DOCX file") from error
    problem = "" if pieces else "no legible text"
    source = Source("docx", f"python-docx, {VERSION}", None, properties["Title"], (), properties)
    return source, Page(None, pieces=tuple(pieces), problem=problem)


class _Reading:
    def __init__(self, document: Any) -> None:
        self._formats = _number_formats(document)
        self._counts: dict[tuple[str, int], int] = {}

    def pieces(self, block: Any) -> list[Piece]:
        if hasattr(block, "rows"):
            return _table(block)
        text = " ".join(block.text.split())
        if not text:
            return []
        line = Printed(text, None, bold=_is_bold(block))
        style = block.style.name if block.style is not None else ""
        heading = _HEADING.search(style)
        if heading or style.lower() in ("title", "titel"):
            self._counts.clear()
            return [Mark(int(heading[1]) if heading else 1, line)]
        parts = list(groups([part for part in block.text.splitlines() if part.strip()]))
        if len(parts) > 1:
            return [self._item(block, style, line._replace(text=" ".join(" ".join(part).split()))) for part in parts]
        return [self._item(block, style, line)]

    def _item(self, block: Any, style: str, line: Printed) -> Piece:
        properties = block._p.pPr.numPr if block._p.pPr is not None else None
        level = 0
        number = ""
        if properties is not None and properties.numId is not None:
            number = str(properties.numId.val)
            level = properties.ilvl.val if properties.ilvl is not None else 0
        if not number and not style.startswith("List"):
            self._counts.clear()
            return line
        if self._formats.get((number, level), "decimal" if "Number" in style else "bullet") in ("bullet", "none"):
            return line._replace(bullet=True)
        return self._numbered(number or style, level, line)

    def _numbered(self, number: str, level: int, line: Printed) -> Piece:
        self._counts[number, level] = self._counts.get((number, level), 0) + 1
        for key in [k for k in self._counts if k[0] == number and k[1] > level]:
            del self._counts[key]
        outer = self._counts.get((number, level - 1), 0) if level else 0
        count = self._counts[number, level]
        step = f"{outer}.{chr(96 + min(count, 26))}" if outer else str(count)
        return Item(step, line)


def _number_formats(document: Any) -> dict[tuple[str, int], str]:
    """How (list, level) is numbered: "decimal", "lowerLetter", "bullet", ..."""
    try:
        root: Any = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    value = f"{{{space['w']}}}val"
    abstract = {a.get(f"{{{space['w']}}}abstractNumId"): a for a in root.findall("w:abstractNum", space)}
    formats: dict[tuple[str, int], str] = {}
    for number in root.findall("w:num", space):
        link = number.find("w:abstractNumId", space)
        base = abstract.get(link.get(value)) if link is not None else None
        for level in base.findall("w:lvl", space) if base is not None else ():
            kind = level.find("w:numFmt", space)
            key = (number.get(f"{{{space['w']}}}numId"), int(level.get(f"{{{space['w']}}}ilvl")))
            formats[key] = kind.get(value) if kind is not None else "decimal"
    return formats


def _is_bold(block: Any) -> bool:
    runs = [run for run in block.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _table(table: Any) -> list[Piece]:
    rows: list[Row] = []
    for row in table.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            known = id(cell._tc) in seen
            seen.add(id(cell._tc))
            cells.append("" if known else " ".join(cell.text.split()))
        if any(cells):
            rows.append(Row(tuple(cells), tuple(Printed(cell, None) for cell in cells if cell)))
    return [PageTable(tuple(rows), 1 if len(rows) > 1 else 0)] if rows else []
