"""Whether a document or passage is for a machine: model, serial number and controller, compared loosely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.documents import Applicability, SerialRange
from stores.passages.wording.text import fold

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_WHOLE = re.compile(r"[^\s/_,;()-]+")


@dataclass(frozen=True)
class Wanted:
    """What a search is narrowed to; an empty field means any."""

    model: str = ""
    serial: str = ""
    controller: str = ""
    kinds: frozenset[str] = frozenset()

    @property
    def anything(self) -> bool:
        """Whether no machine is named."""
        return not (self.model or self.serial or self.controller)


def applies(scope: Applicability, wanted: Wanted) -> bool:
    """Whether something with this applicability may be shown for the machine that is wanted."""
    return (
        _any_name(scope.models, wanted.model)
        and _any_name(scope.controllers, wanted.controller)
        and _any_range(scope.serials, wanted.serial)
    )


@lru_cache(maxsize=4_096)
def same_name(one: str, other: str) -> bool:
    """Whether one name says no more than the other: "K112" and "k 112" are "Kestrel K112-2.4", "K112-3.0" is not."""
    mine, theirs = _names(one), _names(other)
    return mine <= theirs or theirs <= mine or _run_in(one, other) or _run_in(other, one)


def in_range(serial: str, within: SerialRange) -> bool:
    """Whether a serial number lies in a range; letters in front must agree where both have them."""
    asked = _serial(serial)
    for end, sign in ((within.first, 1), (within.last, -1)):
        bound = _serial(end)
        if not end:
            continue
        if asked[0] and bound[0] and asked[0] != bound[0]:
            return False
        if (asked[1] > bound[1]) - (asked[1] < bound[1]) == -sign:
            return False
    return True


def _any_name(names: Sequence[str], wanted: str) -> bool:
    return not wanted.strip() or not names or any(same_name(name, wanted) for name in names)


def _any_range(ranges: Sequence[SerialRange], wanted: str) -> bool:
    return not wanted.strip() or not ranges or any(in_range(wanted, one) for one in ranges)


def _names(name: str) -> frozenset[str]:
    return frozenset("".join(_TOKEN.findall(whole)) for whole in _WHOLE.findall(fold(name))) - {""}


def _run_in(short: str, long: str) -> bool:
    """Whether the pieces of one name follow each other in the other ("K 112" in "Kestrel K112-2.4")."""
    part, whole = _TOKEN.findall(fold(short)), _TOKEN.findall(fold(long))
    return bool(part) and any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


@lru_cache(maxsize=4_096)
def _serial(serial: str) -> tuple[str, tuple[int, ...]]:
    folded = fold(serial)
    letters = "".join(character for character in folded if character.isalpha())
    return letters, tuple(int(digits) for digits in re.findall(r"\d+", folded))
