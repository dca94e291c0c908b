"""Numbers as tables print them, and the ranges that cells give."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from language.numbers import numbers
from language.vocabulary import phrases, vocabulary
from language.words import fold

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@lru_cache(32_768)
def lies_in(value: float, cell: str, language: str) -> bool | None:
    """Whether a number lies in the range that a cell gives: "80 to 150", "over 80 to 150", "up to 25", "> 300"; None where it gives none."""
    text = fold(cell)
    limits = vocabulary(language).limits
    both = _range(language).search(text)
    if both:
        low, high = value_of(both[1]), value_of(both[2])
        above = _ends_in(text[: both.start()], limits["more"])
        return (low < value if above else low <= value) and value <= high
    found = list(NUMBER.finditer(text))
    if len(found) != 1:
        return None
    bound, before = value_of(found[0].group()), text[: found[0].start()]
    for least, said in ((True, limits["least"] | {"≥"}), (False, limits["most"] | {"≤"})):
        if _ends_in(before, said):
            return value >= bound if least else value <= bound
    if _ends_in(before, limits["less"] | {"<"}):
        return value < bound
    return value > bound if _ends_in(before, limits["more"] | {">"}) else None


def negatives(question: str, language: str) -> frozenset[float]:
    """The numbers that a question says as below zero ("-10 °C", "at minus 10"), without their sign."""
    signed = {-float(one.value) for one in numbers(question) if one.value < 0}
    minus = vocabulary(language).opposites["positive"][1]
    behind = (NUMBER.match(fold(question)[match.end() :].lstrip()) for match in phrases(minus).finditer(fold(question)))
    return frozenset(signed | {value_of(found.group()) for found in behind if found})


@lru_cache(32_768)
def is_other_sign(value: float, cell: str, *, negative: bool) -> bool:
    """Whether a cell has a number with the other sign alone: what is said of -10 °C is not said of 10 °C."""
    signs = {one.value < 0 for one in numbers(cell) if abs(float(one.value)) == value}
    return signs == {not negative}


@cache
def _range(language: str) -> re.Pattern[str]:
    """Two numbers with a dash or a word between, a unit perhaps behind the first."""
    joining = "|".join(sorted(map(re.escape, vocabulary(language).dates.to), key=len, reverse=True))
    return re.compile(rf"(\d+(?:[.,]\d+)?)\s*\S{{0,3}}?\s*(?:-|…|\.\.+|(?:{joining})\b)\s*(\d+(?:[.,]\d+)?)")


def _ends_in(before: str, known: Iterable[str]) -> bool:
    said = before.strip()
    return any(said.endswith(one) for one in known)


def value_of(written: str) -> float:
    """A number as written in a table; the last comma or point parts the decimals."""
    parts = re.split(r"[.,]", written)
    return float(parts[0] if len(parts) == 1 else f"{''.join(parts[:-1])}.{parts[-1]}")
