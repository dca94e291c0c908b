"""Spans of time: ISO days, or words such as "last month", "2024-Q3", "March 2025"."""

import re
from datetime import UTC, date, datetime, time, timedelta

from domain.errors import BadInput
from language.dates import dates
from tools.context import ToolContext
from tools.phrases.saying import say

HOW = "write a day (2025-03-01), a month (2025-03, March 2025), a quarter (2025-Q1), a year, or words like 'last month'"
_YEAR = re.compile(r"[12]\d{3}")


def span_of(ctx: ToolContext, since: str, until: str) -> tuple[datetime | None, datetime | None]:
    """From (included) and until (not included), UTC. The day, month or year of `until` is included whole. Raises BadInput."""
    first = _days(ctx, since)[0] if since.strip() else None
    last = _days(ctx, until)[1] if until.strip() else None
    if first and last and first > last:
        raise BadInput(f"The span ends ({last.isoformat()}) before it begins ({first.isoformat()}).")
    return _start(first), _start(last + timedelta(days=1)) if last and last < date.max else None


def _days(ctx: ToolContext, written: str) -> tuple[date, date]:
    try:
        day = datetime.fromisoformat(written.strip()).date()
    except ValueError:
        pass
    else:
        return day, day
    if _YEAR.fullmatch(written.strip()):
        return date(int(written), 1, 1), date(int(written), 12, 31)
    found = dates(written, ctx.now().date(), ctx.language)
    if not found:
        raise BadInput(f"'{written}' is no date that can be read; {HOW}.")
    return found[0].start, found[-1].end


def _start(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day and day > date.min else None


def in_words(since: datetime | None, until: datetime | None, language: str = "") -> str:
    """The shortest way to write a span: "2018", "2018-06", "2018-06-01 to 2018-07-15"; `until` is not included."""
    if since and until:
        last = until - timedelta(days=1)
        whole_months = since.day == 1 and until.day == 1
        if whole_months and (until.year - since.year) * 12 + until.month - since.month == 1:
            return f"{since:%Y-%m}"
        if whole_months and since.month == until.month == 1 and until.year - since.year == 1:
            return f"{since:%Y}"
        first, end = f"{since:%Y-%m-%d}", f"{last:%Y-%m-%d}"
        return first if last <= since else say("span", language, since=first, until=end)
    if since:
        return say("since", language, day=f"{since:%Y-%m-%d}")
    return say("until", language, day=f"{until - timedelta(days=1):%Y-%m-%d}") if until else ""
