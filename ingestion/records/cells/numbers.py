"""Numbers, hours and days as people write them; a column decides together what its commas and points mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingestion.records.cells.values import is_number, is_span
from language.measuring.unit_names import canonical

_DIGITS = re.compile(r"\d[\d.,'\u00a0\u202f ]*|[.,]\d+")
_UNIT = re.compile(r"([^\W\d]+)\.?\s*\)?$")
_IN_RECORDS = {"m": "min", "at": "day", "w": "week"}
"""What short units mean in columns of hours and days."""
_DAYS = {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True)
class NumberStyle:
    """Whether decimals stand behind a comma, and whether a bare number counts minutes."""

    comma: bool = False
    minutes: bool = False


def style_of(cells: Iterable[str], *, semicolons: bool = False, minutes: bool = False) -> NumberStyle:
    """How a column writes its numbers; `semicolons` breaks the tie ("1.234"), because such files have decimal commas."""
    comma, point, thousands_point, thousands_comma = 0, 0, 0, 0
    for cell in cells:
        for digits in _DIGITS.findall(cell):
            last = max(digits.rfind(","), digits.rfind("."))
            if last < 0:
                continue
            both = "," in digits and "." in digits
            sign, behind = digits[last], len(re.sub(r"\D", "", digits[last + 1 :]))
            once = digits.count(sign) == 1
            if both or (once and behind != 3) or (once and digits.startswith("0")):
                comma, point = comma + (sign == ","), point + (sign == ".")
            else:
                thousands_comma, thousands_point = thousands_comma + (sign == ","), thousands_point + (sign == ".")
    if comma != point:
        return NumberStyle(comma > point, minutes)
    if thousands_point and semicolons:
        return NumberStyle(True, minutes)
    return NumberStyle(bool(thousands_comma and semicolons), minutes)


def number_in(cell: str, style: NumberStyle) -> float:
    """The number of a cell; "1.234,50 €", "(12)", "12-" and "1'000" are understood.

    Raises:
        ValueError: the cell holds none.
    """
    bare = cell if style.comma else cell.replace(".", "", 1)
    if bare.isascii() and bare.isdecimal():
        return float(cell)
    found = _DIGITS.findall(cell)
    if len(found) != 1 or not is_number(cell):
        raise ValueError("is no number")
    digits = re.sub(r"[\s'\u00a0\u202f]", "", found[0]).rstrip(".,")
    grouping, mark = (".", ",") if style.comma else (",", ".")
    plain = digits.replace(grouping, "")
    if plain.count(mark) > 1:
        raise ValueError("is no number")
    negative = bool(
        re.match(r"^\s*[^\d\s]*\s*-", cell) or cell.strip().startswith("(") or re.search(r"\d-\s*\D*$", cell)
    )
    value = float(plain.replace(mark, "."))
    return -value if negative else value


def hours_in(cell: str, style: NumberStyle) -> float:
    """Hours from "1:30", "1,5", "1.5 h", "90 min"; a bare number is in minutes where the column's name says so.

    Raises:
        ValueError: neither.
    """
    if is_span(cell):
        hours, minutes, *seconds = cell.strip().split(":")
        return round(int(hours) + int(minutes) / 60 + (float(seconds[0]) / 3600 if seconds else 0.0), 4)
    value = number_in(cell, style)
    unit = _UNIT.search(cell)
    in_minutes = _meant(unit.group(1)) == "min" if unit else style.minutes
    return round(value / 60, 4) if in_minutes else value


def days_in(cell: str, style: NumberStyle) -> int:
    """Days from "14", "2 weeks", "3 Wochen".

    Raises:
        ValueError: neither a number nor a number with a known unit.
    """
    unit = _UNIT.search(cell)
    each = _DAYS.get(_meant(unit.group(1)), 0) if unit else 1
    if not each:
        raise ValueError("is no number of days")
    return round(number_in(cell, style) * each)


def _meant(unit: str) -> str:
    return _IN_RECORDS.get(unit.casefold()) or canonical(unit)
