"""Spans of days: months, quarters, years, weeks from Monday to Sunday."""

from datetime import date, timedelta
from typing import NamedTuple

FAR_PAST, FAR_FUTURE = date.min, date.max
_FARTHEST = 2_400
"""Units from today that are reckoned."""
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Days(NamedTuple):
    """From the first to the last day, both included."""

    start: date
    end: date


def month_of(year: int, month: int) -> Days:
    """A whole month."""
    first = date(year, month, 1)
    return Days(first, months_later(first, 1) - timedelta(days=1))


def quarter_of(year: int, quarter: int) -> Days:
    """A whole quarter, 1 to 4."""
    first = date(year, 3 * quarter - 2, 1)
    return Days(first, months_later(first, 3) - timedelta(days=1))


def year_of(year: int) -> Days:
    """A whole year."""
    return Days(date(year, 1, 1), date(year, 12, 31))


def week_of(number: int, year: int, today: date) -> Days | None:
    """An ISO week; without a year the latest that has begun. None where the year has no such week."""
    for one in [year] if year else range(today.year, today.year - 9, -1):
        try:
            monday = date.fromisocalendar(one, number, 1)
        except ValueError:
            continue
        if year or monday <= today:
            return Days(monday, monday + timedelta(days=6))
    return None


def months_later(day: date, months: int) -> date:
    """The same day so many months later, the last of that month where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = min(max(count // 12, 1), 9999), count % 12 + 1
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def around(today: date, unit: str, step: int) -> Days:
    """The calendar day, week, month, quarter or year that lies `step` behind (-1) or ahead (1) of today's."""
    if unit == "day":
        day = today + timedelta(days=step)
        return Days(day, day)
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return Days(monday, monday + timedelta(days=6))
    months = _MONTHS[unit]
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    first = months_later(first, months * step)
    return Days(first, months_later(first, months) - timedelta(days=1))


def back(today: date, count: int, unit: str) -> date:
    """The day so many units before today; after it where the count is negative."""
    count = max(-_FARTHEST, min(count, _FARTHEST))
    if unit in {"day", "week"}:
        return today - timedelta(days=count * (7 if unit == "week" else 1))
    return months_later(today, -count * _MONTHS[unit])


def latest(today: date, month: int, day: int = 0) -> Days | None:
    """The latest such day or month that has begun; None for the 30th of February."""
    for year in range(today.year, today.year - 9, -1):
        try:
            found = month_of(year, month) if not day else Days(date(year, month, day), date(year, month, day))
        except ValueError:
            continue
        if found.start <= today:
            return found
    return None
