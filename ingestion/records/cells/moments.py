"""Dates and times as people write them; a column decides together which number is the day."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

from language.dating.grammar import months
from language.folding import fold
from stores.database.schema import in_utc

Order = Literal["dmy", "mdy"]

_TIME = re.compile(
    r"^[T ,]*(?P<h>\d{1,2})[:.h](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?\s?m\.?)?\s*"
    r"(?:uhr|h|hrs)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{0,2})?(?:\s*\[?[a-z_/]*\]?)?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_PACKED = re.compile(r"^(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)")
_THREE = re.compile(r"^(?P<a>\d{1,2})(?P<sign>[./\- ])(?P<b>\d{1,2})(?P=sign)(?P<y>\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(
    r"^(?:[^\W\d]+,\s*)?(?P<d>\d{1,2})(?:\.|st|nd|rd|th)?[\s\-/.]*(?:de\s+)?(?P<n>[^\W\d]{3,10})\.?[\s\-/.,]*(?:de\s+)?(?P<y>\d{4}|\d{2})(?!\d)",
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(
    r"^(?:[^\W\d]+,\s*)?(?P<n>[^\W\d]{3,10})\.?[\s\-]+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?!\d)",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"^\d{5}(?:[.,]\d+)?$")
_EPOCH = re.compile(r"^\d{10}(?:\.\d+)?$|^\d{13}$")
SERIALS = (20_000, 80_000)
"""Days since 1899-12-30, as spreadsheets count: the years 1954 to 2119."""
CENTURY = 70


def is_moment(cell: str) -> bool:
    """A date in any usual form; bare serial numbers and epochs are no proof."""
    text = cell.strip()
    return any(pattern.match(text) for pattern in (_YEAR_FIRST, _THREE, _NAMED, _NAME_FIRST, _PACKED)) and not _wrong(
        text
    )


def may_count_days(cell: str) -> bool:
    """A serial number of a spreadsheet or an epoch: a date only where the column is one."""
    text = cell.strip()
    return bool(_EPOCH.match(text)) or (
        bool(_SERIAL.match(text)) and SERIALS[0] <= float(text.replace(",", ".")) <= SERIALS[1]
    )


def _wrong(text: str) -> bool:
    try:
        moment_in(text, "dmy")
    except ValueError:
        try:
            moment_in(text, "mdy")
        except ValueError:
            return True
    return False


def is_ambiguous(cell: str) -> bool:
    """Whether day and month may stand either way round ("03/04/2024")."""
    match = _THREE.match(cell.strip())
    return bool(match and match.group("sign") != "." and max(int(match.group("a")), int(match.group("b"))) <= 12)


def votes(cell: str) -> tuple[bool, bool]:
    """Whether a date can only be day first, and whether only month first."""
    match = _THREE.match(cell.strip())
    if not match:
        return False, False
    a, b = int(match.group("a")), int(match.group("b"))
    return b <= 12 and (a > 12 or match.group("sign") == "."), a <= 12 < b


def moment_in(cell: str, order: Order) -> datetime:
    """The moment a cell gives, in UTC where it names no zone.

    Raises:
        ValueError: it gives none.
    """
    text = " ".join(cell.split())
    if _YEAR_FIRST.match(text) and text[10:11] in {"", " ", "T"}:
        # Most exports write this form, and the standard library reads it in a fraction of the time of the patterns below.
        with suppress(ValueError, OverflowError):
            return in_utc(datetime.fromisoformat(text).replace(microsecond=0))
    if _EPOCH.match(text):
        seconds = float(text) / (1000 if len(text) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    if may_count_days(text):
        return datetime(1899, 12, 30, tzinfo=UTC) + timedelta(seconds=round(float(text.replace(",", ".")) * 86_400))
    for pattern in (_YEAR_FIRST, _PACKED, _THREE, _NAMED, _NAME_FIRST):
        match = pattern.match(text)
        if match and (parts := _day(match.groupdict(), order)):
            return _with_time(parts, text[match.end() :])
    raise ValueError("is no date")


def _day(found: dict[str, str], order: Order) -> tuple[int, int, int] | None:
    year = int(found["y"])
    if len(found["y"]) == 2:
        year += 1900 if year >= CENTURY else 2000
    if "n" in found:
        month = months().get(fold(found["n"]).rstrip("."))
        return (year, month, int(found["d"])) if month else None
    if "a" in found:
        first, second = int(found["a"]), int(found["b"])
        day, month = (first, second) if order == "dmy" else (second, first)
        return year, month, day
    return year, int(found["m"]), int(found["d"])


def _with_time(day: tuple[int, int, int], rest: str) -> datetime:
    year, month, date = day
    if not rest.strip(" ,T"):
        return _made(year, month, date, 0, 0, 0, UTC)
    match = _TIME.match(rest)
    if not match:
        raise ValueError("is no date")
    hour = int(match.group("h"))
    half = (match.group("half") or "").casefold()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    later = hour == 24
    moment = _made(
        year,
        month,
        date,
        0 if later else hour,
        int(match.group("m")),
        int(match.group("s") or 0),
        _zone(match.group("zone")),
    )
    return moment + timedelta(days=1) if later else moment


def _made(year: int, month: int, day: int, hour: int, minute: int, second: int, zone: timezone) -> datetime:
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("is no date") from error


def _zone(text: str | None) -> timezone:
    if not text or text.casefold() in {"z", "utc", "gmt"}:
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "").ljust(4, "0")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
