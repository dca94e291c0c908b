"""Work that can kill, and what makes it safe: told by words, in every language of `vocabulary/`."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from language.folding import INDIC, fold

MIN_VOLTS = 120
MIN_BAR = 10
"""A touch voltage above the limit of IEC 60364-4-41 for direct current, and a pressure whose jet goes through skin."""
BAN_AHEAD = 4
BAN_BEHIND = 2
_TO_BASE = {
    "v": (1, MIN_VOLTS),
    "kv": (1000, MIN_VOLTS),
    "bar": (1, MIN_BAR),
    "mpa": (10, MIN_BAR),
    "psi": (0.069, MIN_BAR),
}
_QUANTITY = re.compile(rf"(?<![\w.,])(?P<value>\d+(?:[.,]\d+)?)\s?(?P<unit>{'|'.join(_TO_BASE)})\b")
_LABEL = re.compile(r"^[\W\d_]*(?:[^\W\d_]+\s*[:!]\s*)?")


def hazardous(text: str, *, pressure: bool = True) -> bool:
    """Whether a step or its heading names electricity, stored energy, moving parts, height, loads, heat or gas.

    Args:
        text: what is read.
        pressure: whether a figure in bar alone is enough: reason to look for warnings, and none to hide a step that has none.
    """
    folded = fold(text)
    figures = [found for found in _QUANTITY.finditer(folded) if pressure or found["unit"] in {"v", "kv"}]
    return _says("hazards", folded) or any(map(_hurts, figures))


def is_safety_chapter(heading: str) -> bool:
    """Whether a heading is that of a manual's safety chapter."""
    return _says("safety_chapters", fold(heading))


def makes_safe(text: str) -> bool:
    """Whether a text tells to isolate, lock out, discharge or secure."""
    return _says("make_safe", fold(text))


def is_ban(text: str) -> bool:
    """Whether a sentence only forbids: to withhold it would take away the safety that it gives.

    Its ban stands at the beginning or, as in "Leitung nicht öffnen", right before the last word of its first clause. "Loosen the bolt but do
    not remove it" is a step.
    """
    clause = _LABEL.sub("", fold(text)).partition(",")[0].split()
    return any(_says("bans", " ".join(part)) for part in (clause[:BAN_AHEAD], clause[-BAN_BEHIND:]))


def _hurts(found: re.Match[str]) -> bool:
    factor, least = _TO_BASE[found["unit"]]
    return float(found["value"].replace(",", ".")) * factor >= least


def _says(kind: str, folded: str) -> bool:
    return _patterns()[kind].search(folded) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """All languages in one pattern: a manual is often in two, and a heading is too short to tell which."""
    held = [
        cast("dict[str, Any]", yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted((Path(__file__).parent / "vocabulary").glob("*.yaml"))
    ]
    return {kind: _any_of(term for own in held for term in _flat(own[kind])) for kind in held[0]}


def _flat(terms: Iterable[Any]) -> Iterable[str]:
    for term in terms:
        yield from term if isinstance(term, list) else (term,)


def _any_of(terms: Iterable[str]) -> re.Pattern[str]:
    written = (re.escape(fold(term)).replace(r"\*", rf"(?:[^\W\d_]|[{INDIC}])*") for term in terms)
    return re.compile(rf"(?<![\w{INDIC}])(?:{'|'.join(sorted(set(written), key=len, reverse=True))})(?![\w{INDIC}])")
