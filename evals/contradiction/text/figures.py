"""Values in base units, names and days in a folded text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import Any, cast

from evals.contradiction.text.tokens import Token
from language.dates import Span, dates
from language.folding import fold
from language.measuring.unit_names import canonical, units

Spans = Sequence[tuple[int, int]]
TODAY = date(2000, 1, 1)
"""Days are only compared where they name a year."""


YEAR = 366


_NAME = re.compile(
    r"(?<![\w.])(?:[^\W\d_]{1,6}-?\d[\w-]*|\d+[^\W\d_]\w*-[\w-]+|\d{2,}-\d{3,}(?:-\d+)*)(?![\w-]|[.,]\d)"
)


_RANGE = re.compile(r"(\d+)-(\d+)")


_UNIT = r"(?:°\s?[cf]|°(?:/s)?|[%‰ωµ]|[^\W\d_]{1,7}(?:[·*]?\s?m\b)?(?:/[^\W\d_]{1,4})?)"


_VALUE = re.compile(rf"(?<![\w.,])([-+]?)(\d+(?:[  ]\d{{3}}(?!\d))*(?:[.,]\d+)*)(?:\s?({_UNIT})(?!\w))?")


_BETWEEN = re.compile(r"\s?(?:-|to|bis|a|à|and|og|und|y|e|et|en|och|i|x|×|…)\s?|")


def figures_of(text: str, language: str) -> list[Token]:
    tokens: list[Token] = []
    for span in dates(text, TODAY, language):
        start, end = _closed(span)
        if re.search(r"\d{4}", span.written) and (end - start).days <= YEAR:
            tokens.append(Token("day", f"{start}/{end}", *span.at))
    names = _NAME.finditer(blank(text, [(t.start, t.end) for t in tokens]))
    tokens += [Token("name", m.group().strip("-"), m.start(), m.end()) for m in names if not _is_range(text, m)]
    rest = blank(text, [(t.start, t.end) for t in tokens])
    values: list[Token] = []
    for match in _VALUE.finditer(re.sub(r"(?<=\d)-(?=\d)", " ", rest)):
        raw = _number(match[2]) * (-1 if match[1] == "-" else 1)
        size, dimension = _base(raw, (match[3] or "").strip())
        end = match.end() if dimension else match.end(2)
        values.append(Token("value", "", match.start(), end, number=size, raw=raw, dimension=dimension))
    return tokens + [replace(v, key=f"{v.number:.6g} {v.dimension}".strip()) for v in _of_one_unit(values, text)]


def _closed(span: Span) -> tuple[date, date]:
    """Of "since September 2025" the month, of "until 5 May 2025" the day."""
    if span.end != date.max and span.start != date.min:
        return span.start, span.end
    edge = span.start if span.end == date.max else span.end
    return (
        (edge, edge)
        if re.search(r"(?<!\d)\d{1,2}(?!\d)", span.written)
        else (edge.replace(day=1), edge.replace(day=28))
    )


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Whether "700-1600 Nm" are two values: "32-0130" is a name."""
    ends = _RANGE.fullmatch(match.group())
    behind = _VALUE.match(text, match.end() - len(ends[2])) if ends else None
    return bool(ends and behind and int(ends[1]) < int(ends[2]) and _base(1.0, (behind[3] or "").strip())[1])


def _of_one_unit(values: list[Token], text: str) -> list[Token]:
    """In "90 to 105 bar" both are bar."""
    out = list(values)
    for at in range(len(out) - 2, -1, -1):
        one, after = out[at], out[at + 1]
        if not one.dimension and after.dimension and _BETWEEN.fullmatch(text[one.end : after.start]):
            zero, unit = _scale(after)
            out[at] = replace(one, number=one.raw * unit + zero, dimension=after.dimension)
    return out


def _scale(token: Token) -> tuple[float, float]:
    return (0.0, token.number / token.raw) if token.raw and token.dimension != "temperature" else (273.15, 1.0)


def _number(written: str) -> float:
    plain = re.sub(r"[  ]", "", written)
    if re.fullmatch(r"[1-9]\d{0,2}([.,]\d{3})+", plain):
        return float(re.sub(r"[.,]", "", plain))
    whole, _, part = plain.replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '')}.{part}" if whole else part)


@cache
def _registry() -> Any:
    import pint  # noqa: PLC0415  (its definitions take a while to load)

    return cast("Any", pint.UnitRegistry(autoconvert_offset_to_baseunit=True))


@lru_cache(2_048)
def _unit(written: str) -> tuple[float, float, str] | None:
    """(factor, offset, what it measures) of a unit in any language; None for what is none, and for "in", which is seldom inches."""
    known = units().get(canonical(written)) if written != "in" else None
    if known is None:
        return None
    zero, one = (_registry().Quantity(value, known.pint).to_base_units() for value in (0.0, 1.0))
    return float(one.magnitude - zero.magnitude), float(zero.magnitude), known.dimension


def _base(number: float, unit: str) -> tuple[float, str]:
    found = _unit(fold(unit)) if unit else None
    return (number * found[0] + found[1], found[2]) if found else (number, "")


def blank(text: str, spans: Spans, by: str = " ") -> str:
    for start, end in spans:
        text = text[:start] + by * (end - start) + text[end:]
    return text
