"""One thing that a piece of evidence says, and what can be read out of it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

from agent.facts import NUMERIC, Fact, Reading, facts, fold
from agent.units import UNITS, to_scale
from agent.writing import normalise, plain_numbers

_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL = frozenset("the and not for with from that this are was were has have only never its into then than before after unless when while must should can will "
                   "der die das und nicht den dem ein eine mit für ist nur nie og ikke det den til med kun los las una con por para que não uma com dos das".split())  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """One thing that the evidence says. `row` numbers what stands together; `frame` is heading, caption, columns.

    What is read out of it is read when first asked for: most statements are only compared with a quotation.
    """

    written: str
    row: int
    kind: str
    frame: str
    comma: bool = False
    injected: bool = False

    @cached_property
    def text(self) -> str:
        """As written, with number words as digits."""
        return " ".join(plain_numbers(self.written).split())

    @cached_property
    def readings(self) -> frozenset[Reading]:
        """All readings of its facts, and the names in its frame."""
        found = facts(self.written, comma_decimals=self.comma)
        if self.kind != "prose":
            found += facts(_apart(self.written), comma_decimals=self.comma)
        readings = {reading for fact in found for reading in fact.readings}
        return frozenset(readings | _around(self.frame) | _parts(readings))

    @cached_property
    def names(self) -> frozenset[str]:
        """Neighbouring words written as one."""
        return frozenset(_names(f"{self.written} ; {self.frame}"))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of its own words."""
        return stems(self.written)

    @cached_property
    def frame_stems(self) -> frozenset[str]:
        """Of the words around it."""
        return stems(self.frame)

    @cached_property
    def units(self) -> frozenset[str]:
        """Units that it or its frame names."""
        return frozenset(_units(f"{self.written} ; {self.frame}"))

    def holds(self, fact: Fact, *, bounded: bool = False) -> bool:
        """Whether the statement, in its frame, says the fact. `bounded`: an end of a range will do."""
        return any(self._holds(reading, bounded) for reading in fact.readings)

    def _holds(self, reading: Reading, bounded: bool) -> bool:
        kind = reading[0]
        if kind not in NUMERIC:
            return self._named(reading)
        kinds = {"n": "nrx" if bounded else "n", "r": "rxn", "x": "rx", "t": "t"}[kind]
        value, unit = Decimal(reading[1]), reading[2]
        for held in self.readings:
            if held[0] not in kinds:
                continue
            same_number = Decimal(held[1]) == value
            if same_number and (held[2] == unit or not unit or (not held[2] and unit in self.units)):
                return True
            if unit and held[2] and to_scale(Decimal(held[1]), held[2]) == to_scale(value, unit):
                return True
        return False

    def _named(self, reading: Reading) -> bool:
        if reading in self.readings:
            return True
        if reading[0] == "size":
            parts = reading[1].split("x")
            return parts[1][:1].isalpha() and all(self._part(part) for part in parts)
        if reading[0] == "date":
            return any(held[0] == "date" and held[1].endswith(f"-{reading[1]}") for held in self.readings)
        return reading[0] == "id" and reading[1] in self.names

    def _part(self, part: str) -> bool:
        return ("id", part) in self.readings or ("n", part, "") in self.readings


def stems(text: str) -> frozenset[str]:
    """The first five letters of each word: rough, and the same on both sides."""
    words = (word for word in _WORD.findall(text.casefold()) if word not in _SMALL)
    return frozenset(word[:-1][:5] if word[-1] == "s" else word[:5] for word in words)


@lru_cache(maxsize=4_096)
def _around(frame: str) -> frozenset[Reading]:
    """The names that a frame gives to all that stands in it."""
    return frozenset(r for fact in facts(frame) for r in fact.readings if r[0] in {"id", "size", "date"})


def _apart(text: str) -> str:
    """The text with its spaced numbers apart: "10 102.0" may be two cells of a table or one grouped number: it is read both ways."""
    return re.sub(r"(?<=\d)\s(?=\d)", " ; ", normalise(text))


def _parts(readings: set[Reading]) -> set[Reading]:
    """The parts of "M16x80" are facts of their own."""
    out: set[Reading] = set()
    for reading in readings:
        for part in reading[1].split("x") if reading[0] == "size" else ():
            if part.replace(".", "").isdigit():
                out |= {("n", str(Decimal(part).normalize()), ""), ("n", str(Decimal(part).normalize()), reading[2])}
            elif part:
                out.add(("id", part))
    return out


def _names(text: str) -> set[str]:
    """Neighbouring words written as one: "WTG 07" is wtg07."""
    words = [fold(word) for word in normalise(text).split()]
    pairs = [a + b for a, b in pairwise(words) if a.isalpha() and b[:1].isdigit()]
    return {name for name in pairs if name}


def _units(text: str) -> set[str]:
    words: list[str] = re.findall(r"[^\s()\[\],;/]+", normalise(text).casefold())
    return {UNITS[word.strip(".:")] for word in words if word.strip(".:") in UNITS}
