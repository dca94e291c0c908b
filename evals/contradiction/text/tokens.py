"""Tokens: words, values in base units, names, days; and when two are the same."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "value", "name", "day"]


Limit = Literal["", "<=", ">=", "<", ">"]


CLOSE = 0.012
"""Relative difference of two values that are the same, rounded."""


@dataclass(frozen=True)
class Token:
    """`key` is a stem, a value in base units, a name or an ISO day; `number` is in base units, `raw` as it is written, `spelt` in words; `counted` are the words beside a bare figure.

    `opposites` are the (pair, side) of the vocabulary's opposites that a word is; `clause` counts from the start of the text.
    """

    kind: Kind
    key: str
    start: int
    end: int = 0
    clause: int = 0
    number: float = 0.0
    raw: float = 0.0
    dimension: str = ""
    limit: Limit = ""
    spelt: bool = False
    counted: frozenset[str] = frozenset()
    opposites: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Reading:
    """A text read: its tokens in order, the clauses that are negated, made needless or allowed, and where order is told."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    negated: frozenset[int] = frozenset()
    needless: frozenset[int] = frozenset()
    order: tuple[tuple[str, int], ...] = ()

    def of_clause(self, clause: int) -> list[Token]:
        """The tokens of one clause."""
        return [token for token in self.tokens if token.clause == clause]

    @property
    def clauses(self) -> list[int]:
        """The clauses that hold a token."""
        return sorted({token.clause for token in self.tokens})


def alike(one: Token, other: Token) -> bool:
    """The same word, name, value or day; a column's bare figure is one of any unit, and a month holds its days."""
    if one.kind != other.kind:
        return False
    if one.kind == "value":
        if one.dimension != other.dimension:
            return not (one.dimension and other.dimension) and one.raw == other.raw
        return abs(one.number - other.number) <= CLOSE * max(abs(one.number), abs(other.number))
    if one.kind == "name":
        return one.key == other.key or one.key in other.key.split("-") or other.key in one.key.split("-")
    if one.kind == "day":
        (a, b), (c, d) = one.key.split("/"), other.key.split("/")
        return (a <= c and d <= b) or (c <= a and b <= d)
    return one.key == other.key
