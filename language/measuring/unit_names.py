"""How units of measure are written: symbols of every language, words of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

import yaml

from language.folding import fold, without_accents
from language.vocabulary import all_languages, vocabulary

_CANDIDATE = re.compile(
    r"([ \u00a0\u202f\u2009]|-(?=[^\W\d_]))?((?:[^\W\d_]|[°º˚℃℉%‰\"'″”/])[^,;:!?\n\[\]{}<>|=±+]{0,31})"
)
_POINTS = str.maketrans({**dict.fromkeys("∙•⋅*×･", "·"), "μ": "µ", "º": "°", "˚": "°", "²": "2", "³": "3", "⁻": "-", "−": "-", "–": "-", "‑": "-", "¹": "1", "\u2126": "Ω", "ω": "Ω", "″": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " ", "℃": "°C", "℉": "°F"})  # fmt: skip
_ANY_CASE = frozenset("hlVW")
"""Symbols of one letter that are the same unit in either case."""
_ENDS = frozenset("/·^")
_ELIDED = frozenset("'’")


@dataclass(frozen=True)
class Unit:
    """A unit: what it measures, and what pint calls it."""

    name: str
    dimension: str
    pint: str


@cache
def units() -> Mapping[str, Unit]:
    """All units by their canonical names."""
    return {
        name: Unit(name, dimension, written.split("|")[0].strip())
        for dimension, group in _read().items()
        for name, written in group.items()
    }


@lru_cache(20_000)
def canonical(unit: str) -> str:
    """The one name of a unit however it is written ("N m", "newton metres": "Nm"); "" for what is no unit."""
    written = unit.translate(_POINTS).strip()
    folded = " ".join(fold(written).split())
    # A symbol has no accents: the Scandinavian "på" is no pascal.
    known = _words() if without_accents(written) != written else spellings()
    return _symbols().get(written) or known.get(folded, "")


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


def units_alone(text: str) -> list[str]:
    """The units that a text names by themselves, as it writes them ("and in ft lb?": "ft lb")."""
    found: list[str] = []
    place = 0
    for word in re.finditer(r"[^\s()\[\]\",;:?!]+", text):
        if word.start() < place:
            continue
        unit, end = unit_at(text, word.start())
        if unit and text[end : end + 1] not in _ELIDED:
            found.append(text[word.start() : end])
            place = end
    return found


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
    if written == "um":
        return not following[:2].strip(" ")[:1].isdigit()  # "bei PFM 1800 um 400 l höher"
    if re.match(r"-\d", following) and written not in _symbols() and written.isupper():
        return False  # "1151 LM-4": a name
    if len(written) == 1 and written.isupper() and re.match(rf"-\d\d+(?!\d|\s?{written})", following):
        return False  # "2 K-510", and not "24 V-48 V"
    if len(written) == 1 and written.isalpha():
        return not hyphen and not (following[:1] == "-" and following[1:2].isalpha())
    return True


@cache
def spellings(*languages: str) -> Mapping[str, str]:
    """Every folded spelling to its unit: symbols, and the words of these languages, or of all."""
    folded: dict[str, str] = {}
    for symbol, name in _symbols().items():
        if len(symbol) > 1 or symbol in _ANY_CASE:
            folded.setdefault(fold(symbol), name)
    for word, name in _words(*languages).items():
        folded.setdefault(word, name)
    return folded


@cache
def _words(*languages: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in languages or all_languages():
        for word, name in vocabulary(language).units.items():
            found.setdefault(word, name)
    return found


@cache
def _symbols() -> Mapping[str, str]:
    """Symbols, in the case in which they are written."""
    found: dict[str, str] = {}
    for group in _read().values():
        for name, written in group.items():
            for symbol in map(str.strip, written.split("|")[1].split(",")):
                found.setdefault(symbol, name)
    return found


@cache
def _longest() -> int:
    return max(map(len, [*_symbols(), *spellings()]))


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    held = yaml.safe_load(Path(__file__).with_name("units.yaml").read_text(encoding="utf-8"))
    return cast("Mapping[str, Mapping[str, str]]", held)
