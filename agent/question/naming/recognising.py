"""What a question names: identifiers, records' own values and dates, as the records write them."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from agent.question.header import Named, place_of
from agent.question.naming.catalogue import Catalogue
from agent.question.naming.identifying import Identifying
from agent.question.naming.values import values_in
from agent.question.naming.windows import Hit
from language.dates import Span, dates
from language.folding import INDIC, fold
from language.numbers import digits
from language.units import quantities
from language.vocabulary import vocabulary

LONGEST = 2_000
"""Characters of a question in which codes are looked for that are read out digit by digit."""
_FIRST_YEAR = 1990
_YEAR = re.compile(r"(?<![^\s(])(?<![A-Z]{2}\s)(?:19|20)\d\d(?=[\s?!;)]|[.,]?$|[.,]\s)")
"""A number of four figures that is no standard's ("EN 2012")."""
_SPELLED = re.compile(rf"(?<![\w{INDIC}-])[^\W_][\w{INDIC}]{{0,7}}(?: [^\W_][\w{INDIC}]{{0,7}})+(?![\w{INDIC}-])")


def recognise(
    text: str, catalogue: Catalogue, today: date, language: str = "en", *, at_machine: bool = False
) -> list[Named]:
    """Everything that the text names, in the order of the text, none twice.

    Args:
        text: A person's words, cleaned.
        catalogue: The identifiers and values in use.
        today: From which "last month" counts.
        language: Of the text.
        at_machine: The machine is known besides the text, so that a bare number may be one of its codes.
    """
    taken = [(one.start, one.end) for one in quantities(text)] + [one.at for one in dates(text, today, language)]
    hits = Identifying(text, catalogue, language, taken, at_machine=at_machine).all()
    bare = _without(hits, text)
    spans = dates(bare, today, language) or _years(bare, taken, today)
    named = [_named(hit, text, text) for hit in hits]
    named += _spelled_out(text, catalogue, language, hits, at_machine=at_machine)
    held = [*hits, *(Hit(*one.at, "period", "") for one in spans)]
    named += [_named(hit, text, text) for hit in values_in(text, catalogue, language, held)]
    named += [
        _at(Named(kind="period", value=_period(one.start, one.end), said=text[slice(*one.at)]), text) for one in spans
    ]
    named.sort(key=lambda one: one.at if one.at >= 0 else len(text))
    first: dict[tuple[str, str], Named] = {}
    for one in named:
        first.setdefault((one.kind, one.value), one)
    return list(first.values())


def _years(text: str, taken: Sequence[tuple[int, int]], today: date) -> list[Span]:
    """A year that no word says to be one ("kamen 2018 am häufigsten vor"), where nothing else tells the time."""
    return [
        Span(date(year, 1, 1), date(year, 12, 31), match.span(), match.group())
        for match in _YEAR.finditer(text)
        if _FIRST_YEAR <= (year := int(match.group())) <= today.year
        and not any(start < match.end() and match.start() < end for start, end in taken)
    ][:1]


def _without(hits: Sequence[Hit], text: str) -> str:
    """The text with identifiers blanked: the 09 of a tag is no month."""
    for hit in hits:
        text = text[: hit.start] + "#" * (hit.end - hit.start) + text[hit.end :]
    return text


def _spelled_out(
    text: str, catalogue: Catalogue, language: str, hits: Sequence[Hit], *, at_machine: bool
) -> list[Named]:
    """Known identifiers in number words ("alarm three oh nine"), where no other reading of the text has them."""
    plain = _read_out(text, language)
    if plain == text:
        return []
    taken = [(one.start, one.end) for one in quantities(plain)]
    have = {(hit.kind, hit.value) for hit in hits}
    more = Identifying(plain, catalogue, language, taken, at_machine=at_machine).all()
    return [
        _named(hit, plain, text)
        for hit in more
        if not hit.kind.startswith("unknown") and (hit.kind, hit.value) not in have and place_of(plain[hit.start : hit.end], text) < 0
    ]  # fmt: skip


def _read_out(text: str, language: str) -> str:
    """Number words as digits; a code that is read out digit by digit is one number ("three oh nine")."""
    joined = _SPELLED.sub(lambda run: _one_number(run.group(), language), text[:LONGEST])
    return joined if joined != text else digits(text, language)


def _one_number(run: str, language: str) -> str:
    """The longest runs of single digits in these short words joined, the other words as they are."""
    found: list[str] = []
    figures = ""
    for word in [*run.split(" "), ""]:
        figure = _figure(word, language)
        if not figure and figures:
            found.append(figures)
            figures = ""
        figures += figure
        found += [word] if word and not figure else []
    return " ".join(found)


@lru_cache(10_000)
def _figure(word: str, language: str) -> str:
    """The single digit that a word stands for, or nothing."""
    read_out = vocabulary(language).read_out.get(fold(word))
    said = digits(word, language) if read_out is None else str(read_out)
    return said if len(said) == 1 and said.isdecimal() else ""


def _named(hit: Hit, read: str, text: str) -> Named:
    return _at(Named(kind=hit.kind, value=hit.value, said=read[hit.start : hit.end]), text)


def _at(one: Named, text: str) -> Named:
    return one.model_copy(update={"at": place_of(one.said, text)})


def _period(start: date, end: date) -> str:
    first = "" if start == date.min else start.isoformat()
    return f"{first}..{'' if end == date.max else end.isoformat()}"
