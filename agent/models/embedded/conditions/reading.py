"""Read the conditions of a question, each with the words that say it; words that narrow and were not read are told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from agent.models.embedded.conditions.comparing import Comparison, comparisons
from agent.models.embedded.conditions.figuring import Figure, figure_in, repeats_in
from agent.models.embedded.conditions.held import Held
from agent.models.embedded.conditions.phrases import compiled, excepting, narrowing_words, says_neither, words_of
from agent.question import nouns
from agent.question.header import Header
from language.words import fold

NEAR = 26
"""Characters between a word that excludes and what it excludes."""
_NAMES = frozenset(
    {
        "status",
        "kind",
        "assigned_to",
        "priority",
        "component",
        "failure_mode",
        "alarm",
        "asset",
        "site",
        "model",
        "asset_name",
    }
)


@dataclass(frozen=True)
class Conditions:
    """Field -> value as the tools take it, how the orders are sorted, what was said for it, and what could not be used.

    `excluded` are the values that are not wanted; `read` the words that were read; `due`: a period tells when orders are due; `never`: none are asked for;
    `surely`: orders are asked for, whatever else the question says; `figure`: what is to be worked out of them; `again`: what came back is asked for;
    `overruled`: values whose word is part of one of these phrases ("Assigned" in "nobody is assigned").
    """

    where: Mapping[str, str]
    order: Mapping[str, Any]
    excluded: frozenset[tuple[str, str]] = frozenset()
    unused: tuple[str, ...] = ()
    read: frozenset[str] = frozenset()
    due: bool = False
    surely: bool = False
    never: bool = False
    figure: Figure | None = None
    again: bool = False
    overruled: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.where or self.order or self.excluded or self.due or self.figure)


_PLAIN_NOT = frozenset(
    [
        "not(?: (?:done |made |handled )?by)?",
        "no(?: son de| es de| de)?",
        "non",
        "pas(?: (?:de|par))?",
        "nicht(?: von)?",
        "nao(?: sao de| e de| de)?",
        "ikke(?: af)?",
        "ni",
        "nor",
        "nem",
    ]
)
"""These exclude a value that is named; before any other word they may belong to what happened ("does not start")."""
_STANDING_FOR = frozenset({"pronoun", "asking"})
"""Nouns of words that stand for the jobs ("except the ones of 2023"): no job is told by them."""
_SURELY = frozenset({"overdue", "unassigned", "no_parts"})
_ORDER = {"next": {"by_due": True}, "first": {"oldest_first": True}}
_DUE = {"overdue": (-1, "<"), "next": (0, ">")}
"""Days from today."""
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
    if repeated := repeats_in(held.text, header.language, compiled("again")):
        where["repeat_within"] = str(repeated.days)
        held.take(*repeated.spans)
    figure = figure_in(text, asked, header, compiled("figures"))
    held.take(*(figure.spans if figure else ()))
    is_open = "open" in header.values("status")
    said = nouns.said_in(asked, header.language)
    for one in comparisons(held.text, header.language, words_of(header.language), said, header.values("figure")):
        if "=" in one.sign and not one.unit and held.in_period(one.span):
            continue  # "from 2024": a time, no figure
        if field := _compared(one, header.today, is_open=is_open):
            where |= field
            held.take(one.span)
    excluded = frozenset(_excluded(text, held, header))
    if words := _words_excluded(held, header):
        where["text"] = f"not {'|'.join(words)}"
    periods = [*_periods_excluded(held, header)]
    held.take_periods()
    unused = periods + held.narrowing(narrowing_words(header.language))
    return replace(
        told,
        where=where,
        excluded=excluded,
        unused=tuple(dict.fromkeys(unused)),
        read=frozenset(held.read),
        figure=figure,
        again=repeated is not None,
        overruled=overruled,
    )


def _overruled(text: str, header: Header) -> Iterator[tuple[str, str]]:
    """States and priorities whose word stands within a longer phrase that means something else."""
    said = [match.group() for _, pattern in compiled("phrases") for match in pattern.finditer(text)]
    for one in header.named:
        word = fold(one.said)
        if (
            one.kind in {"status", "priority"}
            and word
            and any(word != each and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", each) for each in said)
        ):
            yield one.kind, one.value


def _told(held: Held, header: Header) -> Conditions:
    """What the phrases say that mean the same in whatever language they stand."""
    where: dict[str, str] = {}
    order: dict[str, bool] = {}
    said: set[str] = set()
    for name, pattern in compiled("phrases"):
        match = pattern.search(held.text)
        if not match:
            continue
        said.add(name)
        order |= _ORDER.get(name, {})
        where |= _WHERE.get(name, {})
        if name in _DUE:
            day, sign = _DUE[name]
            where["due"] = f"{sign}{header.today + timedelta(days=day)}"
        held.take(match.span())
    return Conditions(where, order, due="due" in said, surely=bool(said & _SURELY), never="never" in said)


def _compared(one: Comparison, today: date, *, is_open: bool) -> dict[str, str]:
    if one.field == "age" or (one.field == "days" and is_open):
        days = one.days
        edge = today - timedelta(days=round(days))
        return {"opened": f"<{edge - timedelta(days=1)}" if one.sign in {">", ">="} else f">{edge}"}
    return {one.field: f"{one.sign}{one.value:g}"} if one.field else {}


def _excluded(text: str, held: Held, header: Header) -> Iterator[tuple[str, str]]:
    """The names that a word before them excludes, with nothing else named between."""
    pattern = excepting(header.language, neither=says_neither(held.text, header.language))
    for start, end, kind in held.marks:
        if kind not in _NAMES:
            continue
        begin = max((other for _, other, _ in held.marks if other <= start), default=0)
        before = held.text[max(begin, start - NEAR) : start]
        found = list(pattern.finditer(before))
        if found:
            offset = max(begin, start - NEAR)
            held.take((offset + found[-1].start(), offset + found[-1].end()))
            said = text[start:end]
            yield from ((one.kind, one.value) for one in header.named if fold(one.said) == said and one.kind == kind)


def _periods_excluded(held: Held, header: Header) -> Iterator[str]:
    """The words that exclude a time, which no query can: "except those of 2023"."""
    pattern = excepting(header.language, neither=False)
    for start, _, kind in held.marks:
        if kind == "period" and (found := list(pattern.finditer(held.text[max(0, start - NEAR) : start]))):
            yield found[-1].group()


def _words_excluded(held: Held, header: Header) -> list[str]:
    """The word behind "except" that names no value: it must not stand in the texts."""
    excepting = "|".join(one for one in words_of(header.language)["except"] if one not in _PLAIN_NOT)
    pattern = re.compile(
        rf"(?<!\w)(?:{excepting})\s+(?:(?:the|any|die|der|das|les|la|las|los|el|os|as)\s+)?([^\W\d_]{{3,}})"
    )
    words: list[str] = []
    for match in pattern.finditer(held.text):
        word = match[match.lastindex or 0]
        if word in narrowing_words(header.language) or nouns.named_by((word,), header.language) & _STANDING_FOR:
            continue
        words.append(word)
        held.take(match.span())
    return words
