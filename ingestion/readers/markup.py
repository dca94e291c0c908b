"""Markdown, reStructuredText and plain text, line by line."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ingestion.marks import signal, step_label
from ingestion.pages import VERSION, Item, Mark, Page, PageTable, Piece, Printed, Row, Source
from ingestion.readers.inline import directive, plain
from ingestion.readers.labels import front_matter, groups
from ingestion.readers.plain import decode

_HASHES = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^([=\-~^\"'`#*+.:_])\1{2,}$")
_PIPE_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_GRID_RULE = re.compile(r"^\+(?:[-=]+\+)+$")
_SIMPLE_RULE = re.compile(r"^={2,}(?:\s+={2,})+$")
_BULLET = re.compile(r"^\s*[-*+•]\s+(.*)$")
_FENCE = re.compile(r"^(`{3,}|~{3,})")
Kind = Literal["md", "rst", "txt"]


def read_markup(data: bytes, kind: str) -> tuple[Source, Page]:
    """The text's headings, lists, tables and paragraphs."""
    lines = decode(data).expandtabs(4).split("\n")
    fields, behind = front_matter(lines) if kind == "md" else ({}, 0)
    title = next((fields.pop(key) for key in list(fields) if key.lower() == "title"), "")
    front = [Printed(f"{key}: {value}", None) for key, value in fields.items()]
    pieces = [*front, *_Reading(lines[behind:], kind).pieces()]
    checked: Kind = "md" if kind == "md" else "rst" if kind == "rst" else "txt"
    problem = "" if pieces else "no legible text"
    return Source(checked, f"text, {VERSION}", title=title), Page(None, pieces=tuple(pieces), problem=problem)


