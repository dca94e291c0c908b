"""A folded question of which one condition after the other is read."""

import re
from collections.abc import Set as AbstractSet

from language.folding import INDIC
from language.words import fold, words


class Held:
    """The folded question; what was read of it is blanked."""

    def __init__(self, text: str) -> None:
        self.text = self.whole = text
        self.marks: list[tuple[int, int, str]] = []
        self.read: set[str] = set()

    def said(self, start: int, end: int) -> str:
        """What stands there, read or not."""
        return self.whole[start:end]

    def take(self, *spans: tuple[int, int]) -> None:
        """These places are read."""
        for span in spans:
            self.read.update(words(self.text[slice(*span)]))
            self._blank(span)

    def _blank(self, span: tuple[int, int]) -> None:
        self.text = self.text[: span[0]] + "\x00" * (span[1] - span[0]) + self.text[span[1] :]

    def take_said(self, said: str, mark: str) -> None:
        """A name, which is marked with what it is; a period is blanked later."""
        plain = fold(said)
        for match in re.finditer(rf"(?<![\w{INDIC}]){re.escape(plain)}(?![\w{INDIC}])", self.text) if plain else ():
            self.marks.append((*match.span(), mark))
            if mark != "period":
                self._blank(match.span())
            break

    def take_periods(self, joining: AbstractSet[str]) -> None:
        """A period is read with the word before it ("before May", "between 2014 and 2016"), one of `joining` or a noun."""
        for start, end, mark in self.marks:
            if mark == "period":
                word = re.search(r"([^\W_]+)\W*$", self.text[:start])
                self.read |= {word[1]} & joining if word else set()
                self._blank((word.start() if word else start, end))

    def in_period(self, span: tuple[int, int]) -> bool:
        """Whether a place overlaps a period that the question names."""
        return any(mark == "period" and start < span[1] and span[0] < end for start, end, mark in self.marks)

    def narrowing(self, wanted: AbstractSet[str], comparing: AbstractSet[str]) -> list[str]:
        """Words of these that are left; one of `comparing` counts before a figure only ("over 5", not "a job over there")."""
        told = words(self.text.replace("\x00", " "))
        return [
            word
            for at, word in enumerate(told)
            if word in wanted and (word not in comparing or any(one.isdecimal() for one in told[at + 1 : at + 3]))
        ]
