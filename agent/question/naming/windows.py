"""The stretches of a text that may name something, each with what stands beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from language.folding import INDIC
from language.words import words

_TOKEN = re.compile(rf"[^\W_][\w{INDIC}./#+-]*")
_GAP = re.compile(r"[\s/-]*|\. ")
_NEAR = 40


@dataclass(frozen=True)
class Hit:
    """Something named: its span in the text, its kind and its value as the records write it."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True)
class Window:
    """A stretch of tokens, with the folded words before and behind it."""

    text: str
    start: int
    end: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    at_start: bool
    at_end: bool

    @property
    def digits(self) -> int:
        """How many digits it has."""
        return sum(c.isdigit() for c in self.text)


class Windows:
    """A text in tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [(m.start(), m.start() + len(m.group().rstrip("./-_"))) for m in _TOKEN.finditer(text)]

    def of(self, size: int) -> Iterator[Window]:
        """The stretches of so many tokens; of single ones also the parts between slashes."""
        for at in range(len(self.tokens) - size + 1):
            run = self.tokens[at : at + size]
            if all(_GAP.fullmatch(self.text[one[1] : other[0]]) for one, other in pairwise(run)):
                yield self._window(run[0][0], run[-1][1])
        for start, end in self.tokens if size == 1 else ():
            for part in re.finditer(r"[^/]+", self.text[start:end]) if "/" in self.text[start:end] else ():
                yield self._window(start + part.start(), start + part.end())

    def _window(self, start: int, end: int) -> Window:
        before, after = self.text[max(0, start - _NEAR) : start], self.text[end : end + _NEAR]
        clause, rest = re.split(r"[.,;:?!()\n](?=\s|$)", before)[-1], re.split(r"[.,;:?!()\n]", after)[0]
        return Window(
            self.text[start:end],
            start,
            end,
            tuple(words(clause)[-4:]) or tuple(words(before)[-2:] if before.rstrip()[-1:] == ":" else ()),
            tuple(words(rest)[:2]),
            not clause.strip(),
            not rest.strip(),
        )
