"""The words of a sentence that say something of several things together, outside their names, in its language and in that of its evidence."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from agent.claims.pairing.tokens import Tokens
from agent.claims.reading.claim import Said
from agent.claims.wording.limits import comparatives, is_difference, superlative
from language.detecting import detect
from language.folding import aligned
from language.vocabulary import Phrases, Vocabulary, phrases, vocabulary

BESIDE = 12
"""Characters between a name and "only" behind it."""


class Side(NamedTuple):
    """Where a comparison stands, and whether the first of two has more, or comes later."""

    start: int
    end: int
    more: bool


class Cues:
    """What the words around the names say. Names of rows and columns tell no language: what is left of the sentence does."""

    def __init__(self, said: Said, tokens: Tokens) -> None:
        hidden = said.spelt
        for one in (*tokens.things, *tokens.named, *tokens.values):
            hidden = hidden[: one.start] + "\0" * (one.end - one.start) + hidden[one.end :]
        self._hidden = hidden
        self._text, self._places = aligned(hidden)
        words = re.sub(r"[^\w'’]+", " ", hidden.replace("\0", " ")).strip()
        self._known = [vocabulary(code) for code in dict.fromkeys([said.language, detect(words, said.language)])]

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that it may be in."""
        return tuple(known.language for known in self._known)

    def words(self) -> str:
        """What is left of the sentence."""
        return " ".join(self._hidden.replace("\0", " ").split())

    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its words stand."""
        return tuple(match.span() for match in re.finditer(r"[^\s\0]+", self._hidden))

    def compared(self, start: int, end: int) -> Side | None:
        """The comparison between two places; None where none or more than one side is said."""

        def sides(known: Vocabulary) -> tuple[Phrases, Phrases]:
            more, less = comparatives(known.language)
            return less | known.limits["less"], more | known.limits["more"]

        return next(filter(None, (self._one_side(start, end, *sides(known)) for known in self._known)), None)

    def dated(self, start: int, end: int) -> Side | None:
        """What says between two places that something was before or after something else."""
        told = (self._one_side(start, end, known.order["before"], known.order["after"]) for known in self._known)
        return next(filter(None, told), None)

    def _one_side(self, start: int, end: int, low: Phrases, high: Phrases) -> Side | None:
        found = [
            Side(first, last, word in high)
            for word, first, last in self._found(low | high)
            if start <= first and last <= end
        ]
        return found[-1] if found and len({one.more for one in found}) == 1 else None

    def is_difference(self, end: int) -> bool:
        """Whether the value that ends at a place is by how much something is more or less."""
        return any(is_difference(self._hidden, end, known.language)[0] for known in self._known)

    def differs(self) -> bool:
        return any(any(self._found(known.differing)) for known in self._known)

    def altogether(self) -> bool:
        return any(any(self._found(known.altogether)) for known in self._known)

    def only(self, start: int, end: int) -> bool:
        """Whether a name is called the only one: by the word before it, or by one near behind it."""
        found = [one for known in self._known for one in self._found(known.only)]
        return any(0 <= start - last <= BESIDE // 2 or 0 <= first - end <= BESIDE for _, first, last in found)

    def outermost(self) -> str:
        """Say "most" or "least" where something is said to have it."""
        return next(
            filter(None, (superlative(self._text.replace("\0", " "), known.language) for known in self._known)), ""
        )

    def end(self, start: int, end: int) -> str:
        """Say "first" ("oldest") or "last" ("newest") where one of them is said between two places."""
        found = {
            which
            for known in self._known
            for which in ("first", "last")
            if any(
                start <= first and last <= end
                for _, first, last in self._found(known.extremes.get(which, frozenset[str]()))
            )
        }
        return found.pop() if len(found) == 1 else ""

    def _found(self, wanted: Phrases) -> Iterator[tuple[str, int, int]]:
        for match in phrases(wanted).finditer(self._text):
            yield match.group(), self._places[match.start()], self._places[match.end()]
