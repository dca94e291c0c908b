"""Markdown, reStructuredText and plain text, line by line."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ingestion.marks import step_label
from ingestion.pages import VERSION, Item, Mark, Page, PageTable, Piece, Printed, Row, Source
from ingestion.readers.plain import decode

_HASHES = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^([=\-~^\"'`#*+.:_])\1{2,}$")
_PIPE_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_GRID_RULE = re.compile(r"^\+(?:[-=]+\+)+$")
_SIMPLE_RULE = re.compile(r"^={2,}(?:\s+={2,})+$")
_BULLET = re.compile(r"^\s*[-*+•]\s+(.*)$")
_DIRECTIVE = re.compile(r"^\.\.\s+(?P<name>[\w-]+)::\s*(?P<rest>.*)$")
_INLINE = re.compile(r"(\*\*|__|``|`|\*(?=\S)(?<!\s\*)|(?<=\S)\*)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SIGNALS = {"danger", "warning", "caution", "attention", "important"}
Kind = Literal["md", "rst", "txt"]


def read_markup(data: bytes, kind: str) -> tuple[Source, Page]:
    """The text's headings, lists, tables and paragraphs."""
    lines = decode(data).expandtabs(4).split("\n")
    pieces = list(_Reading(lines, kind).pieces())
    checked: Kind = "md" if kind == "md" else "rst" if kind == "rst" else "txt"
    problem = "" if pieces else "no legible text"
    return Source(checked, f"text, {VERSION}"), Page(None, pieces=tuple(pieces), problem=problem)


class _Reading:
    def __init__(self, lines: Sequence[str], kind: str) -> None:
        self._lines = lines
        self._kind = kind
        self._at = 0
        self._marks: list[str] = []

    def pieces(self) -> Iterator[Piece]:
        while self._at < len(self._lines):
            line = self._lines[self._at].strip()
            if not line:
                self._at += 1
                continue
            piece = self._heading(line) or self._table(line)
            if piece is not None:
                yield piece
            else:
                yield from self._paragraph()

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
            line = self._directive(raw.strip().lstrip("> ") if self._kind == "md" else raw.strip())
            self._at += 1
            mark = _BULLET.match(line)
            if opened and (mark or step_label(line)):
                yield from self._line(opened, bullet)
                opened, bullet = [], False
            bullet = bullet or bool(mark)
            opened.append(mark[1] if mark else line)
            if self._at < len(self._lines) and (_HASHES.match(self._peek(0)) and self._kind == "md"):
                break
        yield from self._line(opened, bullet)

    def _directive(self, line: str) -> str:
        match = _DIRECTIVE.match(line) if self._kind == "rst" else None
        if not match:
            return "" if self._kind == "rst" and re.match(r"^:[\w-]+:", line) else line
        word = f"{match['name'].upper()}: " if match["name"] in _SIGNALS else ""
        return f"{word}{match['rest']}".strip()

    def _line(self, lines: Sequence[str], bullet: bool) -> Iterator[Piece]:
        text = self._clean(" ".join(line for line in lines if line))
        if not any(c.isalnum() for c in text):
            return
        line = Printed(text, None, bullet=bullet)
        label = step_label(text)
        yield Item(label[1], line) if label and label[0] == "number" and self._kind != "txt" else line

    def _clean(self, text: str) -> str:
        if self._kind == "txt":
            return " ".join(text.split())
        return " ".join(_INLINE.sub("", _LINK.sub(r"\1", text)).replace("\\", "").split())


def _pipes(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
