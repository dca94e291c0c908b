"""Nearness in meaning, for sentences in another language than the evidence: by cognate words, and by an embedder where there is one."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from agent.claims.facts import without
from agent.claims.ground import Spot

NEAR = 0.33
"""How far on the way from the middle of all places to the same meaning the nearest one must stand."""
MOST_PLACES = 200
COGNATE = 0.45
_LONG = 4


class Embedder(Protocol):
    """What gives texts a meaning: one row of numbers a text. For other languages it has to be a multilingual one."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]: ...


def likeness(text: str, spots: Sequence[Spot], embedder: Embedder) -> list[float]:
    """How near each place is to a text, 0 at the middle of all and 1 at the same meaning; numbers are left out of both."""
    chosen = spots[:MOST_PLACES]
    rows = embedder.embed([text, *(_bare(spot) for spot in chosen)])
    first = rows[0]
    near = [sum(float(a) * float(b) for a, b in zip(first, row, strict=True)) for row in rows[1:]]
    middle = sum(near) / len(near) if near else 0.0
    return [(value - middle) / max(1 - middle, 0.01) for value in near]


def cognates(stems: Iterable[str], held: Iterable[str]) -> int:
    """How many words have a sister word of like spelling in the other language ("Zylinder", "cylinder")."""
    theirs = [_threes(word) for word in held if len(word) >= _LONG]
    return sum(any(_alike(_threes(word), other) for other in theirs) for word in stems if len(word) >= _LONG)


def _bare(spot: Spot) -> str:
    text = " ".join(without(spot.place.own, ()).replace(";", " ").split())
    return "".join("" if sign.isdigit() else sign for sign in text)[:300]


def _threes(word: str) -> frozenset[str]:
    return frozenset(word[at : at + 3] for at in range(len(word) - 2))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= COGNATE * min(len(one), len(other)) and len(one & other) > 1
