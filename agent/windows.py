"""Which statements of the evidence stand together, and which of them a value belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from agent.facts import NUMERIC, Fact, facts, writes_decimal_commas
from agent.prose import meant
from agent.statement import Statement, stems
from agent.writing import plain_numbers

MARGIN = 0.25
CLAUSE = re.compile(r"\s*[;|·]\s*|,\s+|\s+(?:and|und|og|y|e|et)\s+")


@dataclass(frozen=True)
class Window:
    """Statements that stand together: one, or two neighbours in prose, or a record."""

    n: int
    parts: tuple[Statement, ...]

    @property
    def text(self) -> str:
        return " ".join(part.text for part in self.parts)

    def holds(self, fact: Fact, bounded: bool) -> bool:
        return any(part.holds(fact, bounded=bounded) for part in self.parts)

    def splits(self, found: Sequence[Fact], bounded: bool) -> bool:
        """Whether a value comes from one sentence and its name from another that has a value of its own."""
        if len(self.parts) != 2 or any(all(p.holds(f, bounded=bounded) for f in found) for p in self.parts):
            return False
        named = {r for fact in found if not fact.numeric for r in fact.readings}
        for part in self.parts:
            ids = {r for r in part.readings if r[0] in {"id", "size"}}
            own = [f for f in found if f.numeric and part.holds(f, bounded=bounded)]
            if own and ids and named and not ids & named:
                return True
        return False

    def stems(self) -> frozenset[str]:
        return frozenset[str]().union(*(part.stems | part.frame_stems for part in self.parts))


def windows_of(held: Sequence[tuple[int, Statement]]) -> list[Window]:
    out = [Window(n, (one,)) for n, one in held]
    for (n, one), (m, other) in pairwise(held):
        if n == m and one.kind == other.kind == "prose":
            out.append(Window(n, (one, other)))
    out.extend(
        Window(n, tuple(one for m, one in held if m == n)) for n in {n for n, one in held if one.kind == "record"}
    )
    return out


def facts_of(text: str, held: Sequence[Statement]) -> list[Fact]:
    return facts(text, comma_decimals=any(writes_decimal_commas(one.text) for one in held))


def stands_nearest(fact: Fact, text: str, held: Sequence[Statement], windows: Sequence[Window], bounded: bool) -> bool:
    """Whether the value stands where the words around it say: no other value of its unit stands nearer to them."""
    around = meant(_around(fact, text))
    rivals = [one for one in held if _rivals(fact, one, bounded)]
    if not rivals or not around:
        return True
    cells = [one for one in held if one.kind == "cell" and one.holds(fact, bounded=bounded)]
    own = cells or [part for window in windows for part in window.parts if part.holds(fact, bounded=bounded)]
    count = {stem: sum(stem in one.stems for one in held) for stem in around}
    weight = {stem: log(1 + len(held) / n) for stem, n in count.items() if n}

    def near(one: Statement) -> float:
        return sum(weight.get(stem, 0.0) for stem in one.stems & around)

    pool = [one for one in rivals if one.kind == "cell"] if cells else [one for one in rivals if one.kind != "cell"]
    best = max((near(one) for one in pool), default=0.0)
    return best <= max(near(one) for one in own) + MARGIN


def _rivals(fact: Fact, one: Statement, bounded: bool) -> bool:
    """A statement with another value of the fact's unit, and without the fact."""
    if one.holds(fact, bounded=bounded):
        return False
    units = {r[2] for r in fact.readings if r[0] in NUMERIC}
    return any(r[0] in "nrx" and (r[2] in units or (not r[2] and units & one.units)) for r in one.readings)


def _around(fact: Fact, text: str) -> str:
    """The clause that a value stands in; the whole text where the clause has no words."""
    clean = plain_numbers(text)
    start = max((m.end() for m in CLAUSE.finditer(clean) if m.end() <= fact.start), default=0)
    end = min((m.start() for m in CLAUSE.finditer(clean) if m.start() >= fact.end), default=len(clean))
    several = sum(other.numeric for other in facts(text)) > 1
    return clean[start:end] if several and stems(clean[start:end]) else clean
