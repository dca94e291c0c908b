"""Which lines of a text are headings: those ruled off, in capitals, numbered, or with the label that heads each entry."""

import re
from collections import defaultdict
from collections.abc import Sequence

from ingestion.marks import signal, step_label
from ingestion.structure.numbering import depth_of, split_number
from ingestion.structure.steps import comes_next

_UNDERLINE = re.compile(r"([=\-~^\"'`#*+.:_])\1{2,}")
_LABELLED = re.compile(r"(?P<label>[^\W\d][^:.;,!?|]{1,40}?)\s?[:#]\s+(?P<code>(?=\S*\d)[\w./-]{1,16})")
_COLUMNS = re.compile(r"\S(?: {2,}|\t)\s*\S")
_LONGEST, _MOST_WORDS = 80, 12
_LEAST_LETTERS = 4
_TITLE_WORDS = 5
_NUMBER_APART = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*[.)]?)\s{2,}")
Found = tuple[int, str, int]
"""The level of a heading, its title, and the line behind it."""


class HeadingLines:
    """The headings of one text.

    Args:
        lines: all of its lines.
        typed: whether a line may be a heading without a rule of dashes: plain text has no other marks, other formats do.
    """

    def __init__(self, lines: Sequence[str], *, typed: bool) -> None:
        self._lines = [line.strip() for line in lines]
        self._typed = typed
        self._styles: list[str] = []
        codes: defaultdict[str, set[str]] = defaultdict(set)
        for at, line in enumerate(self._lines):
            match = _LABELLED.fullmatch(line)
            if match and not self._line(at - 1):
                codes[match["label"].lower()].add(match["code"])
        self._labels = {label for label, found in codes.items() if len(found) > 1}

    def at(self, at: int) -> Found | None:
        """The heading that begins with this line, or None."""
        line, under = self._line(at), self._line(at + 1)
        if not line:
            return None
        if _UNDERLINE.fullmatch(line):
            ruled = under and not _UNDERLINE.fullmatch(under) and _UNDERLINE.fullmatch(self._line(at + 2))
            return (self._level(line[0] * 2), under, at + 3) if ruled else None
        if _UNDERLINE.fullmatch(under) and len(under) >= 0.8 * len(line) and not self._is_column_title(at):
            return self._level(under[0]), line, at + 2
        style = self._style(at) if self._typed and not self._line(at - 1) else ""
        if not style:
            return None
        depth = depth_of(split_number(line)[0]) if style == "number" else self._level(style)
        return depth, line.rstrip(" :") if style == "capitals" else line, at + 1

    def _line(self, at: int) -> str:
        return self._lines[at] if 0 <= at < len(self._lines) else ""

    def _level(self, style: str) -> int:
        if style not in self._styles:
            self._styles.append(style)
        return self._styles.index(style) + 1

    def _is_column_title(self, at: int) -> bool:
        """Whether a rule of dashes stands under the titles of columns, with a row below it."""
        return bool(_COLUMNS.search(self._line(at)) and _COLUMNS.search(self._line(at + 2)))

    def _style(self, at: int) -> str:
        """What sets a line that begins a paragraph apart as a heading: "capitals", "number", a label, or ""."""
        line = _NUMBER_APART.sub(r"\1 ", self._line(at))
        if len(line) > _LONGEST or len(line.split()) > _MOST_WORDS or signal(line) or _COLUMNS.search(line):
            return ""
        below, match = self._line(at + 1), _LABELLED.fullmatch(line)
        if match and match["label"].lower() in self._labels:
            return match["label"].lower()
        numbered = not below and "." in split_number(line)[0].rstrip(".") and not self._goes_on(at)
        if line[-1] in ".,;!?" or "|" in line:
            return "number" if numbered and line[-1] == "?" else ""
        letters = [character for character in line if character.isalpha()]
        if (
            len(letters) >= _LEAST_LETTERS
            and all(c.isupper() for c in letters)
            and not below.isupper()
            and (not step_label(line) or self._stands_over_text(at))
        ):
            return "number" if step_label(line) else "capitals"
        return "number" if numbered else ""

    def _stands_over_text(self, at: int) -> bool:
        """Whether text that is no step stands below a numbered line in capitals: "1. REASON", not "1. OPEN THE COVER" over "2. ..."."""
        line, behind = self._line(at), next((line for line in self._lines[at + 1 :] if line), "")
        own, label = step_label(line), step_label(behind)
        follows = own is not None and label is not None and comes_next(own[1], label[1])
        return len(line.split()) <= _TITLE_WORDS and bool(behind) and not follows and not behind.isupper()

    def _goes_on(self, at: int) -> bool:
        """Whether the next paragraph is numbered alike: a list of steps, not headings."""
        behind = next((line for line in self._lines[at + 1 :] if line), "")
        number, following = split_number(self._line(at))[0], split_number(behind)[0]
        return depth_of(following) == depth_of(number) and "." in following
