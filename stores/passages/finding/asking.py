"""The question as vectors: which embedder is asked, with what, and what it counts."""

from dataclasses import dataclass

from language.vocabulary import ENGLISH
from stores.passages.finding.embedding import Space
from stores.passages.finding.shelf import Library
from stores.passages.finding.vectors import Floats
from stores.passages.wording.question import Reading

FIRST = 0.7
"""What the embedder that knows English counts beside the multilingual one, in a library that has other languages too."""


@dataclass(frozen=True)
class Asking:
    """The question as a vector in a space, shape (dimensions,), and what that space counts, 0 to 1."""

    space: Space
    question: Floats
    share: float


def ways_to_ask(reading: Reading, library: Library) -> list[Asking]:
    """The first embedder, which knows English, counts as far as question and library are English; the second the rest, where it is there.

    The first is given the English of what is known, the second the question as asked.
    """
    if not library.spaces:
        return []
    first, *second = library.spaces
    mixed = second and not library.languages <= {ENGLISH}
    share = reading.english * (FIRST * library.english if mixed else 1.0) if second else 1.0
    ways = [Asking(first, first.question(reading.texts), share)] if share else []
    if share < 1:
        ways.append(Asking(second[0], second[0].question([reading.query]), 1 - share))
    return ways
