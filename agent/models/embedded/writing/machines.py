"""Manuals that serve several machines: which row, column or sentence is for the one asked about?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from domain.answers import Evidence
from language.vocabulary import all_languages, phrases, vocabulary
from language.words import fold

_WORD = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")
SHORTEST_NAME = 4
TAIL_WORDS = 3
"""So few words behind a lone serial number make it the first of a range ("K112-0420 and up")."""


@dataclass(frozen=True)
class MachineScope:
    """The machine asked about as the manuals name it, the names of other models, and its serial number."""

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
        return cls(own, frozenset(others - own), serial)

    def is_meant(self, text: str) -> bool:
        """False where a text names other models or serial numbers and not this machine's."""
        named = frozenset(fold(part) for word in _WORD.findall(text) for part in (word, word.split("-")[0]))
        is_model = not named & self.others or bool(named & self.own)
        ranges = holds(text, self.serial) if self.serial else ()
        return is_model and (not ranges or any(ranges))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two models have a type in common; a maker's name alone tells none where types are given."""
    types = [frozenset(name for name in names if any(letter.isdigit() for letter in name)) for names in (one, other)]
    return bool(types[0] & types[1] if all(types) else one & other)


def _names_of(model: str) -> frozenset[str]:
    """The words of a model that may stand for it, and all of them written as one ("HX 20", "HX20")."""
    spelt = _WORD.findall(model)
    parts = [*(part for word in spelt for part in (word, word.split("-")[0])), "".join(spelt)]
    return frozenset(fold(part) for part in parts if len(part) >= SHORTEST_NAME)


@lru_cache(8_192)
def holds(text: str, serial: str) -> tuple[bool, ...]:
    """For each range of serial numbers shaped like `serial` that a text names: does it hold it?"""
    shape = "".join(r"\d" if letter.isdigit() else re.escape(letter) for letter in serial)
    if not any(letter.isdigit() for letter in serial) or not re.search(shape, text, re.IGNORECASE):
        return ()
    mine, found = serial.casefold(), list(re.finditer(rf"(?<![\w-]){shape}(?![\w-])", text, re.IGNORECASE))
    out: list[bool] = []
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        between = fold(text[one.end() : other.start()]).strip() if other else ""
        before, behind = fold(text[max(one.start() - 20, 0) : one.start()]).rstrip(), text[one.end() :].split(";")[0]
        if other and (between in {"-", "..", "..."} or _upper().fullmatch(between)):
            out.append(one.group().casefold() <= mine <= other.group().casefold())
            at += 1
        elif _ends(_upper(), before):
            out.append(mine <= one.group().casefold())
        elif _ends(_lower(), before) or 0 < len(behind.split()) <= TAIL_WORDS:
            out.append(mine >= one.group().casefold())
        else:
            out.append(mine == one.group().casefold())
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
