"""What is to be worked out of work orders: a share, the time between them or until they are closed, a company's own numbers; what came back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from agent.models.embedded.conditions.comparing import is_of_time, length_in
from agent.models.embedded.conditions.phrases import compiled
from agent.question import nouns
from agent.question.header import Header
from agent.question.naming.values import ends_in_how_much
from domain.queries import BETWEEN, DAYS
from language.vocabulary import phrases, vocabulary
from language.words import fold, words

Span = tuple[int, int]
Patterns = Sequence[tuple[str, re.Pattern[str]]]
SHARE = "share"
SOON = 30
"""Days within which a fault comes back, where the question does not say; the answer does."""
_MTBF = re.compile(r"(?<!\w)mtb[fr](?!\w)")
_NAMED = re.compile(r"\s+((?:[^\W\d_]+\W){0,3}[^\W\d_]+)")
"""The few words behind "between", one of which is what time lies between."""
_OF_ORDERS = frozenset({"work_order", "corrective", "preventive", "kind"})
_NARROWING = frozenset({"status", "kind", "assigned_to", "asset", "priority", "failure_mode", "component"})
_COMES_AGAIN = frozenset({"work_order", "alarm", "failure_mode", "work"})


@dataclass(frozen=True)
class Figure:
    """`of` is `share`, `between`, `days`, `hours`, `cost` or a column of the company's own; `spans` are the places that say it."""

    of: str
    how: Literal["sum", "mean", "median", "highest", "lowest"]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Repeated:
    """That what came back within so many days is asked for, and the places that say it."""

    days: int
    spans: tuple[Span, ...]


def figure_in(text: str, asked: str, header: Header, patterns: Patterns) -> Figure | None:
    """The figure that a question asks for, beside the plain sums and means of hours and cost.

    Args:
        text: The folded question, its names too: "closed" may be a state and what is waited for.
        asked: The question.
        header: What it names.
        patterns: The phrases by name.
    """
    told = {name: match.span() for name, pattern in patterns if (match := pattern.search(text))}
    said = nouns.said_in(asked, header.language)
    of_orders = bool(said & _OF_ORDERS) or any(one.kind in _NARROWING for one in header.named)
    spans = tuple(told.values())
    how = "median" if "median" in told else "mean"
    if SHARE in told and of_orders:
        return Figure(SHARE, "sum", spans)
    if (between := _between(fold(asked), header.language)) and of_orders:
        times = tuple(_times(text, header.language))
        return Figure(BETWEEN, "mean", (*spans, *times, between))
    if "closing" in told or ("to_close" in told and of_orders and said & {"hours", "mean", "year", "month"}):
        return Figure(DAYS, how, spans)
    if own := header.values("figure"):
        most, named = says_most(text, header.language), next(one.said for one in header.named if one.kind == "figure")
        asks = told.keys() & {"median", "sum"} or said & {"mean", "least", "frequent", "number"}
        asks = asks or most or _is_amount_of(text, named, header.language)
        ranked = "lowest" if "least" in said else "highest"
        plain = "median" if "median" in told else "mean" if "mean" in said else "sum"
        by_rank = plain == "sum" and "sum" not in told and (most or "least" in said)
        return Figure(own[0], ranked if by_rank else plain, spans) if asks else None
    if "median" in told and said & {"hours", "cost"}:
        return Figure("cost" if "cost" in said else "hours", "median", spans)
    return None


def _is_amount_of(text: str, said: str, language: str) -> bool:
    """Whether "how much" stands before what is said of a figure ("how much energy")."""
    places = re.finditer(rf"(?<!\w){re.escape(fold(said))}(?!\w)", text)
    return any(ends_in_how_much(text[: place.start()], language) for place in places)


def ago_in(text: str, language: str) -> tuple[Span, ...]:
    """Where it is asked how long ago something was: a length of time is asked for, and a word says that it is up to now."""
    known = vocabulary(language).dates
    lengths = phrases(known.how_long)
    afterwards = vocabulary(language).order["after"]
    since = {phrase for phrase in known.since if phrase.split()[0] not in afterwards}
    until_now = phrases(known.ago_after | known.since_after | since)
    before = phrases(known.ago_before | known.since)
    for length in lengths.finditer(text):
        if (now := before.search(text[: length.start()])) and not text[now.end() : length.start()].strip():
            return now.span(), length.span()
        if now := until_now.search(text, length.end()):
            return length.span(), now.span()
    return ()


def _times(text: str, language: str) -> Iterator[Span]:
    """The words for time, and its units."""
    yield from (match.span() for match in dict(compiled("times"))["time"].finditer(text))
    yield from (match.span() for match in re.finditer(r"[^\W\d_]+", text) if is_of_time(match.group(), language))


def says_most(text: str, language: str) -> bool:
    """Whether one of several has most."""
    return place_of_most(text, language) >= 0


def place_of_most(text: str, language: str) -> int:
    """Where that is said, or -1; many languages say it by the "more" of comparisons, with nothing compared to."""
    known = vocabulary(language)
    more = known.limits["more"]
    alone = frozenset(phrase.partition(" ")[0] for phrase in more if phrase.count(" ") == 1)
    compared = [match.start() for match in phrases(more).finditer(text)]
    found = phrases(known.extremes["most"] | alone).finditer(text)
    return next((match.start() for match in found if match.start() not in compared), -1)


def _between(text: str, language: str) -> Span | None:
    """Where "time between orders" is said."""
    if mtbf := _MTBF.search(text):
        return mtbf.span()
    for said in dict(compiled("times"))["between"].finditer(text) if any(_times(text, language)) else ():
        behind = _NAMED.match(text, said.end())
        for word in words(behind[1]) if behind else ():
            if behind and nouns.named_by((word,), language) & _COMES_AGAIN:
                return said.start(), behind.start(1) + behind[1].find(word) + len(word)
    return None


def repeats_in(text: str, header: Header, patterns: Patterns) -> Repeated | None:
    """Where what came back is asked for: a word for it, and a window of time or that it is the same machine or fault.

    Of an alarm that is named every order is one time that it came back: 0 days.
    """
    told = {name: [match.span() for match in pattern.finditer(text)] for name, pattern in patterns}
    if not told["repeat"]:
        return None
    spans = (*told["repeat"], *told["same"])
    for match in dict(compiled("times"))["within"].finditer(text):
        if window := length_in(text, match.end(), header.language):
            days, end = window
            return Repeated(round(days), (*spans, (match.start(), end)))
    if told["same"]:
        return Repeated(SOON, spans)
    return Repeated(0, spans) if header.values("alarm", "failure_mode") else None
