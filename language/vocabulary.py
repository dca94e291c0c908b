"""What a language calls things: one file a language in `vocabularies/`; a new language is a new file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import yaml

from language.folding import INDIC, fold
from language.listed import Phrases, groups, listed, numbered, pair, split, turned

ENGLISH = "en"
_FOLDER = Path(__file__).parent / "vocabularies"


@dataclass(frozen=True)
class DateWords:
    """How spans of time are named: "last month", "3 days ago", "since", "from .. to"; phrases, folded."""

    units: Mapping[str, str]
    """A word to "day", "week", "month", "quarter" or "year"."""
    days: Mapping[str, int]
    """A word to days from today: "yesterday" is -1."""
    whole: Mapping[str, str]
    """A phrase to what it says in "last|this|next unit"."""
    last: Phrases
    this: Phrases
    next: Phrases
    ago_before: Phrases
    ago_after: Phrases
    age: Phrases
    """What says of a comparison that it is of an age: "older", "younger"."""
    how_long: Phrases
    """What asks for a length of time: "how long", "how many days"."""
    since: Phrases
    since_after: Phrases
    until: Phrases
    until_after: Phrases
    within: Phrases
    to: Phrases
    between: Phrases
    joining: Phrases
    of: Phrases
    ordinals: Mapping[str, int]


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language, all folded: compare them with folded text."""

    language: str
    name: str
    stemmer: str
    """The Snowball algorithm; "" where there is none."""
    spellings: tuple[tuple[str, str], ...]
    stop_words: Phrases
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    read_out: Mapping[str, int]
    """How a figure of a code is said besides: "three oh nine"."""
    negations: Phrases
    leaving_out: Mapping[str, Phrases]
    """What leaves out what stands behind it: `except`; `not`, which before a word that names nothing may belong to what happened; `neither` .. `nor`."""
    conditions: Phrases
    """What begins a condition: "if", "as soon as"."""
    order: Mapping[str, Phrases]
    """What comes before and after what; a word of `until` may be in `before`, and in a span of time includes the day itself."""
    limits: Mapping[str, Phrases]
    amounts: Phrases
    """What asks for a figure: "how many", "which torque"."""
    listing: Phrases
    """What begins a question for a list: "all", "which", "show"."""
    resetting: Phrases
    """How words for resetting an alarm begin."""
    articles: Phrases
    """What may stand before a unit: "half a metre"."""
    permission: Mapping[str, Phrases]
    joints: Phrases
    """Words that join clauses, as written: "è" (is) joins nothing in Italian, "e" does."""
    either: Phrases
    """What joins things of which one is meant: "or"."""
    pairing: Phrases
    """What stands behind a hyphen that waits for the rest of its word ("high- and low-pressure")."""
    applies: Mapping[str, tuple[str, ...]]
    """How it is printed what something is for, as written: what `says` it and then `to`, or one of the `labels` before a colon."""
    serials: Mapping[str, tuple[str, ...]]
    """How a range of serial numbers is printed: what stands before one that nothing is said of (`serial`), before the first (`since`; `within`
    where the last follows; `after` leaves it out), before the last (`until`; `before` leaves it out), between both, and behind the first (`onward`)."""
    document_labels: Mapping[str, tuple[str, ...]]
    """What stands before a document's own `number`, `revision` and day it was `issued`, as written but for stops, hyphens and "º"."""
    pointing: Mapping[str, Phrases]
    """What points at a source: a `place` of it ("page", "section") or a `step` before its number, that it `tells` something; and `yes` and `no` before an answer."""
    only: Phrases
    leads: Mapping[str, Phrases]
    """The `words` of an introduction ("according to the manual"), and what goes on without a comma (`that`)."""
    whatever: Phrases
    """What leaves no condition ("in any case")."""
    altogether: Phrases
    """What says of a value that it is of several things."""
    differing: Phrases
    """What says of a value that it lies between two others."""
    absent: Phrases
    extremes: Mapping[str, Phrases]
    """What says that one of several has the "most" or the "least"."""
    opposites: Mapping[str, tuple[Phrases, Phrases]]
    """Each pair under a name that is the same in every language."""
    units: Mapping[str, str]
    """A unit in words to its canonical form (language.units)."""
    abbreviations: Phrases
    """Without their full stop; they end no sentence."""
    ending: Phrases
    """Those of them that may end one ("etc"), as no name or number has to follow."""
    dates: DateWords


@cache
def all_languages() -> tuple[str, ...]:
    """The ISO 639-1 codes of the languages that have a vocabulary."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def vocabulary(language: str) -> Vocabulary:
    """The words of a language ("de", "de-AT"); English for one that has no file."""
    code = language[:2].lower()
    return _read({"nb": "no", "nn": "no"}.get(code, code))


@lru_cache(4_096)
def phrases(wanted: Iterable[str]) -> re.Pattern[str]:
    """Any of these folded phrases as whole words of a folded text, the longest first; give a frozenset or a tuple."""
    known = sorted(wanted, key=lambda phrase: (-len(phrase), phrase))
    any_of_them = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in known) or r"(?!)"
    return re.compile(rf"(?<![\w{INDIC}])(?:{any_of_them})(?![\w{INDIC}])")


def says(text: str, wanted: Phrases) -> bool:
    """Whether a text says one of the phrases."""
    return phrases(wanted).search(fold(text)) is not None


@cache
def _read(language: str) -> Vocabulary:
    if language not in all_languages():
        return _read(ENGLISH)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    held = cast("dict[str, Any]", yaml.load((_FOLDER / f"{language}.yaml").read_text(encoding="utf-8"), Loader=loader))
    lists = "negations conditions amounts either listing resetting articles pairing absent only whatever altogether differing"
    grouped = "leaving_out leads extremes order limits permission"
    told: dict[str, Any] = {name: split(held[name]) for name in lists.split()}
    told |= {name: groups(held[name]) for name in grouped.split()}
    return Vocabulary(
        language=language,
        name=held["name"],
        stemmer=held.get("stemmer", ""),
        spellings=tuple((fold(one), fold(other)) for one, other in held.get("spellings", {}).items()),
        stop_words=frozenset(fold(held["stop_words"]).split()),
        months=numbered(held["months"], 1),
        weekdays=numbered(held["weekdays"], 0),
        numbers=turned(held.get("numbers", {})),
        read_out=turned(held.get("read_out", {})),
        joints=frozenset(listed(held["joints"])),
        applies={part: listed(written) for part, written in held["applies"].items()},
        serials={part: listed(written) for part, written in held["serials"].items()},
        document_labels={part: listed(written) for part, written in held["document_labels"].items()},
        **told,
        pointing=groups(held["pointing"]),
        opposites=MappingProxyType({name: pair(line) for name, line in held["opposites"].items()}),
        units=turned(held["units"]),
        abbreviations=frozenset(one.rstrip(".") for one in split(held.get("abbreviations", ""))),
        ending=frozenset(one.rstrip(".") for one in split(held["ending"])),
        dates=_date_words(held["dates"]),
    )


def _date_words(held: Mapping[str, Any]) -> DateWords:
    lists = "last this next ago_before ago_after age how_long since since_after until until_after within to between joining of"
    return DateWords(
        units=turned(held["units"]),
        days={word: int(days) for word, days in turned(held["days"]).items()},
        whole=turned(held.get("whole", {})),
        ordinals={word: int(number) for word, number in turned(held.get("ordinals", {})).items()},
        **{name: split(held.get(name, "")) for name in lists.split()},
    )
