"""Read the conditions of a question, each with the words that say it; words that narrow and were not read are told."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from agent.models.embedded.conditions.comparing import Comparison, comparisons
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
    `surely`: orders are asked for, whatever else the question says.
    """

    where: Mapping[str, str]
    order: Mapping[str, Any]
    excluded: frozenset[tuple[str, str]]
    unused: tuple[str, ...]
    read: frozenset[str]
    due: bool = False
    surely: bool = False
    never: bool = False

    def __bool__(self) -> bool:
        return bool(self.where or self.order or self.excluded or self.due)


def conditions_in(asked: str, header: Header) -> Conditions:
    """What `asked` narrows by beside the names in its header."""
    text = fold(asked)
    held = _Held(text)
    for one in header.named:
        held.take_said(one.said, mark=one.kind)
    where: dict[str, str] = {}
    order: dict[str, bool] = {}
    due = never = False
    surely = False
    for name, span in _phrases(held):
        surely = surely or name in _SURELY
        if name == "due":
            due = True
        elif name == "never":
            never = True
        elif name in _ORDER:
            order |= _ORDER[name]
            where |= _WHERE.get(name, {})
            where |= {"due": f">{header.today}"} if name == "next" else {}
        else:
            where |= (
                {"due": f"<{header.today - timedelta(days=1)}", "status": "open"} if name == "overdue" else _WHERE[name]
            )
        held.take(span)
    is_open = "open" in header.values("status")
    for one in comparisons(held.text, text, _words(header.language)):
        if field := _compared(one, header.today, is_open=is_open):
            where |= field
            held.take(one.span)
    excluded = frozenset(_excluded(text, held, header))
    if words := _words_excluded(held, header):
        where["text"] = f"not {'|'.join(words)}"
    held.take_periods()
    unused = held.narrowing(_narrowing(header.language))
    return Conditions(where, order, excluded, tuple(dict.fromkeys(unused)), frozenset(held.read), due, surely, never)


_COMPARING = frozenset("over under above below between than uber unter zwischen als entre que end mellem".split())
_PLAIN_NOT = frozenset(["not", "no", "non", "pas", "nicht(?: von)?", "nao", "ikke(?: af)?"])
"""These exclude a value that is named; before any other word they may belong to what happened ("does not start")."""
_SURELY = frozenset({"overdue", "unassigned", "no_parts"})
_ORDER = {"next": {"by_due": True}, "first": {"oldest_first": True}}
_WHERE: Mapping[str, Mapping[str, str]] = {
    "unassigned": {"assigned_to": "none"}, "no_parts": {"part": "none"}, "urgent": {"priority": "urgent"}, "high": {"priority": "high"},
    "low": {"priority": "low"}, "not_done": {"status": "open"}, "next": {"status": "open"},
}  # fmt: skip


def parts_asked(asked: str, header: Header, said: AbstractSet[str]) -> dict[str, str]:
    """What parts are asked to be ("below minimum", "cheaper than 20", "from Grainger", "the most expensive"); nothing where none is.

    Args:
        asked: The question.
        header: What it names.
        said: The nouns that it says.
    """
    text = fold(asked)
    stock = next((name for name, pattern in _compiled("parts") if pattern.search(text)), "")
    where = {"stock": stock} if stock else {}
    found = list(comparisons(text, text, _words(header.language)))
    price = next((one for one in found if one.field in {"cost", ""}), None)
    if price and "part" in said and "work_order" not in said:
        where["price"] = f"{price.sign}{price.value:g}"
    elif (
        "cost" in said and "part" in said and _SUPERLATIVE.search(text) and not said & {"work_order", "asset", "hours"}
    ):
        where["sort"] = "price" if "least" in said else "-price"
    if supplier := header.values("supplier"):
        where["supplier"] = supplier[0]
    return where if "part" in said or "stock" in where else {}


