"""Narrow a query over work orders by what a model wrote: a flat object of fields, words, a span of time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from domain.errors import BadInput
from domain.queries import Bound, Dated, FieldFilter, OrderQuery, OrderValues
from language.measuring.unit_names import canonical
from stores.records.identifiers import key_of
from tools.context import ToolContext
from tools.orders.fields import (
    CLOSED,
    COST,
    DAYS,
    DUE,
    HOURS,
    MODEL,
    OPENED,
    PERIOD,
    REPEATS,
    SITE,
    TEXT,
    TIMES,
    field_of,
)
from tools.orders.spans import in_words, span_of
from tools.orders.values import LOOKED_UP, values_of
from tools.orders.wishes import Wish, bounds_of, wish_of
from tools.wording import shown_words, telling_words

FIGURES = (HOURS, COST, DAYS)
MOMENTS = frozenset({OPENED, CLOSED, DUE})


@dataclass(frozen=True)
class Part:
    """One thing that narrows, and how it is said."""

    said: str
    filter: FieldFilter | None = None
    bounds: tuple[Bound, ...] = ()
    dated: Dated | None = None
    word: str = ""
    excluded: bool = False
    repeats: int = 0


@dataclass(frozen=True)
class Narrowing:
    """All of them, and the span of time that stands beside them."""

    parts: tuple[Part, ...] = ()
    span: OrderQuery = field(default_factory=OrderQuery)

    @property
    def said(self) -> str:
        """In words: "asset WTG-07; status closed; opened 2025"."""
        span = in_words(self.span.since, self.span.until)
        fields = [part.said for part in self.parts if not part.word]
        texts = [part.said for part in self.parts if part.word]
        words = [f"text {' and '.join(texts)}"] if texts else []
        return "; ".join([*fields, *words, *([f"opened {span}"] if span else [])])

    def query(self) -> OrderQuery:
        """As the store takes it."""
        return self.span.model_copy(
            update={
                "filters": tuple(part.filter for part in self.parts if part.filter),
                "bounds": tuple(bound for part in self.parts for bound in part.bounds),
                "dated": tuple(part.dated for part in self.parts if part.dated),
                "anywhere": tuple(part.word for part in self.parts if part.word and not part.excluded),
                "repeats": max((part.repeats for part in self.parts), default=0),
                "without": tuple(part.word for part in self.parts if part.word and part.excluded),
            }
        )

    def without(self, part: Part | None) -> "Narrowing":
        """Without one part; None stands for the span of time."""
        if part is None:
            return replace(self, span=OrderQuery())
        return replace(self, parts=tuple(one for one in self.parts if one is not part))


def joined(one: Narrowing, other: Narrowing) -> Narrowing:
    """Both together; the second one's span of time where it has one."""
    span = other.span if other.span.since or other.span.until else one.span
    return Narrowing((*one.parts, *other.parts), span)


def narrowing(
    ctx: ToolContext, known: OrderValues, where: Mapping[str, str], text: str = "", since: str = "", until: str = ""
) -> Narrowing:
    """What the fields, words and dates ask for.

    Raises:
        BadInput: a field or value that no work order has, a date that cannot be read.
        NotFound: a machine or alarm that the records do not know.
    """
    found: list[Part] = []
    said_span = [since, until]
    for name, written in where.items():
        if name.strip().casefold() in {"since", "until"}:
            said_span[name.strip().casefold() == "until"] = written
            continue
        meant = field_of(name, known)
        if meant in {PERIOD, *TIMES}:
            said_span = [written, written]
        elif meant == TEXT:
            wish = wish_of(written)
            if wish.excluded:
                found += [
                    Part(f"not {shown_words([one])}", word=one, excluded=True)
                    for value in wish.values
                    for one in telling_words(value, ctx.language)
                ]
            else:
                text = f"{text} {written}"
        else:
            found.append(_part(ctx, known, meant, written))
    start, end = span_of(ctx, *said_span)
    found += [Part(shown_words([one]), word=one) for one in telling_words(text, ctx.language)]
    return Narrowing(tuple(found), OrderQuery(since=start, until=end))


