"""Narrow a query over work orders by what a model wrote: a flat object of fields, words, a span of time."""

import re
from collections.abc import Mapping

from domain.errors import BadInput
from domain.queries import Dated, FieldFilter, OrderQuery, OrderValues
from language.measuring.unit_names import canonical
from stores.records.identifiers import key_of
from stores.records.orders.states import STATES, state_of
from tools.context import ToolContext
from tools.orders.fields import (
    CLOSED,
    COST,
    DAYS,
    DUE,
    HOURS,
    OF_MACHINES,
    OPENED,
    PERIOD,
    REPEATS,
    TEXT,
    TIMES,
    field_of,
)
from tools.orders.narrowed import Narrowing, Part
from tools.orders.spans import in_words, span_of
from tools.orders.values import LOOKED_UP, values_of
from tools.orders.wishes import Wish, bounds_of, wish_of
from tools.phrases.saying import either, say, word
from tools.wording import clauses, shown_words, telling_words, ways

FIGURES = (HOURS, COST, DAYS)
MOMENTS = frozenset({OPENED, CLOSED, DUE})


def narrowing(
    ctx: ToolContext, known: OrderValues, where: Mapping[str, str], text: str = "", since: str = "", until: str = ""
) -> Narrowing:
    """What the fields, words and dates ask for.

    Raises:
        BadInput: a field or value that no work order has, a date that cannot be read.
        NotFound: a machine or alarm that the records do not know.
    """
    found: list[Part] = []
    said_span, texts = [since, until], [text]
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
                    Part(say("not_words", ctx.language, words=_quoted(ctx, one)), words=(one,), excluded=True)
                    for value in wish.values
                    for one in telling_words(value, ctx.language)
                ]
            else:
                texts.append(written)
        else:
            found.append(_part(ctx, known, meant, written))
    start, end = span_of(ctx, *said_span)
    found += [part for one in texts if one.strip() for part in _worded(ctx, one)]
    return Narrowing(tuple(found), OrderQuery(since=start, until=end), ctx.language)


def _worded(ctx: ToolContext, text: str) -> list[Part]:
    """Words that must all be said; alternatives are one part."""
    wanted = ways(text, ctx.language)
    if len(wanted) == 1:
        return [Part(_quoted(ctx, one), words=(one,)) for one in wanted[0]]
    every = clauses(wanted)
    told = (
        [_quoted(ctx, one) for one in every] if len(every) == 1 else [shown_words(one, ctx.language) for one in wanted]
    )
    return [Part(either(told, ctx.language), words=every)]


def _quoted(ctx: ToolContext, one: str) -> str:
    return shown_words([one], ctx.language)


def _part(ctx: ToolContext, known: OrderValues, name: str, written: str) -> Part:
    if name in FIGURES or (name in known.figures and written.strip()[:1] in set("<>=")):
        return Part(f"{word(name, ctx.language)} {written.strip()}", bounds=bounds_of(name, written))
    if name == REPEATS:
        days = _days_in(written)
        return Part(say("repeats", ctx.language, count=days), repeats=days)
    among = known.fields.get(name, ())
    wish = wish_of(written, among)
    if name in MOMENTS and not wish.empty:
        return _moment(ctx, name, written)
    if name == "asset" and wish.values and all(_is_name(one, known) for one in wish.values):
        name = "asset_name"
    if wish.empty:
        return Part(
            say("told" if wish.excluded else "not_told", ctx.language, field=word(name, ctx.language)),
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
    if not dots:
        sign, day = written.strip()[:1], written.strip(" <>=")
        first, last = "" if sign == "<" else day, "" if sign == ">" else day
    start, end = span_of(ctx, first, last)
    dated = Dated.model_validate({"field": name, "since": start, "until": end})
    return Part(say(f"{name}_in", ctx.language, span=in_words(start, end, ctx.language)), dated=dated)


def _valued(ctx: ToolContext, known: OrderValues, name: str, wish: Wish) -> Part:
    whole = tuple(dict.fromkeys(value for one in wish.values for value in values_of(ctx, name, one, known) or (one,)))
    if name == "status":
        whole = tuple(_held_state(value, known) for value in whole)
    # A field with too many values to remember is text: part of it is enough.
    is_text = name not in known.fields and name not in LOOKED_UP
    told = wish.values if name in OF_MACHINES else whole
    if name == "status":
        told = tuple(word(value.replace(" ", "_"), ctx.language) if value in STATES else value for value in told)
    values = either(told, ctx.language)
    return Part(
        say("is_not" if wish.excluded else "is", ctx.language, field=word(name, ctx.language), values=values),
        FieldFilter(field=_column(name), values=whole, within=is_text, excluded=wish.excluded),
    )


_STILL = {"waiting": "on hold", "on hold": "waiting"}
"""States in which nobody goes on: a company that tells only one of them means it by either."""


def _held_state(value: str, known: OrderValues) -> str:
    states = {state_of(one) for one in known.fields.get("status", ())}
    other = _STILL.get(value, "")
    return other if other and other in states and value not in states else value


def _column(name: str) -> str:
    """Sites and models are those of the machines."""
    if name in MOMENTS:
        raise BadInput(f"Whether {name} is told cannot be asked; use status, or a span of time.")
    return "asset" if name in OF_MACHINES else name
