"""How it is said: the ways of a language, columns and numbers in a sentence, dates in words."""

import random
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from domain.answers import Evidence
from language.phrasebook import decimal_sign
from language.units import canonical
from language.vocabulary import vocabulary

LANGUAGES = ("en", "de", "fr", "es", "it", "nl")
ABROAD = 0.3
"""The share of sentences that are in another language than their evidence."""
_NUMBER = re.compile(r"([-\u2212]?\d{1,6}(?:[.,]\d{1,2})?)(?:\s?(\D{1,12}))?")
_UNIT = re.compile(r"(?:,\s|\s?[(\[]|\sin\s)([^()\[\],]{1,8})[)\]]?$")


class Made(NamedTuple):
    """A sentence with its markers, and what it cites."""

    family: str
    truth: bool
    text: str
    evidence: Mapping[int, Evidence]


class Number(NamedTuple):
    """The one number of a cell, and the unit behind it as printed."""

    value: Decimal
    unit: str


@cache
def ways(group: str, family: str, language: str) -> Sequence[str]:
    return _held()[group][family][language]


def families(group: str) -> Sequence[str]:
    return list(_held()[group])


def word(name: str, language: str) -> str:
    return str(_held()["words"][name][language])


@cache
def _held() -> dict[str, dict[str, dict[str, list[str]]]]:
    return yaml.safe_load((Path(__file__).parent / "ways.yaml").read_text(encoding="utf-8"))


def language_for(own: str, chance: random.Random) -> str:
    """The evidence's own one, now and then another."""
    return own if own in LANGUAGES and chance.random() >= ABROAD else chance.choice(LANGUAGES)


def low(column: str) -> str:
    """A column's name inside a sentence."""
    return column[:1].lower() + column[1:] if column[1:2].islower() else column


def parted(column: str) -> tuple[str, str]:
    """A column's name and the unit that it names ("Pressure (bar)")."""
    found = _UNIT.search(column)
    return (column[: found.start()].strip(), found.group(1)) if found and canonical(found.group(1)) else (column, "")


def number(cell: str) -> Number | None:
    """The number of a cell that has nothing else; None of a range, a list, or one whose comma may part thousands."""
    found = _NUMBER.fullmatch(cell.strip())
    if not found or (found.group(2) and not canonical(found.group(2))):
        return None
    return Number(Decimal(found.group(1).replace(",", ".").replace("\u2212", "-")), found.group(2) or "")


def written(value: Decimal, language: str, unit: str = "") -> str:
    plain = f"{value.normalize():f}".replace(".", decimal_sign(language))
    return f"{plain} {unit}".strip()


def day(moment: date, language: str, chance: random.Random) -> str:
    """A date in one of its forms."""
    month = next(
        name
        for name, at in vocabulary(language).months.items()
        if (at == moment.month and len(name) > 3) or at == moment.month == 5
    )
    named = month if language in {"fr", "es", "it", "nl"} else month.capitalize()
    long = {
        "en": f"{moment.day} {named} {moment.year}", "de": f"{moment.day}. {named} {moment.year}", "es": f"{moment.day} de {named} de {moment.year}",
    }.get(language, f"{moment.day} {named} {moment.year}")  # fmt: skip
    other = (
        f"{named} {moment.day}, {moment.year}"
        if language == "en"
        else f"{moment:%d.%m.%Y}"
        if language == "de"
        else f"{moment:%d/%m/%Y}"
    )
    return chance.choice([long, other, f"{moment:%Y-%m-%d}"])


def cite(text: str, numbers: Mapping[str, int], chance: random.Random) -> str:
    """The sentence with its markers: behind the names, or all at the end."""
    marks = dict.fromkeys(numbers.values())
    apart = len(marks) > 1 and chance.random() < 0.3 and all(text.count(name) == 1 for name in numbers)
    if not apart:
        return f"{text} {''.join(f'[{n}]' for n in marks)}."
    for name, n in numbers.items():
        text = text.replace(name, f"{name} [{n}]")
    return f"{text}."
