"""Model names inside manuals that serve several machines: which sentence, row or column is for this one?"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from agent.entities import Catalogue
from agent.facts import fold

_WORD = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")


@dataclass(frozen=True)
class Machine:
    """The machine asked about, and how manuals name it and the other models of the fleet."""

    model: str = ""
    serial: str = ""
    own: frozenset[str] = field(default_factory=frozenset[str])
    others: frozenset[str] = field(default_factory=frozenset[str])

    @classmethod
    def of(cls, model: str, serial: str, catalogue: Catalogue) -> "Machine":
        """Names from the records; no other names where the model is unknown."""
        if not model:
            return cls(serial=serial)
        own = {name for name, known in catalogue.models.items() if _same(known, model)} | {fold(model)}
        own |= {fold(word) for word in model.split() if any(c.isdigit() for c in word)}
        names = {word for known in catalogue.models.values() if not _same(known, model) for word in known.split()}
        first_words = {fold(word) for word in names if len(word) >= 4}
        others = {name for name, known in catalogue.models.items() if not _same(known, model)} | first_words
        own |= {fold(word) for word in model.split() if len(word) >= 4}
        return cls(model, serial, frozenset(own), frozenset(others - own))

    def is_meant(self, text: str) -> bool:
        """False where `text` names another model and not this one."""
        if not self.others:
            return True
        named = _names(text)
        return not (named & self.others) or bool(named & self.own)


def _same(one: str, other: str) -> bool:
    a, b = fold(one), fold(other)
    return a == b or a in b or b in a


@lru_cache(maxsize=16_384)
def _names(text: str) -> frozenset[str]:
    words = set(_WORD.findall(text))
    return frozenset(form for word in words for form in (fold(word), fold(word.split("-")[0])))