class _Reading:
    def __init__(self, lines: Sequence[str], kind: str) -> None:
        self._lines = lines
        self._kind = kind
        self._at: int = 0
        self._marks: list[str] = []
        self._counted = 0

    def pieces(self) -> Iterator[Piece]:
        while self._at < len(self._lines):
            line = self._lines[self._at].strip()
            if not line:
                self._at += 1
                continue
            if self._kind == "md" and (fence := _FENCE.match(line)):
                yield from self._fenced(fence[1])
                continue
            piece = self._heading(line) or self._table(line)
            if piece is not None:
                yield piece
            else:
                yield from self._paragraph()

    def _fenced(self, fence: str) -> Iterator[Piece]:
        """The lines of a block of code as they are: a "#" in it is no heading."""
        self._at += 1
        while self._at < len(self._lines) and not self._peek(0).startswith(fence):
            text = " ".join(self._peek(0).split())
            self._at += 1
            if text:
                yield Printed(text, None)
        self._at += 1

    def _peek(self, ahead: int = 1) -> str:
        at = self._at + ahead
        return self._lines[at].strip() if at < len(self._lines) else ""

    def _heading(self, line: str) -> Mark | None:
        hashes = _HASHES.match(line) if self._kind == "md" else None
        if hashes:
            self._at += 1
            return Mark(len(hashes[1]), Printed(self._clean(hashes[2]), None))
        if _UNDERLINE.match(line) and _UNDERLINE.match(self._peek(2)) and self._peek():
            title, mark, self._at = self._peek(), line[0] * 2, self._at + 3
            return self._underlined(title, mark)
        under = self._peek()
        if _UNDERLINE.match(under) and len(under) >= 0.8 * len(line) and not _UNDERLINE.match(line):
            if self._kind == "md" and under[0] not in "=-":
                return None
            self._at += 2
            return self._underlined(line, under[0])
        return None

    def _underlined(self, title: str, mark: str) -> Mark:
        if self._kind == "md":
            return Mark(1 if mark[0] == "=" else 2, Printed(self._clean(title), None))
        if mark not in self._marks:
            self._marks.append(mark)
        return Mark(self._marks.index(mark) + 1, Printed(self._clean(title), None))

    def _table(self, line: str) -> PageTable | None:
        if "|" in line and _PIPE_RULE.match(self._peek()) and self._kind != "rst":
            return self._piped()
        if self._kind == "rst" and _GRID_RULE.match(line):
            return self._gridded()
        if self._kind == "rst" and _SIMPLE_RULE.match(line):
            return self._simple(line)
        return None

    def _piped(self) -> PageTable:
        rows = [self._row(_pipes(self._lines[self._at]))]
        self._at += 2
        while "|" in self._peek(0):
            rows.append(self._row(_pipes(self._lines[self._at])))
            self._at += 1
        return PageTable(tuple(rows), 1 if len(rows) > 1 else 0)

    def _gridded(self) -> PageTable:
        rows: list[Row] = []
        header, band = 0, list[list[str]]()
        while self._peek(0).startswith(("+", "|")):
            line = self._peek(0)
            self._at += 1
            if line.startswith("|"):
                band.append(_pipes(line))
                continue
            if band:
                cells = [" ".join(filter(None, column)) for column in zip(*band, strict=False)]
                rows.append(self._row(cells))
                band = []
            if "=" in line:
                header = len(rows)
        return PageTable(tuple(rows), header if header < len(rows) else 0)

    def _simple(self, rule: str) -> PageTable:
        starts = [match.start() for match in re.finditer(r"=+", rule)] + [10_000]
        rows: list[Row] = []
        header, rules = 0, 1
        indent = len(self._lines[self._at]) - len(self._lines[self._at].lstrip())
        self._at += 1
        while self._at < len(self._lines) and rules < 3 and self._peek(0):
            line = self._lines[self._at][indent:]
            self._at += 1
            if _SIMPLE_RULE.match(line.strip()):
                header, rules = (len(rows), rules + 1) if rules == 1 else (header, 3)
                continue
            cells = [line[a:b].strip() for a, b in itertools.pairwise(starts)]
            rows.append(self._row(cells))
        return PageTable(tuple(rows), header if header < len(rows) else 0)

    def _row(self, cells: Sequence[str]) -> Row:
        clean = tuple(self._clean(cell) for cell in cells)
        return Row(clean, tuple(Printed(cell, None) for cell in clean if cell))

    def _paragraph(self) -> Iterator[Piece]:
        """Lines up to a blank one; a list item begins a new line."""
        opened: list[str] = []
        bullet = False
        while self._at < len(self._lines) and self._peek(0):
            raw = self._lines[self._at]
            line = directive(raw.strip().lstrip("> ") if self._kind == "md" else self._numbered(raw), self._kind)
            self._at += 1
            mark = _BULLET.match(line)
            if opened and (mark or step_label(line)):
                yield from self._lines_of(opened, bullet)
                opened, bullet = [], False
            bullet = bullet or bool(mark)
            opened.append(mark[1] if mark else line)
            if self._kind == "md" and (_HASHES.match(self._peek(0)) or _FENCE.match(self._peek(0))):
                break
        yield from self._lines_of(opened, bullet)

    def _numbered(self, raw: str) -> str:
        """A line of RST with the number that its "#." stands for."""
        line = raw.strip()
        counted = line.startswith("#. ") and self._kind == "rst"
        self._counted = self._counted + 1 if counted else self._counted if raw[:1].isspace() else 0
        return f"{self._counted}. {line[3:]}" if counted else line

    def _lines_of(self, opened: Sequence[str], bullet: bool) -> Iterator[Piece]:
        for lines in groups(opened):
            yield from self._line(lines, bullet)

    def _line(self, lines: Sequence[str], bullet: bool) -> Iterator[Piece]:
        text = self._clean(" ".join(line for line in lines if line))
        if not any(c.isalnum() for c in text) and not signal(text):
            return
        line = Printed(text, None, bullet=bullet)
        label = step_label(text)
        yield Item(label[1], line) if label and label[0] == "number" and self._kind != "txt" else line

    def _clean(self, text: str) -> str:
        return plain(text, self._kind)


def _pipes(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
