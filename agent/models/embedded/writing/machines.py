"""Manuals that serve several machines: which row, column or sentence is for the one asked about?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.answers import Evidence
from language.identifiers import identifiers
from language.vocabulary import all_languages, phrases, vocabulary
from language.words import fold

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_PART = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")
SHORTEST_NAME, LONGEST_NAME, SERIAL_DIGITS = 4, 5, 4
TAIL_WORDS = 3
"""So few words behind a lone serial number make it the first of a range ("K112-0420 and up")."""


@dataclass(frozen=True)
class MachineScope:
    """The machine asked about as the manuals name it, the names of other models, and its serial number."""

    model: str = ""
    own: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    serial: str = ""

    @classmethod
    def of(cls, model: str, serial: str, evidence: Iterable[Evidence]) -> "MachineScope":
        """Names from the evidence's own scopes; no other names where the model is unknown."""
        if not model:
            return cls(serial=serial)
        own = _names_of(model)
        listed = {one.strip() for item in evidence for one in item.fields.get("models", "").split(",") if one.strip()}
        others = {name for one in listed if not _same(_names_of(one), own) for name in _names_of(one)}
        return cls(_joined(model), own, frozenset(others - own), serial)

    @classmethod
    def said(cls, question: str, evidence: Iterable[Evidence]) -> "MachineScope":
        """The machine whose serial number the question gives, where the evidence has ranges of such numbers."""
        texts = [item.text for item in evidence]
        given = [one.written for one in identifiers(question) if sum(map(str.isdigit, one.written)) >= SERIAL_DIGITS]
        return cls(
            serial=next(
                (one for one in given if any(is_range for text in texts for is_range, _ in _named(text, one))), ""
            )
        )

    def is_meant(self, text: str) -> bool:
        """False where a text names other models or serial numbers and not this machine's."""
        named = self._models_in(text)
        is_model = False not in named or True in named
        ranges = holds(text, self.serial) if self.serial else ()
        return is_model and (not ranges or any(ranges))

    def _models_in(self, text: str) -> frozenset[bool]:
        """For each model that a text names, the longest name first ("TK 400 L" is no "TK 400"): is it this machine's?"""
        told = _PART.findall(fold(text))
        found: set[bool] = set()
        at = 0
        while at < len(told):
            names = {size: "".join(told[at : at + size]) for size in range(min(LONGEST_NAME, len(told) - at), 0, -1)}
            size = next((size for size, name in names.items() if name in self.own or name in self.others), 0)
            if size:
                found.add(names[size] in self.own)
            at += size or 1
        return frozenset(found)

    def columns(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
        """The columns of a table that are for it; beside one named by its whole model none whose cells differ in figures alone."""
        kept = [at for at, name in enumerate(names) if self.is_meant(name)]
        own = next((at for at in kept if self.model and _joined(names[at]) == self.model), -1)
        cells = {at: [_FIGURE.sub("", row[at]) if at < len(row) else "" for row in rows] for at in kept}
        return [at for at in kept if own in {-1, at} or cells[at] != cells[own]]

    def is_named(self, text: str) -> bool:
        """Whether a text names a range of serial numbers that holds this machine's."""
        return bool(self.serial) and any(holds(text, self.serial))


def _joined(name: str) -> str:
    return "".join(_PART.findall(fold(name)))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two models have a type in common; a maker's name alone tells none where types are given."""
    types = [frozenset(name for name in names if any(letter.isdigit() for letter in name)) for names in (one, other)]
    return bool(types[0] & types[1] if all(types) else one & other)


def _names_of(model: str) -> frozenset[str]:
    """The words of a model that may stand for it ("K112" for "K112-2.4"), and all of it written as one ("HX 20", "HX20")."""
    words = list(_WORD.findall(fold(model)))
    parts = [*(part for word in words for part in (word, word.split("-")[0])), "".join(words)]
    return frozenset(_joined(part) for part in parts if len(part) >= SHORTEST_NAME)


def holds(text: str, serial: str) -> tuple[bool, ...]:
    """For each range of serial numbers shaped like `serial` that a text names, or one alone: does it hold it?"""
    return tuple(inside for _, inside in _named(text, serial))


@lru_cache(8_192)
def _named(text: str, serial: str) -> tuple[tuple[bool, bool], ...]:
    """Of each such place: whether it is a range, whether it holds the number."""
    shape = "".join(r"\d" if letter.isdigit() else re.escape(letter) for letter in serial)
    if not any(letter.isdigit() for letter in serial) or not re.search(shape, text, re.IGNORECASE):
        return ()
    mine, found = serial.casefold(), list(re.finditer(rf"(?<![\w-]){shape}(?![\w-])", text, re.IGNORECASE))
    out: list[tuple[bool, bool]] = []
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        between = fold(text[one.end() : other.start()]).strip() if other else ""
        before, behind = fold(text[max(one.start() - 20, 0) : one.start()]).rstrip(), text[one.end() :].split(";")[0]
        if other and (between in {"-", "..", "..."} or _upper().fullmatch(between)):
            out.append((True, one.group().casefold() <= mine <= other.group().casefold()))
            at += 1
        elif _ends(_upper(), before):
            out.append((True, mine <= one.group().casefold()))
        elif _ends(_lower(), before) or 0 < len(behind.split()) <= TAIL_WORDS:
            out.append((True, mine >= one.group().casefold()))
        else:
            out.append((False, mine == one.group().casefold()))
        at += 1
    return tuple(out)


def _ends(pattern: re.Pattern[str], before: str) -> bool:
    return any(match.end() == len(before) for match in pattern.finditer(before))


@lru_cache(1)
def _upper() -> re.Pattern[str]:
    """The words before the last of a range, in every language: "to", "up to"."""
    known = [vocabulary(language) for language in all_languages()]
    return phrases(frozenset(word for one in known for word in one.limits["most"] | one.dates.to | one.dates.until))


@lru_cache(1)
def _lower() -> re.Pattern[str]:
    """The words before the first of a range: "from"."""
    known = [vocabulary(language) for language in all_languages()]
    return phrases(frozenset(word for one in known for word in one.limits["least"] | one.dates.since))
