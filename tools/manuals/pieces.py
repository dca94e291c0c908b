"""What is compared of two revisions: the sections asked for, cut into sentences, steps and table rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.documents import Document, Passage, Section
from language.sentences import sentence_spans
from language.words import stems

SHORTEST = 4
_NUMBERED = re.compile(r"^\W*\d{1,2}[.)]\s+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a passage's text that is compared; `row` is its place in the passage's table, where it is one of its rows."""

    start: int
    end: int
    passage: Passage
    section: Section
    row: int = 0

    @property
    def line(self) -> str:
        """As printed."""
        return self.passage.text[self.start : self.end]

    @cached_property
    def plain(self) -> str:
        """Without its number in a list, which changes when another line goes."""
        return _NUMBERED.sub("", " ".join(self.line.casefold().split()))

    @property
    def head(self) -> str:
        """The caption and the header above a row."""
        return self.passage.text[: next(_rows(self.passage))[0]].rstrip() if self.row else ""

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The row under its header."""
        return (self.passage.table[0], self.passage.table[self.row]) if self.row else ()


def sections_about(held: Sequence[tuple[Document, Sequence[Section]]], about: str) -> list[list[Section]]:
    """Of each document the sections that are named: by their number with all below them, else by half of the words."""
    named = {word.strip('.,:;()"').casefold() for word in about.split()}
    numbered = [[one for one in sections if named & _numbers(one)] for _, sections in held]
    if any(numbered):
        return numbered
    return [[one for one in sections if _says(one, about, document)] for document, sections in held]


def _numbers(section: Section) -> set[str]:
    """Its number and those of all that it is part of: 7.3 is of 7."""
    found: set[str] = set()
    for heading in (*section.path, section.number):
        number = heading.partition(" ")[0].strip(".").casefold()
        parts = number.split(".") if any(one.isdecimal() for one in number) or len(number) == 1 else []
        found |= {".".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
    return found


def _says(section: Section, about: str, document: Document) -> bool:
    wanted = stems(about, document.language) - stems(f"{document.number} {document.title}", document.language)
    heading = stems(f"{section.number} {section.title} {' '.join(section.path)}", document.language)
    return not wanted or len(wanted & heading) >= max(1, (len(wanted) + 1) // 2)


def pieces_of(passage: Passage, section: Section) -> Iterator[Piece]:
    """Every sentence, step and table row, in reading order."""
    at = 0
    for number, (start, end) in enumerate(_rows(passage), start=1):
        yield from (Piece(*span, passage, section) for span in _spans(passage.text, at, start))
        yield Piece(start, end, passage, section, number)
        at = end
    yield from (Piece(*span, passage, section) for span in _spans(passage.text, at, len(passage.text)))


def _rows(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where the rows of a table stand in its text; none where its cells are not printed one after the other."""
    header, *rows = [" ".join(cell for cell in cells if cell) for cells in passage.table] or [""]
    at = max(passage.text.find(header), 0) + len(header)
    for line in rows:
        start = passage.text.find(line, at) if line else -1
        if start < 0:
            return
        at = start + len(line)
        yield start, at


def _spans(text: str, begin: int, finish: int) -> Iterable[tuple[int, int]]:
    """Sentences, cut at line ends too."""
    for start, end in sentence_spans(text[begin:finish]):
        at = begin + start
        for line in text[begin + start : begin + end].splitlines(keepends=True):
            if len(line.strip()) >= SHORTEST:
                yield at, at + len(line.rstrip())
            at += len(line)
