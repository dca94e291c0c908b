"""Numbers as people write them: thousands and decimals either way, fractions, powers."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from language.folding import fold
from language.measuring.unit_names import unit_at
from language.number_words import digits

__all__ = ["Number", "digits", "numbers", "values_of"]

_SPACES = " \u00a0\u202f\u2009"
PLAIN = rf"(?:\d{{1,3}}(?:[{_SPACES}'’]\d{{3}})++(?!\d)(?:[.,]\d++)?|\d++(?:[.,]\d++)*+)(?:[eE][-+]?\d{{1,3}}(?!\w)|\^-?\d{{1,3}})?"
FRACTION = r"(?:\d{1,3}[ -])?\d{1,3}[/⁄]\d{1,3}(?![\d/⁄]|[.,]\d)|\d{0,3}\s?[¼-¾⅐-⅞]"
SIGN = r"(?<![\w.,)\]])[-+−–](?=[\d.])"
NUMBER = re.compile(rf"(?<![\w.,^])(?<!\d[/⁄])(?:{SIGN})?(?:{FRACTION}|{PLAIN})")
_SECTION = re.compile(r"\d+(?:\.\d+){2,}")
_CODE = re.compile(r"(?:[^\W\d_]\w*[-–.]|[^\W\d_]+\d\w*/)$")
"""What stands before the figures of a code."""
_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")


@dataclass(frozen=True)
class Number:
    """A number as it stands at `text[start:end]`, and what it may mean, likeliest first ("1,050" is 1050 or 1.050)."""

    values: tuple[Decimal, ...]
    start: int
    end: int
    written: str

    @property
    def value(self) -> Decimal:
        """What it most likely means."""
        return self.values[0]


def numbers(text: str) -> list[Number]:
    """The numbers of a text, not those within codes ("WTG-07"), sizes ("M16x80") and sections ("7.3.1")."""
    return [number for match in NUMBER.finditer(text) if (number := _number(text, match))]


def values_of(written: str) -> tuple[Decimal, ...]:
    """What a written number may mean, likeliest first; nothing for what is none."""
    plain = fold(written).strip().removeprefix("+")
    if "/" in plain:
        return _fraction(plain)
    base, power, exponent = plain.partition("^")
    base = re.sub(r"[\s']", "", base)
    read = [value for option in _options(base) if (value := _decimal(option)) is not None]
    if power:
        read = [value ** int(exponent) for value in read if value or int(exponent) > 0]
    return tuple(dict.fromkeys(read))


def _number(text: str, match: re.Match[str]) -> Number | None:
    written, start, end = match.group().rstrip(), match.start(), match.start() + len(match.group().rstrip())
    if _SECTION.fullmatch(written) and not _GROUPS.fullmatch(written):
        return None
    following = text[end : end + 1]
    if (following.isalpha() or following == "_") and not unit_at(text, end)[0]:
        return None
    if _CODE.search(text[max(0, start - 16) : start]):
        return None
    values = values_of(written)
    return Number(values, start, end, written) if values else None


def _options(plain: str) -> list[str]:
    """The readings of the separators, likeliest first."""
    sign, bare = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = max(comma, point)
        return [sign + re.sub(r"[.,]", "", bare[:decimal]) + "." + bare[decimal + 1 :]]
    if comma < 0 and point < 0:
        return [sign + bare]
    grouped = sign + re.sub(r"[.,]", "", bare)
    if bare.count(",") > 1 or bare.count(".") > 1:
        return [grouped] if _GROUPS.fullmatch(bare) or _INDIAN.fullmatch(bare) else []
    decimal = sign + bare.replace(",", ".")
    if not _GROUPS.fullmatch(bare) or bare.startswith("0"):
        return [decimal]
    return [grouped, decimal] if comma >= 0 else [decimal, grouped]


def _fraction(plain: str) -> tuple[Decimal, ...]:
    *whole, top, under = (int(part) for part in re.findall(r"\d+", plain))
    if not 0 < top < under:
        return ()
    value = (whole[0] if whole else 0) + (Decimal(top) / Decimal(under)).quantize(Decimal("0.000001"))
    return (-value.normalize() if plain.startswith("-") else value.normalize(),)


def _decimal(written: str) -> Decimal | None:
    try:
        return Decimal(written)
    except InvalidOperation:
        return None
