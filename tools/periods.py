"""Spans of time by name ("last month"), worked out from the clock of the turn."""

import re
from datetime import UTC, datetime, timedelta

from domain.errors import BadInput

_LAST = re.compile(r"last (\d{1,4}) (day|week|month|year)s?")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
NAMED = "today, yesterday, this week, last week, this month, last month, this quarter, last quarter, this year, last year, last N days, last N weeks, last N months, last N years, last march (the latest one; any month)"


def period(name: str, now: datetime) -> tuple[datetime, datetime]:
    """From (included) until (not included), in UTC.

    Raises:
        BadInput: no such period.
    """
    wanted = " ".join(name.casefold().replace("_", " ").split())
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = today + timedelta(days=1)
    match = _LAST.fullmatch(wanted)
    if match:
        count, unit = int(match.group(1)), match.group(2)
        if unit in {"day", "week"}:
            return tomorrow - timedelta(days=min(count, 3000) * (7 if unit == "week" else 1)), tomorrow
        return months_later(tomorrow, -min(count, 1200) * (12 if unit == "year" else 1)), tomorrow
    if wanted.removeprefix("last ") in MONTHS:
        start = today.replace(day=1, month=MONTHS.index(wanted.removeprefix("last ")) + 1)
        start = start if start <= today else months_later(start, -12)
        return start, months_later(start, 1)
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    quarter, year = months_later(first, -((first.month - 1) % 3)), today.replace(month=1, day=1)
    known = {
        "today": (today, tomorrow),
        "yesterday": (today - timedelta(days=1), today),
        "this week": (monday, monday + timedelta(days=7)),
        "last week": (monday - timedelta(days=7), monday),
        "this month": (first, months_later(first, 1)),
        "last month": (months_later(first, -1), first),
        "this quarter": (quarter, months_later(quarter, 3)),
        "last quarter": (months_later(quarter, -3), quarter),
        "this year": (year, months_later(year, 12)),
        "last year": (months_later(year, -12), year),
    }
    if wanted not in known:
        raise BadInput(f"There is no period '{name}'; use {NAMED}.")
    return known[wanted]


def months_later(moment: datetime, months: int) -> datetime:
    """The same day so many months later, the last of that month where it has no such day."""
    month = moment.month - 1 + months
    year, month = moment.year + month // 12, month % 12 + 1
    for day in (moment.day, 30, 29, 28):
        try:
            return moment.replace(year=year, month=month, day=day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def in_words(since: datetime | None, until: datetime | None) -> str:
    """The shortest way to write a span: "2018", "2018-06", "2018-06-01 to 2018-07-15"; `until` is not included."""
    if since and until:
        if since.day == 1 and until == months_later(since, 1):
            return f"{since:%Y-%m}"
        if (since.month, since.day) == (1, 1) and until == months_later(since, 12):
            return f"{since:%Y}"
        last = until - timedelta(days=1)
        return f"{since:%Y-%m-%d}" if last <= since else f"{since:%Y-%m-%d} to {last:%Y-%m-%d}"
    if since:
        return f"since {since:%Y-%m-%d}"
    return f"until {until - timedelta(days=1):%Y-%m-%d}" if until else ""
