"""How units of measure are written: symbols of every language, words of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

import yaml

from language.folding import fold
from language.vocabulary import all_languages, vocabulary

_CANDIDATE = re.compile(
    r"([ \u00a0\u202f\u2009]|-(?=[^\W\d_]))?((?:[^\W\d_]|[°º˚℃℉%‰\"'″”/])[^,;:!?\n\[\]{}<>|=±+]{0,31})"
)
_POINTS = str.maketrans({**dict.fromkeys("∙•⋅*×･", "·"), "μ": "µ", "º": "°", "˚": "°", "²": "2", "³": "3", "⁻": "-", "−": "-", "–": "-", "‑": "-", "¹": "1", "\u2126": "Ω", "ω": "Ω", "″": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " ", "℃": "°C", "℉": "°F"})  # fmt: skip
_ENDS = frozenset("/·^")


@dataclass(frozen=True)
class Unit:
    """A unit: what it measures, and what pint calls it."""

    name: str
    dimension: str
    pint: str


@cache
def units() -> Mapping[str, Unit]:
    """All units by their canonical names."""
    held = cast("dict[str, dict[str, str]]", yaml.safe_load(_file().read_text(encoding="utf-8")))
    return {
        name: Unit(name, dimension, written.split("|")[0].strip())
        for dimension, group in held.items()
        for name, written in group.items()
    }


@lru_cache(20_000)
def canonical(unit: str) -> str:
    """The one name of a unit however it is written ("N m", "newton metres": "Nm"); "" for what is no unit."""
    written = unit.translate(_POINTS).strip()
    exact, folded = _spellings()
    return exact.get(written) or folded.get(" ".join(fold(written).split()), "")


def dimension(unit: str) -> str:
    """What a unit measures ("torque", "pressure", ...); "" for what is no unit."""
    known = units().get(canonical(unit))
    return known.dimension if known else ""


def unit_at(text: str, place: int) -> tuple[str, int]:
    """The unit that starts at `place`, at most one space or hyphen away, and where it ends; ("", place) for none."""
    candidate = _CANDIDATE.match(text, place)
    if candidate is None:
        return "", place
    joint, ahead = candidate.groups()
    unit, length = _unit_before(ahead + text[candidate.end() : candidate.end() + 2], len(ahead), joint == "-")
    return (unit, candidate.start(2) + length) if unit else ("", place)


@lru_cache(20_000)
def _unit_before(ahead: str, longest: int, hyphen: bool) -> tuple[str, int]:
    """The longest unit that `ahead` begins with, and its length."""
    for length in range(min(longest, _longest()), 0, -1):
        written, following = ahead[:length], ahead[length : length + 2]
        if not written[-1].isspace() and _is_whole(written, following) and (found := canonical(written)):
            return (found, length) if _is_meant(written, ahead[length:], hyphen) else ("", 0)
    return "", 0


def _is_whole(written: str, following: str) -> bool:
    """Whether the unit ends here: no letter goes on, and no further unit is divided or multiplied by it."""
    if not following:
        return True
    if written[-1].isalnum() and (following[0].isalnum() or following[0] == "_"):
        return False
    return not (following[0] in _ENDS and following[1:].isalpha())


def _is_meant(written: str, following: str, hyphen: bool) -> bool:
    """Whether "in" is inches and no preposition, "C" degrees and no letter of a name."""
    if written == "in":
        return not following[:2].strip(" ")[:1].isalnum()
    if len(written) == 1 and written.isalpha():
        return not hyphen and not (following[:1] == "-" and following[1:2].isalpha())
    return True


@cache
def _spellings() -> tuple[Mapping[str, str], Mapping[str, str]]:
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    held = cast("dict[str, dict[str, str]]", yaml.safe_load(_file().read_text(encoding="utf-8")))
    for group in held.values():
        for name, written in group.items():
            for symbol in map(str.strip, written.split("|")[1].split(",")):
                exact.setdefault(symbol, name)
                if len(symbol) > 1 or symbol in "lVW":
                    folded.setdefault(fold(symbol), name)
    for language in all_languages():
        for word, name in vocabulary(language).units.items():
            folded.setdefault(word, name)
    return exact, folded


@cache
def _longest() -> int:
    exact, folded = _spellings()
    return max(map(len, [*exact, *folded]))


def _file() -> Path:
    return Path(__file__).with_name("units.yaml")