_SUPERLATIVE = re.compile(
    r"\b(?:most|dearest|costliest|cheapest|lowest|highest|teuerste\w*|billigste\w*|gunstigste\w*|(?:plus|moins) chere?s?|mas (?:car|barat)[oa]s?|mais (?:car|barat)[oa]s?|dyreste|billigste)\b"
)


class _Held:
    """The folded question; what was read of it is blanked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks: list[tuple[int, int, str]] = []
        self.read: set[str] = set()

    def take(self, span: tuple[int, int]) -> None:
        self.read.update(re.findall(r"[^\W_]+", self.text[slice(*span)]))
        self._blank(span)

    def _blank(self, span: tuple[int, int]) -> None:
        self.text = self.text[: span[0]] + "\x00" * (span[1] - span[0]) + self.text[span[1] :]

    def take_said(self, said: str, mark: str) -> None:
        plain = fold(said)
        for match in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", self.text) if plain else ():
            self.marks.append((*match.span(), mark))
            if mark != "period":
                self._blank(match.span())
            break

    def take_periods(self) -> None:
        """A period is read with the word before it ("before May", "between 2014 and 2016")."""
        for start, end, mark in self.marks:
            if mark == "period":
                word = re.search(r"[^\W_]+\W*$", self.text[:start])
                self._blank((word.start() if word else start, end))

    def narrowing(self, words: AbstractSet[str]) -> list[str]:
        """Words of these that are left; one that compares counts before a figure only ("over 5", not "a job over there")."""
        told = re.findall(r"[^\W_]+", self.text.replace("\x00", " "))
        return [
            word
            for at, word in enumerate(told)
            if word in words and (word not in _COMPARING or any(one.isdecimal() for one in told[at + 1 : at + 3]))
        ]


def _phrases(held: _Held) -> Iterator[tuple[str, tuple[int, int]]]:
    for name, pattern in _compiled("phrases"):
        match = pattern.search(held.text)
        if match:
            yield name, match.span()


def _compared(one: Comparison, today: date, *, is_open: bool) -> dict[str, str]:
    if one.field == "age" or (one.field == "days" and is_open):
        days = one.days
        edge = today - timedelta(days=round(days))
        return {"opened": f"<{edge - timedelta(days=1)}" if one.sign in {">", ">="} else f">{edge}"}
    return {one.field: f"{one.sign}{one.value:g}"} if one.field else {}


def _excluded(text: str, held: _Held, header: Header) -> Iterator[tuple[str, str]]:
    """The names that a word before them excludes, with nothing else named between."""
    pattern = _except(header.language)
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


def _words_excluded(held: _Held, header: Header) -> list[str]:
    """The word behind "except" that names no value: it must not stand in the texts."""
    excepting = "|".join(one for one in _words(header.language)["except"] if one not in _PLAIN_NOT)
    pattern = re.compile(
        rf"(?<!\w)(?:{excepting})\s+(?:(?:the|any|die|der|das|les|la|las|los|el|os|as)\s+)?([^\W\d_]{{3,}})"
    )
    words: list[str] = []
    for match in pattern.finditer(held.text):
        if match[match.lastindex or 0] not in _narrowing(header.language):
            words.append(match[match.lastindex or 0])
            held.take(match.span())
    return words


@cache
def _read() -> Mapping[str, Any]:
    text = (Path(__file__).parent / "conditions.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, Any]", yaml.safe_load(text))


@cache
def _compiled(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{'|'.join(sorted(each, key=len, reverse=True))})(?!\w)"))
        for name, each in _read()[group].items()
    )


@cache
def _words(language: str) -> Mapping[str, tuple[str, ...]]:
    """The grammar of a language with that of English, longer ones first."""
    held = _read()["words"]
    own = [held[each] for each in dict.fromkeys((language, "en")) if each in held]
    return {
        name: tuple(sorted((one for each in own for one in each[name]), key=len, reverse=True)) for name in held["en"]
    }


@cache
def _except(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_words(language)['except'])})(?!\w)")


@cache
def _narrowing(language: str) -> frozenset[str]:
    held = _read()["words"]
    return frozenset(map(str, held.get(language, held["en"])["narrowing"]))
