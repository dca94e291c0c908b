"""Read the conditions of a question, each with the words that say it; words that narrow and were not read are told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from agent.models.embedded.conditions.comparing import Comparison, comparisons
from agent.models.embedded.conditions.excluding import fields_empty, names_excluded, says_none, words_excluded
from agent.models.embedded.conditions.figuring import Figure, ago_in, figure_in, repeats_in
from agent.models.embedded.conditions.held import Held
from agent.models.embedded.conditions.phrases import adverbs_of_time, compiled, narrowing_words
from agent.question import nouns
from agent.question.header import Header
from language.vocabulary import ENGLISH, phrases, vocabulary
from language.words import fold, words
from stores.records.orders.states import CLOSED, state_of


@dataclass(frozen=True)
class Conditions:
    """Field -> value as the tools take it, how the orders are sorted, what was said for it, and what could not be used.

    `excluded` are the values that are not wanted; `read` the words that were read; `due`: the words that say that a period tells when orders are due; `never`: none are asked for;
    `surely`: orders are asked for, whatever else the question says; `figure`: what is to be worked out of them; `again`: what came back is asked for; `ago`: how long ago it was; `none`: none of a kind;
    `overruled`: values whose word is part of one of these phrases ("Assigned" in "nobody is assigned").
    """

    where: Mapping[str, str]
    order: Mapping[str, Any]
    excluded: frozenset[tuple[str, str]] = frozenset()
    unused: tuple[str, ...] = ()
    read: frozenset[str] = frozenset()
    due: str = ""
    surely: bool = False
    never: bool = False
    figure: Figure | None = None
    again: bool = False
    ago: bool = False
    none: bool = False
    overruled: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.where or self.order or self.excluded or self.due or self.figure)


_COMING = frozenset({"work_order", "service"})
_SURELY = frozenset({"overdue", "unassigned", "no_parts"})
_ORDER = {"next": {"by_due": True}, "first": {"oldest_first": True}}
_WHERE: Mapping[str, Mapping[str, str]] = {
    "unassigned": {"assigned_to": "none"}, "no_parts": {"part": "none"}, "urgent": {"priority": "urgent"}, "high": {"priority": "high"}, "highest": {"priority": "urgent"},
    "low": {"priority": "low"}, "not_done": {"status": "open"}, "next": {"status": "open"}, "overdue": {"status": "open"},
}  # fmt: skip


def conditions_in(asked: str, header: Header) -> Conditions:
    """What `asked` narrows by beside the names in its header."""
    text = fold(asked)
    held = Held(text)
    overruled = frozenset(_overruled(text, header))
    for one in header.named:
        if (one.kind, one.value) not in overruled:
            held.take_said(one.said, mark=one.kind)
    told = _told(held, header)
    where = dict(told.where)
    if repeated := repeats_in(held.text, header, compiled("again")):
        where |= {"repeat_within": str(repeated.days)} if repeated.days else {}
        held.take(*repeated.spans)
    ago = () if header.values("period") else ago_in(held.text, header.language)
    held.take(*ago)
    figure = None if ago else figure_in(text, asked, header, compiled("figures"))
    held.take(*(figure.spans if figure else ()))
    is_open = "open" in header.values("status")
    said = nouns.said_in(asked, header.language)
    is_closed = "closed" in said or any(state_of(one) == CLOSED for one in header.values("status"))
    for one in comparisons(held.text, header.language, said, header.values("figure")):
        if "=" in one.sign and not one.unit and held.in_period(one.span):
            continue  # "from 2024": a time, no figure
        if one.field == "age" and is_closed and one.sign.startswith("<"):
            one = replace(one, field="days")  # "closed within two days": of being opened
        field = _due_within(one, header.today, told) or _compared(one, header.today, is_open=is_open)
        if field and not field.keys() & where.keys():  # a second bound of a field is told as unused
            where |= field
            held.take(one.span)
    where |= fields_empty(held, header)
    excluded = frozenset(names_excluded(text, held, header))
    if told_out := words_excluded(held, header):
        where["text"] = f"not {'|'.join(told_out)}"
    known = vocabulary(header.language).dates
    held.take(*adverbs_of_time(held.text, header.language))
    # "Only the planned ones": the words behind it narrow.
    only = re.compile(rf"(?:^|\()\s*{phrases(vocabulary(header.language).only).pattern}")
    held.take(*(match.span() for match in only.finditer(held.text)))
    held.take_periods(known.within | known.since | known.until | known.between)
    fixed = frozenset(_fixed(held.text, header.language))
    limits = vocabulary(header.language).limits
    comparing = limits["more"] | limits["less"]
    unused = [word for word in held.narrowing(narrowing_words(header.language), comparing) if word not in fixed]
    return replace(
        told,
        where=where,
        excluded=excluded,
        unused=tuple(dict.fromkeys(unused)),
        read=frozenset(held.read),
        figure=figure,
        again=bool(repeated and repeated.days),
        ago=bool(ago),
        none=says_none(text, held, header.language),
        overruled=overruled,
    )


def _fixed(text: str, language: str) -> Iterator[str]:
    """Words of a phrase that only asks ("voor het laatst"): they narrow nothing."""
    told = words(text.replace("\x00", " "))
    for at, size, kinds in nouns.nouns_in(told, language):
        yield from told[at : at + size] if size > 1 and "asking" in kinds else ()


def _overruled(text: str, header: Header) -> Iterator[tuple[str, str]]:
    """States and priorities whose word stands within a longer phrase that means something else."""
    said = [match.group() for _, pattern in compiled("phrases") for match in pattern.finditer(text)]
    for one in header.named:
        word = fold(one.said) if one.kind in {"status", "priority"} else ""
        if word and any(word != each and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", each) for each in said):
            yield one.kind, one.value


def _told(held: Held, header: Header) -> Conditions:
    """What the phrases say that mean the same in whatever language they stand."""
    where: dict[str, str] = {}
    order: dict[str, bool] = {}
    said: dict[str, str] = {}
    for name, pattern in compiled("phrases"):
        match = pattern.search(held.text)
        if not match:
            continue
        said[name] = match.group()
        order |= _ORDER.get(name, {})
        where |= _WHERE.get(name, {})
        if name == "overdue":
            where["due"] = f"<{header.today - timedelta(days=1)}"
        held.take(match.span())
    if following := _next(held, header.language):
        order |= _ORDER["next"]
        where |= {**_WHERE["next"], "due": f">{header.today}"}
        held.take(following)
    return Conditions(where, order, due=said.get("due", ""), surely=bool(said.keys() & _SURELY), never="never" in said)


def _next(held: Held, language: str) -> tuple[int, int] | None:
    """Where the next job or service is asked for, whichever of the two words stands first."""
    for match in phrases(vocabulary(language).dates.next | vocabulary(ENGLISH).dates.next).finditer(held.text):
        beside = words(held.text[: match.start()])[-1:] + words(held.text[match.end() :])[:1]
        if any(nouns.named_by((word,), language) & _COMING for word in beside):
            return match.span()
    return None


def _due_within(one: Comparison, today: date, told: Conditions) -> dict[str, str]:
    """A length of time from today on, where what is due is asked for ("due within two weeks")."""
    if not (told.due and one.days and one.sign.startswith("<")) or "due" in told.where:
        return {}
    return {"due": f"{today}..{today + timedelta(days=round(one.days))}", "status": "open"}


def _compared(one: Comparison, today: date, *, is_open: bool) -> dict[str, str]:
    if one.field == "age" or (one.field == "days" and is_open):
        days = one.days
        edge = today - timedelta(days=round(days))
        return {"opened": f"<{edge - timedelta(days=1)}" if one.sign in {">", ">="} else f">{edge}"}
    return {one.field: f"{one.sign}{one.value:g}"} if one.field else {}
