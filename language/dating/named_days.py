"""One date, month, quarter, year or relative time each, as it is written in any of our languages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from language.dating.calendar import Days, around, back, latest, month_of, quarter_of, week_of, year_of
from language.dating.counts import count_before, count_in
from language.dating.grammar import LETTER as _L
from language.dating.grammar import YEAR as _YEAR
from language.dating.grammar import Grammar, grammar, months
from language.measuring.unit_names import unit_at
from language.vocabulary import ENGLISH

_NAME = rf"(?P<name>{_L}{{2,12}})"
_ORDINAL = r"(?:\.|st|nd|rd|th|er|[ºª°]|:?[ae])?"
_OF = r"(?:(?:of|de|del|den)\s+|d'\s*)?"
ISO = re.compile(
    r"(?<![\w.-])(?P<y>(?:19|20)\d\d)([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)(?:t\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?z?)?"
)
NUMERIC = re.compile(
    r"(?<![\w.,/-])(?P<a>\d{1,2})(?P<sign>[./-])(?P<b>\d{1,2})(?P=sign)(?P<y>(?:19|20)\d\d|(?<![-])\d\d)(?![\w/]|[.,-]\d)"
)
_BEHIND_DAY = r"(?<=(?<![\w.,-])\d-)|(?<=(?<![\w.,-])\d\d-)"
"""Where the last of two days stands, "3-5 May"."""
DAY_MONTH = re.compile(
    rf"(?:(?<![\w.,-])|{_BEHIND_DAY})(?P<d>\d{{1,2}}){_ORDINAL}(?:\s+|-){_OF}{_NAME}\.?(?:(?:,?\s+|-)(?:(?:of|de|del)\s+)?{_YEAR}|(?=\W|$))"
)
MONTH_DAY = re.compile(
    rf"(?<![\w-]){_NAME}\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?-\s?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?(?![\w:]|[.,]\d|-\d)(?:,?\s+{_YEAR})?"
)
MONTH_YEAR = re.compile(rf"(?<![\w-]){_NAME}\.?,?(?:\s+|-)(?:(?:of|de|del|i|von|d')\s*)?{_YEAR}")
ISO_MONTH = re.compile(
    r"(?<![\w.-])(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\w-])|(?<![\w./])(?P<m2>0?[1-9]|1[0-2])/(?P<y2>(?:19|20)\d\d)(?![\w/-])"
)
QUARTER = re.compile(
    r"(?<!\w)(?:q(?P<q>[1-4])(?:[\s/-]*(?P<y>(?:19|20)\d\d))?|(?P<y2>(?:19|20)\d\d)[\s/-]?q(?P<q2>[1-4]))(?!\w)"
)
YEARS = re.compile(r"(?<![\w.,/-])(?P<y>(?:19|20)\d\d)\s?-\s?(?P<y2>(?:19|20)\d\d)(?![\w-]|[.,]\d)")
YEAR = re.compile(r"(?<![\w.,/-])(?P<y>(?:19|20)\d\d)(?![\w/-]|[.,]\d)")
LAST = 31
_WORD = re.compile(rf"{_L}{{3,}}")
_SURE = 6
"""Letters from which the name of a month is no other word."""


@dataclass(frozen=True)
class Named:
    """One named time at `[at, to)` of the folded text; `bound` are the days that an open one is reckoned from."""

    days: Days
    at: int
    to: int
    kind: str
    """One of "day", "month", "year", "weekday" and "span"."""
    month: int = 0
    day: int = 0
    yearless: bool = False
    needs_cue: bool = False
    alternatives: tuple[Days, ...] = ()
    bound: Days | None = None


def named_days(text: str, today: date, language: str) -> list[Named]:
    """The times that a folded text names, in order; of two that overlap the longer."""
    known = grammar(language)
    found = [named for read in _READERS for named in read(text, today, known)]
    found.sort(key=lambda named: (named.at, -named.to))
    kept: list[Named] = []
    for named in found:
        if kept and named.at < kept[-1].to:
            if named.to - named.at > kept[-1].to - kept[-1].at and not named.needs_cue:
                kept[-1] = named
            continue
        kept.append(named)
    return kept


def printed_days(text: str) -> list[Named]:
    """The days and months that a folded text names with their year in four figures, in order."""
    known = grammar(ENGLISH)
    found = [named for read in (_numeric, _days_named, _months_named) for named in read(text, date.max, known)]
    told = [named for named in found if not named.yearless and re.search(r"\d{4}", text[named.at : named.to])]
    return sorted(told, key=lambda named: (named.at, -named.to))


def _numeric(text: str, _today: date, _known: Grammar) -> Iterator[Named]:
    for match in ISO.finditer(text):
        if day := _date(match["y"], match["m"], match["d"]):
            yield _one_day(match, day)
    for match in NUMERIC.finditer(text):
        first, second, year = int(match["a"]), int(match["b"]), match["y"]
        year = str(int(year) + (2000 if int(year) < 70 else 1900)) if len(year) == 2 else year
        readings = [day for d, m in ((first, second), (second, first)) if (day := _date(year, m, d))]
        if match["sign"] == ".":
            readings = readings[:1] if second <= 12 else []
        if readings:
            others = tuple(Days(day, day) for day in dict.fromkeys(readings[1:]) if day != readings[0])
            yield replace(_one_day(match, readings[0]), alternatives=others)


def _days_named(text: str, today: date, known: Grammar) -> Iterator[Named]:
    for pattern in (DAY_MONTH, MONTH_DAY):
        for match in pattern.finditer(text):
            month, number = months().get(match["name"], 0), int(match["d"])
            last = int(match.groupdict().get("last") or number)  # "May 3-5"
            if not number <= last <= LAST:
                continue
            if match["y"] and month and (day := _date(match["y"], month, number)):
                days = Days(day, _date(match["y"], month, last) or day)
                yield replace(_one_day(match, day), days=days, month=month, day=number)
            elif not match["y"] and (month := known.own_months.get(match["name"], 0)):
                days = latest(today, month, number) if 0 < number <= LAST else None
                if days:
                    days = Days(days.start, _date(str(days.start.year), month, last) or days.end)
                    yield Named(days, match.start(), match.end(), "day", month, number, yearless=True)


def _months_named(text: str, today: date, known: Grammar) -> Iterator[Named]:
    for match in MONTH_YEAR.finditer(text):
        if month := months().get(match["name"], 0):
            yield Named(month_of(int(match["y"]), month), match.start(), match.end(), "month", month)
    for match in ISO_MONTH.finditer(text):
        year, month = int(match["y"] or match["y2"]), int(match["m"] or match["m2"])
        yield Named(month_of(year, month), match.start(), match.end(), "month", month)
    for match in _WORD.finditer(text):
        month = known.own_months.get(match.group(), 0)
        days = latest(today, month) if month else None
        if days:
            unsure = len(match.group()) < _SURE
            yield Named(days, match.start(), match.end(), "month", month, yearless=True, needs_cue=unsure)


def _wide(text: str, today: date, known: Grammar) -> Iterator[Named]:
    for match in QUARTER.finditer(text):
        yield _quarter(match, int(match["q"] or match["q2"]), match["y"] or match["y2"], today)
    for match in known.quarter.finditer(text):
        yield _quarter(match, known.ordinals[match["which"]], match["y"], today)
    for match in known.week.finditer(text):
        if days := week_of(int(match["w"]), int(match["y"] or 0), today):
            yield Named(days, match.start(), match.end(), "span", yearless=not match["y"])
    for match in YEARS.finditer(text):
        if match["y"] < match["y2"]:
            days = Days(date(int(match["y"]), 1, 1), date(int(match["y2"]), 12, 31))
            yield Named(days, match.start(), match.end(), "span")
    for match in YEAR.finditer(text):
        if unit_at(text, match.end())[0]:
            continue
        yield Named(year_of(int(match["y"])), match.start(), match.end(), "year", needs_cue=True)


def _relative(text: str, today: date, known: Grammar) -> Iterator[Named]:
    for match in known.fixed_pattern.finditer(text):
        meant = known.fixed[" ".join(match.group().split())]
        days = around(today, "day", meant) if isinstance(meant, int) else around(today, *meant)
        yield Named(days, match.start(), match.end(), "day" if isinstance(meant, int) else "span")
    for match in known.relative.finditer(text):
        if days := _worked_out(match, today, known):
            yield Named(days, match.start(), match.end(), "span")
    for match in known.weekday.finditer(text):
        weekday = known.weekdays[" ".join(match.group().split())]
        day = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
        yield Named(Days(day, day), match.start(), match.end(), "weekday")


_READERS: tuple[Callable[[str, date, Grammar], Iterator[Named]], ...] = (
    _numeric,
    _days_named,
    _months_named,
    _wide,
    _relative,
)


def _worked_out(match: re.Match[str], today: date, known: Grammar) -> Days | None:
    if written := match["ago"] or match["past"]:
        unit = known.units[match["ago_unit"] or match["past_unit"]]
        count = count_in(written, known)
        day = back(today, count, unit) if count else None
        return Days(day, day) if day else None
    unit = known.units[match["unit"] or match["unit2"]]
    written = match["n"] or match["count"] or match["many"]
    if match["this"] or match["this2"]:
        return around(today, unit, 0) if not written else None
    count = count_in(written, known) if written else count_before(match, known)
    if written and not count:
        return None
    if match["next"] or match["next2"]:
        return Days(today, back(today, -count, unit)) if count else around(today, unit, 1)
    return Days(back(today, count, unit) + timedelta(days=1), today) if count else around(today, unit, -1)


def _quarter(match: re.Match[str], number: int, year: str | None, today: date) -> Named:
    days = quarter_of(int(year) if year else today.year, number)
    if not year and days.start > today:
        days = quarter_of(today.year - 1, number)
    return Named(days, match.start(), match.end(), "span", yearless=not year)


def _one_day(match: re.Match[str], day: date) -> Named:
    return Named(Days(day, day), match.start(), match.end(), "day", day.month, day.day)


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
