"""Which rows of a table are the headings of its columns."""

import itertools
import re
from collections.abc import Sequence

from ingestion.pages import Row

_VALUE = re.compile(
    r"^[(<>≤≥±~+\-–—]*[\d.,:/%°'\"()*\-–—+]*\d[\d.,:/%°'\"()*\-–—+⁰¹²³⁴-⁹⁺⁻]*\s?[A-Za-zµΩ°²³%]{0,4}$|^[-–—*.…]+$|^n/?a$",
    re.I,
)
_LONGEST_VALUE = 40
_LABEL_AND_VALUE = 2
_LISTED = 3
_MOST = 4


def is_value(text: str) -> bool:
    """A figure with or without a unit, a dash, or "n/a"."""
    return len(text) <= _LONGEST_VALUE and bool(_VALUE.match(text.strip()))


def header_rows(rows: Sequence[Row], bold: Sequence[Sequence[bool]]) -> int:
    """How many rows at the top are column headings: bold ones, or those without values above rows with values.

    Args:
        rows: all rows.
        bold: for each row and column whether the cell is set in bold.
    """
    if len(rows) < 2:
        return 0
    most = _before_groups(rows)
    strong = 0
    for row, weights in zip(rows[:most], bold, strict=False):
        if not all(weight for cell, weight in zip(row.cells, weights, strict=False) if cell):
            break
        strong += 1
    if 0 < strong < len(rows):
        return strong
    if _labelled(rows, bold) or _goes_on(rows) or _names_a_group(rows):
        return 0
    plain = 0
    for row in rows[:most]:
        if any(is_value(cell) for cell in row.cells[1:] if cell):
            break
        plain += 1
    return 1 if plain == 0 or plain >= min(len(rows), _MOST) else plain


def _before_groups(rows: Sequence[Row]) -> int:
    """How many rows may be headings: one that is a single cell over all columns, below one that is not, heads the rows under it alone."""
    first = next((at for at, row in enumerate(rows[:_MOST]) if not row.is_whole), _MOST)
    return next((at for at, row in enumerate(rows[:_MOST]) if at > first and row.is_whole), _MOST)


def are_words_in_two_columns(rows: Sequence[Row], bold: Sequence[Sequence[bool]]) -> bool:
    """Whether nothing tells the first row of two columns from the others: no values below it, no other type.

    In formats without rules it is then no heading: a heading read as a row does no harm, a row read as a heading is said of all others.
    """
    plain = not any(any(weights) for weights in bold)
    return plain and all(
        len(row.cells) == _LABEL_AND_VALUE and all(row.cells) and not is_value(row.cells[1]) for row in rows
    )


def _labelled(rows: Sequence[Row], bold: Sequence[Sequence[bool]]) -> bool:
    """Whether each row is a label and what it says ("Persons | 2"), so that the first row is no heading of the others."""
    if any(len(row.cells) != _LABEL_AND_VALUE or not all(row.cells) for row in rows):
        return False
    labels, said = ([weights[column] for weights in bold] for column in range(_LABEL_AND_VALUE))
    return is_value(rows[0].cells[1]) or (all(labels) and not any(said))


def _names_a_group(rows: Sequence[Row]) -> bool:
    """Whether the first cell stands for three rows or more, each with cells of its own: a group of them, no heading of two lines."""
    below = rows[1:_LISTED]
    alone = all(row.carried == frozenset({0}) and all(row.cells[1:]) for row in below)
    return len(below) == _LISTED - 1 and alone and all(span <= 1 for span in rows[0].spans)


def _goes_on(rows: Sequence[Row]) -> bool:
    """Whether the first row begins the list that the others go on with: "Type A", "Type AA", ... or 1, 2, 3."""
    names = [row.cells[0].split() for row in rows[:_LISTED] if row.cells]
    if len(names) < _LISTED or not all(names):
        return False
    alike = all(len(name) == len(names[0]) > 1 and name[0] == names[0][0] for name in names)
    numbers = [int(name[0].rstrip(".")) for name in names if len(name) == 1 and name[0].rstrip(".").isdecimal()]
    return alike or (len(numbers) == _LISTED and all(b - a == 1 for a, b in itertools.pairwise(numbers)))
