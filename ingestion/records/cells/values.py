"""What cells look like: nothing, a number, a date, a span of hours, a flag."""

import re
from collections.abc import Sequence

EMPTY = frozenset(
    {"", "na", "n/a", "#n/a", "null", "none", "nan", "nat", "(null)", "(blank)", "-", "--", "---", "0000-00-00",
     "00000000", "00.00.0000", "00/00/0000"}
)  # fmt: skip
TRUE = frozenset(
    {"true", "yes", "y", "1", "x", "ja", "j", "si", "sí", "sim", "s", "wahr", "sand", "verdadero", "verdadeiro"}
)
FALSE = frozenset({"false", "no", "n", "0", "", "nein", "nej", "não", "nao", "falsch", "falsk", "falso"})
_TOTALS = re.compile(
    r"(?:(?:sub|grand )?totals?|sum|summen?|gesamt(?:summe)?|zwischensumme|endsumme|i alt|sum i alt|suma|subtotal(?:es)?|total(?:es)?|total (?:general|geral)|totais|soma|totaux|somme)(?!\w)",
    re.IGNORECASE,
)
_CURRENCY = r"(?:[€$£]|R\$|US\$|EUR|USD|GBP|DKK|SEK|NOK|CHF|BRL|MXN|kr\.?)"
_STARS = re.compile(r"[*Σ∑]+")
_MONEY = re.compile(_CURRENCY, re.IGNORECASE)
_NUMBER = re.compile(
    rf"^(?:{_CURRENCY}\s*)?[-+(]?\s*(?:{_CURRENCY}\s*)?(?:\d[\d.,'\u00a0\u202f ]*|[.,]\d+)\)?-?\s*(?:{_CURRENCY}|[^\W\d]{{0,8}}\.?|%)$",
    re.IGNORECASE,
)
_SPAN = re.compile(r"^\d{1,4}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_DATED = re.compile(
    r"^\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?$|^\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?:[T ,].*)?$|^\d{4}[/.]\d{1,2}[/.]\d{1,2}(?:[T ].*)?$"
)


def filled(cell: str) -> bool:
    """Whether a cell says anything: "NA", "-" and "00.00.0000" do not."""
    return cell.strip().casefold() not in EMPTY


def is_number(cell: str) -> bool:
    """A number, perhaps with a currency or a unit."""
    return bool(_NUMBER.match(cell.strip()))


def is_span(cell: str) -> bool:
    """Hours and minutes ("3:30")."""
    return bool(_SPAN.match(cell.strip()))


def is_flag(cell: str) -> bool:
    """Yes or no, in any of the languages."""
    return cell.strip().casefold() in TRUE | FALSE


def looks_like_data(cell: str) -> bool:
    """What is never the name of a column: a number, a date, a time, a sentence."""
    text = cell.strip()
    return bool(re.fullmatch(r"[\d\s.,:/+-]+", text) or _DATED.match(text) or len(text) > 80)


def are_totals(cells: Sequence[str]) -> bool:
    """A row that adds up those above it: a word for a sum, or the stars of a list viewer, then nothing but figures."""
    told = (cell.strip() for cell in cells if filled(cell))
    first = next(told, "")
    if not _STARS.fullmatch(first) and (not _TOTALS.match(first) or any(c.isdigit() for c in first.split()[0])):
        return False
    figures = list(told)
    return any(map(is_number, figures)) and all(
        is_number(cell) or is_span(cell) or _MONEY.fullmatch(cell) for cell in figures
    )
