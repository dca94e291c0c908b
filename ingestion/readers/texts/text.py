"""Plain text and reStructuredText, line by line."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ingestion.marks import signal, step_label
from ingestion.pages import VERSION, Item, Mark, Page, PageTable, Piece, Printed, Source
from ingestion.readers.labels import groups
from ingestion.readers.texts.decoding import decode
from ingestion.readers.texts.headings import HeadingLines
from ingestion.readers.texts.rst_inline import FIELD, directive, plain, replaced
from ingestion.readers.texts.typed_tables import with_tables

_BULLET = re.compile(r"^(?:[-*+•–·▪‣]|o(?= ))\s+(\S.*)$")
_FITS = 0.85
"""Of the usual length of lines: up to so much the next word would have fitted, and the line was ended on purpose."""
_LEAST_WIDTH = 30
Kind = Literal["rst", "txt"]


def read_text(data: bytes, kind: Kind) -> tuple[Source, Page]:
    """The text's headings, lists, tables and paragraphs."""
    text = decode(data)
    lines = (replaced(text) if kind == "rst" else text).split("\n")
    pieces = tuple(_Reading(lines, kind).pieces())
    problem = "" if pieces else "no legible text"
    return Source(kind, f"text, {VERSION}"), Page(None, pieces=pieces, problem=problem)


class _Reading:
    def __init__(self, lines: Sequence[str], kind: Kind) -> None:
        self._lines = lines
        self._kind: Kind = kind
        self._headings = HeadingLines(lines, typed=kind == "txt")
        self._counted = 0
        self._indents: list[int] = []
        lengths = sorted(len(line.strip()) for line in lines if line.strip())
        self._width = max(lengths[int(0.9 * len(lengths))] if lengths else 0, _LEAST_WIDTH)

    def pieces(self) -> Iterator[Piece]:
        at = 0
        while at < len(self._lines):
            heading = self._headings.at(at)
            if heading:
                level, title, after = heading
                yield Mark(level, Printed(plain(title, self._kind), None))
                self._indents = []
                at = after
                continue
            end = at
            while end < len(self._lines) and self._lines[end].strip() and (end == at or not self._headings.at(end)):
                end += 1
            yield from self._paragraph(self._lines[at:end])
            at = max(end, at + 1)

    def _paragraph(self, lines: Sequence[str]) -> Iterator[Piece]:
        """Lines between two blank ones: tables, list items, and what is wrapped."""
        for part in with_tables(lines):
            if isinstance(part, PageTable):
                yield part
                continue
            opened: list[str] = []
            depth = 0
            for raw in part:
                line = directive(self._numbered(raw), self._kind)
                mark = _BULLET.match(line)
                if opened and (mark or step_label(line)):
                    yield from self._lines_of(opened, depth)
                    opened, depth = [], 0
                if mark:
                    depth = self._depth(len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip()))
                opened.append(mark[1] if mark else line)
            yield from self._lines_of(opened, depth)

    def _depth(self, indent: int) -> int:
        """How deep a list item stands, by how far those before it were indented."""
        while self._indents and self._indents[-1] >= indent:
            self._indents.pop()
        self._indents.append(indent)
        return len(self._indents)

    def _numbered(self, raw: str) -> str:
        """A line of RST with the number that its "#." stands for."""
        line = raw.strip()
        field = FIELD.match(raw) if self._kind == "rst" else None
        if field:
            return f"{field['name']}: {field['value']}"
        counted = line.startswith("#. ") and self._kind == "rst"
        self._counted = self._counted + 1 if counted else self._counted if raw[:1].isspace() else 0
        return f"{self._counted}. {line[3:]}" if counted else line

    def _lines_of(self, opened: Sequence[str], depth: int) -> Iterator[Piece]:
        ended = self._ended(opened) if self._kind == "txt" else frozenset[int]()
        for lines in groups(opened, ended):
            text = plain(" ".join(line for line in lines if line), self._kind)
            if not any(c.isalnum() for c in text) and not signal(text):
                continue
            line = Printed(text, None, bullet=depth)
            label = step_label(text)
            yield Item(label[1], line) if label and label[0] == "number" and self._kind == "rst" else line

    def _ended(self, lines: Sequence[str]) -> frozenset[int]:
        """Which lines begin anew because the one before was ended though the next word would have fitted."""
        width = max(self._width, *map(len, lines)) if lines else 0
        return frozenset(
            at
            for at in range(1, len(lines))
            if lines[at - 1].endswith(":")
            or len(lines[at - 1]) + 1 + len(lines[at].split(maxsplit=1)[0]) < _FITS * width
        )
