"""Dates and spans of time in any way of writing: one grammar for questions, records and manuals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from language.dating.calendar import FAR_FUTURE, FAR_PAST, Days, latest
from language.dating.grammar import Grammar, any_of, grammar
from language.dating.named_days import Named, named_days, printed_days
from language.detecting import detect
from language.folding import INDIC, aligned
from language.vocabulary import Phrases

LONGEST = 100_000
"""Characters that are read."""
_CUE = 40
_LISTED = 6
"""Characters between two of a list: "2019, 2020", "in May or June"."""
_DAY_BEFORE = re.compile(r"(?<![\w.,/-])(?P<d>\d{1,2})(?:\.|st|nd|rd|th)?(?P<joint>[^\d]{1,12})$")
_DASH = re.compile(r"\s?-\s?|\s*\.\.\.?\s*")


@dataclass(frozen=True)
class Span:
    """Days that a text names at `text[at[0]:at[1]]`, first and last included; `date.min` and `date.max` where it is open.

    `alternatives` are other readings of "03/04/2024"; a `yearless` one is the latest that has begun. `bound` are the days that an open one
    is reckoned from: of "since May 2024" May.
    """

    start: date
    end: date
    at: tuple[int, int]
    written: str
    alternatives: tuple[tuple[date, date], ...] = ()
    yearless: bool = False
    bound: tuple[date, date] | None = None


def dates(text: str, today: date, language: str = "") -> list[Span]:
    """The times that a text names, in order.

    Args:
        text: Any text; its first 100,000 characters are read.
        today: What "last month" is reckoned from.
        language: Whose words for months and spans, English besides; "" for the language that the text is in.
    """
    text = text[:LONGEST]
    if not any(character.isalnum() for character in text):
        return []
    folded, places = aligned(text)
    known = grammar(language or detect(text))
    found = _joined(folded, named_days(folded, today, known.language), known)
    spans: list[Span] = []
    for number, named in enumerate(found):
        if named.kind == "weekday" and _says_the_day(folded, named, found[number + 1 : number + 2]):
            continue
        is_listed = number > 0 and found[number - 1].kind == named.kind and named.at - found[number - 1].to <= _LISTED
        read = _bounded(folded, named, known, is_listed=is_listed and bool(spans))
        if read is not None:
            at = places[read.at], places[read.to - 1] + 1
            spans.append(Span(*read.days, at, text[at[0] : at[1]], read.alternatives, read.yearless, read.bound))
    return spans


def first_printed(text: str) -> date | None:
    """The first date that a document prints with its year in four figures; a month without a day is its first day."""
    folded, _ = aligned(text[:LONGEST])
    return next((named.days.start for named in printed_days(folded)), None)


def _joined(text: str, found: Sequence[Named], known: Grammar) -> list[Named]:
    """Two that stand as a range, "3 to 5 May" and "March to June 2024", become one."""
    joined: list[Named] = []
    for named in found:
        named = _from_day(text, named, known)
        before = joined[-1] if joined else None
        if before and _is_range(text, before, named, known) and (days := _from_to(before, named)):
            joined[-1] = Named(days, before.at, named.to, "span", yearless=named.yearless)
        else:
            joined.append(named)
    return joined


def _is_range(text: str, one: Named, other: Named, known: Grammar) -> bool:
    between = text[one.to : other.at]
    if len(between) > _CUE or "weekday" in {one.kind, other.kind}:
        return False
    if _DASH.fullmatch(between) or _to(known).fullmatch(between):
        return True
    return _and(known).fullmatch(between) is not None and _stands_before(text, one.at, known, ("between",))


def _from_to(one: Named, other: Named) -> Days | None:
    """The first day of the one to the last of the other, whose year it shares where it has none."""
    start = one.days.start
    if one.yearless and not other.yearless and one.month:
        for year in (other.days.start.year, other.days.start.year - 1):
            try:
                start = date(year, one.month, one.day or 1)
            except ValueError:
                return None
            if start <= other.days.end:
                break
    if one.yearless and other.yearless and other.days.end < start and one.month:
        earlier = latest(other.days.start, one.month, one.day)
        start = earlier.start if earlier else start
    return Days(start, other.days.end) if start <= other.days.end else None


def _from_day(text: str, named: Named, known: Grammar) -> Named:
    """With the day before it: "3 to 5 May 2025"."""
    if named.kind != "day" or not named.day or named.alternatives:
        return named
    before = _DAY_BEFORE.search(text, max(0, named.at - 16), named.at)
    if before is None or not 0 < int(before["d"]) < named.day:
        return named
    joint = before["joint"]
    if _DASH.fullmatch(joint) or _to(known).fullmatch(joint) or _and(known).fullmatch(joint):
        return replace(
            named, days=Days(named.days.start.replace(day=int(before["d"])), named.days.end), at=before.start()
        )
    return named


def _bounded(text: str, named: Named, known: Grammar, *, is_listed: bool) -> Named | None:
    """With "since" or "until" before or behind it; None for a year or a short month that nothing says to be one."""
    before = text[max(0, named.at - _CUE) : named.at]
    behind = text[named.to : named.to + _CUE]
    since = _cue(known, ("since",)).search(before) or _after(known, ("since_after",)).match(behind)
    until = _cue(known, ("until",)).search(before) or _after(known, ("until_after",)).match(behind)
    said = is_listed or since or until or _cue(known, ("within", "last", "this", "next", "between")).search(before)
    if named.needs_cue and not said:
        return None
    if since:
        later = _is_one(since["cue"], known.ordered("after")) and since.re is _cue(known, ("since",))
        start = named.days.end + timedelta(days=1) if later and named.days.end < FAR_FUTURE else named.days.start
        return _open(named, Days(start, FAR_FUTURE), since, before)
    if until:
        earlier = since is None and _is_one(until["cue"], known.ordered("before") - known.ordered("until"))
        end = named.days.start - timedelta(days=1) if earlier else named.days.end
        return _open(named, Days(FAR_PAST, end), until, before)
    return named


def _is_one(cue: str, wanted: Phrases) -> bool:
    return cue in wanted or cue.split()[0] in wanted


def _open(named: Named, days: Days, cue: re.Match[str], before: str) -> Named:
    leads = cue.string is before
    at = named.at - len(before) + cue.start("cue") if leads else named.at
    to = named.to if leads else named.to + cue.end("cue")
    return replace(named, days=days, at=at, to=to, alternatives=(), bound=named.days)


def _stands_before(text: str, place: int, known: Grammar, names: tuple[str, ...]) -> bool:
    return _cue(known, names).search(text[max(0, place - _CUE) : place]) is not None


def _says_the_day(text: str, weekday: Named, following: Sequence[Named]) -> bool:
    """Whether a date follows its weekday ("Monday, 3 May")."""
    return bool(following) and following[0].kind == "day" and len(text[weekday.to : following[0].at].strip(" ,.")) <= 3


@lru_cache(256)
def _cue(known: Grammar, names: tuple[str, ...]) -> re.Pattern[str]:
    """One of these words right before, maybe with an article between."""
    return re.compile(rf"(?<![\w{INDIC}])(?P<cue>{any_of(known.phrases(*names))})(?:\s+|(?<='))(?:\w{{1,3}}\s+)?$")


@lru_cache(256)
def _after(known: Grammar, names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s+(?P<cue>{any_of(known.phrases(*names))})(?![\w{INDIC}])")


@lru_cache(64)
def _to(known: Grammar) -> re.Pattern[str]:
    return _between(known.phrases("to"))


@lru_cache(64)
def _and(known: Grammar) -> re.Pattern[str]:
    return _between(known.phrases("joining"))


def _between(wanted: Phrases) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{any_of(wanted)})(?:\s+\w{{1,3}})?\s+")
