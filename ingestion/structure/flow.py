"""Printed lines joined to running text, every line with its span in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.documents import Line
from ingestion.pages import Printed
from language.hyphens import join

_SENTENCE = re.compile(r"(?<=[.!?;:])[\"”')\]]*\s+(?=[\"“'(\[•]*[A-ZÀ-ÞΑ-ΩА-Я0-9•])|\n|(?<=[。！？])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|approx|ca|no|nr|fig|figs|abb|sec|para|vol|max|min|bzw|z\.b|d\.h|vs|dr|mr|ref|tab|pos|u\.s|p|pp|st|inc)\.$", re.I)  # fmt: skip
_MARKS = ("", "• ", "– ", "▪ ")
_LABEL = re.compile(r"(?:• )?\(?[A-Z]?\d{0,3}[a-z]?[.)]|(?:• )?[A-Z]\d{1,3}[.:]")


@dataclass
class Flow:
    """Running text and the printed lines it is made of."""

    text: str = ""
    lines: list[tuple[int, int, Printed]] = field(default_factory=list[tuple[int, int, Printed]])

    def add(self, line: Printed, separator: str = " ", mark: str = "", *, anew: bool = False) -> None:
        """Append a line; a hyphen that ends the text so far is joined to it.

        Args:
            line: the line as printed.
            separator: what to put between; joining hyphens needs a blank.
            mark: what stands before the line but is not quoted ("• ").
            anew: whether it does not go on with the line before, so that no hyphen is joined.
        """
        if self.text and anew:
            self.text += separator
        elif self.text:
            self._join(line, separator)
        self.text += mark
        start = len(self.text)
        self.text += line.text
        self.lines.append((start, len(self.text), line))

    def _join(self, line: Printed, separator: str) -> None:
        if separator != " ":
            self.text += separator
            return
        start, _, last = self.lines[-1]
        self.text = join(self.text, line.text).removesuffix(line.text)
        self.lines[-1] = (start, len(self.text.rstrip(" ")), last)

    def cut(self, start: int, end: int) -> tuple[str, tuple[Line, ...]]:
        """The text from `start` to `end` and its lines; a line that goes beyond is cut where the text is."""
        text = self.text[start:end]
        lines: list[Line] = []
        for first, last, printed in self.lines:
            a, b = max(first, start), min(last, end)
            if a < b:
                whole = printed.text if (a, b) == (first, last) else self.text[a:b]
                lines.append(Line(text=whole, start=a - start, end=b - start, page=printed.page, box=printed.box))
        return text, tuple(lines)

    def sentences(self) -> list[tuple[int, int]]:
        """Spans of the sentences, white space between them left out."""
        spans: list[tuple[int, int]] = []
        start = 0
        for match in _SENTENCE.finditer(self.text):
            sentence = self.text[start : match.start()]
            if _ABBREVIATION.search(sentence) or (_LABEL.fullmatch(sentence) and match.group() != "\n"):
                continue
            if match.start() > start:
                spans.append((start, match.start()))
            start = match.end()
        if self.text[start:].strip():
            spans.append((start, len(self.text)))
        return spans


def list_mark(line: Printed) -> str:
    """What stands for the mark of a list item, by its depth."""
    return _MARKS[min(line.bullet, len(_MARKS) - 1)]


def flow_of(lines: Sequence[Printed]) -> Flow:
    """The paragraph that these lines print."""
    flow = Flow()
    for line in lines:
        flow.add(line, "\n" if line.bullet else " ", list_mark(line))
    return flow
