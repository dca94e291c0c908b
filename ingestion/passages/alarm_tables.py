"""Which tables list faults or alarms: told by a column of codes beside a column of words, whatever the columns are called.

A list of parts or terminals has this shape too. That does no harm: an alarm's code is looked up in such rows by the whole cell.
"""

import re
from collections.abc import Callable, Sequence

_CODE = re.compile(
    r"(?:(?:0x|\$|#|16#)[0-9a-f]{1,8}|[0-9a-f]{2,8}h|(?:[a-z] |[a-z]{0,5}[-_.:#]?)\d{1,6}[a-z]?(?:[-/:]\d{1,5}){0,2}|[0-9a-f]*\d[0-9a-f]*)",
    re.IGNORECASE,
)
_LONGEST = 16
_LEAST_ROWS = 2
_MOSTLY = 0.8
_FIRST = 3
"""Columns in which the codes may stand."""


def lists_codes(rows: Sequence[Sequence[str]]) -> bool:
    """Whether one of the first columns, or two of them together, hold a different code in nearly every row, and another one words."""
    width = max(map(len, rows), default=0)
    if len(rows) < _LEAST_ROWS:
        return False
    columns = [[row[at].strip() if at < len(row) else "" for row in rows] for at in range(width)]
    coded = [at for at in range(min(width, _FIRST)) if _share(columns[at], is_code) >= _MOSTLY]
    keys = [[columns[at]] for at in coded] + [[columns[a], columns[b]] for a in coded for b in coded if a < b]
    distinct = any(len(set(zip(*key, strict=True))) >= _MOSTLY * len(rows) for key in keys)
    return distinct and any(_share(columns[at], _says) >= _MOSTLY for at in range(width) if at not in coded)


def is_code(cell: str) -> bool:
    """A short number or name as faults have: "51", "08", "E-1001", "0x1F", "U4", "110/3"; not a value with its unit."""
    return len(cell) <= _LONGEST and _CODE.fullmatch(cell) is not None


def _says(cell: str) -> bool:
    return re.search(r"[^\W\d_]{3}", cell) is not None and not is_code(cell)


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)