def _part(ctx: ToolContext, known: OrderValues, name: str, written: str) -> Part:
    if name in FIGURES or (name in known.figures and written.strip()[:1] in set("<>=")):
        return Part(f"{name} {written.strip()}", bounds=bounds_of(name, written))
    if name == REPEATS:
        days = _days_in(written)
        return Part(f"the same fault on the same machine within {days} days before", repeats=days)
    among = known.fields.get(name, ())
    wish = wish_of(written, among)
    if name in MOMENTS and not wish.empty:
        return _moment(ctx, name, written)
    if name == "asset" and wish.values and all(_is_name(one, known) for one in wish.values):
        name = "asset_name"
    if wish.empty:
        return Part(
            f"{_shown(name)} {'told' if wish.excluded else 'not told'}",
            FieldFilter(field=_column(name), values=("",), excluded=wish.excluded),
        )
    return _valued(ctx, known, name, wish)


def _days_in(written: str) -> int:
    """Read "30", "30 days", "2 weeks". Raises BadInput."""
    length = re.fullmatch(r"\W*(\d{1,4})\W*([^\W\d]*)\W*", written)
    each = {"": 1.0, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}.get(
        canonical(length[2]) if length and length[2] else ""
    )
    if not length or not each:
        raise BadInput(f"'{written}' is no number of days; write 30 or '2 weeks'.")
    return round(int(length[1]) * each)


def _is_name(written: str, known: OrderValues) -> bool:
    """Whether it is what machines are called, and no tag."""
    names = known.fields.get("asset_name", ())
    return not any(key_of(tag) == key_of(written) for tag in known.assets) and any(
        key_of(name) == key_of(written) for name in names
    )


def _moment(ctx: ToolContext, name: str, written: str) -> Part:
    first, dots, last = written.strip().partition("..")
    if dots:
        start, end = span_of(ctx, first, last)
        dated = Dated.model_validate({"field": name, "since": start, "until": end})
        return Part(f"{name} {in_words(start, end)}", dated=dated)
    sign, day = written.strip()[:1], written.strip(" <>=")
    start, end = span_of(ctx, "" if sign == "<" else day, "" if sign == ">" else day)
    dated = Dated.model_validate({"field": name, "since": start, "until": end})
    return Part(f"{name} {in_words(start, end)}", dated=dated)


def _valued(ctx: ToolContext, known: OrderValues, name: str, wish: Wish) -> Part:
    values = [value for one in wish.values for value in (values_of(ctx, name, one, known) or (one,))]
    whole = tuple(dict.fromkeys(values))
    # A field with too many values to remember is text: part of it is enough.
    is_text = name not in known.fields and name not in LOOKED_UP
    told = wish.values if name in {SITE, MODEL} else whole
    return Part(
        f"{_shown(name)} {'not ' if wish.excluded else ''}{' or '.join(told)}",
        FieldFilter(field=_column(name), values=whole, within=is_text, excluded=wish.excluded),
    )


def _column(name: str) -> str:
    """Sites and models are those of the machines."""
    if name in MOMENTS:
        raise BadInput(f"Whether {name} is told cannot be asked; use status, or a span of time.")
    return "asset" if name in {SITE, MODEL} else name


def _shown(name: str) -> str:
    return name.replace("_", " ")


def emptied_by(narrowed: Narrowing, count: Callable[[OrderQuery], int]) -> list[str]:
    """Where nothing matches: how many there are without each part, the likeliest way on."""
    lines: list[str] = []
    span = in_words(narrowed.span.since, narrowed.span.until)
    each = [*((part, part.said) for part in narrowed.parts), *([(None, f"opened {span}")] if span else [])]
    for part, said in each if len(each) > 1 else []:
        without = count(narrowed.without(part).query())
        if without:
            lines.append(f"Without {said}: {without}")
    return lines
