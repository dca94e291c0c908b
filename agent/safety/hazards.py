"""Work that can kill, and what makes it safe: told by words, in every language of `vocabulary/`."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from language.folding import INDIC, fold
from language.numbers import numbers
from language.units import Quantity, convert, dimension, quantities

MIN_VOLTS = 120
MIN_BAR = 10
"""A touch voltage above the limit of IEC 60364-4-41 for direct current, and a pressure whose jet goes through skin."""
BAN_AHEAD = 4
BAN_BEHIND = 2
_LIMITS = {"voltage": ("V", Decimal(MIN_VOLTS)), "pressure": ("bar", Decimal(MIN_BAR))}
_JOINED = re.compile(r"(?<=\d)[/x×](?=\d)", re.IGNORECASE)
"""What parts two voltages ("400/690 V") or phases and voltage ("3x400 V"), and would be read as a fraction or a code."""
_LABEL = re.compile(r"^[\W\d_]*(?:[^\W\d_]+\s*[:!]\s*)?")


def hazardous(text: str, *, pressure: bool = True) -> bool:
    """Whether a step or its heading names electricity, stored energy, moving parts, height, loads, heat or gas.

    Args:
        text: what is read.
        pressure: whether a figure in bar alone is enough: reason to look for warnings, and none to hide a step that has none.
    """
    kinds = _LIMITS if pressure else _LIMITS.keys() - {"pressure"}
    return _says("hazards", fold(text)) or any(
        dimension(figure.unit) in kinds and _hurts(figure) for figure in quantities(_JOINED.sub(r" \g<0> ", text))
    )


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


def _hurts(figure: Quantity) -> bool:
    """Whether it reaches the limit however its separators are read: "1.000 V" may be a thousand."""
    unit, least = _LIMITS[dimension(figure.unit)]
    ends = [value for end in numbers(figure.written) for value in end.values] if figure.upper is not None else []
    return any(abs(convert(value, figure.unit, unit)) >= least for value in (*figure.values, *ends))


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
