"""How numbers are written: plain, in ranges, as fractions, ratios and sizes, with their units."""

import re
from decimal import Decimal, InvalidOperation

from agent.units import CASED, UNITS, canonical

Reading = tuple[str, ...]
_UNIT = "|".join(re.escape(u) for u in sorted(UNITS, key=len, reverse=True))
_CASED = "|".join(re.escape(u) for u in sorted(CASED, key=len, reverse=True))
# "in" is a unit only where nothing follows that it could be the preposition of.
_BEHIND = (
    rf"(?:\s?(?P<unit>(?-i:{_CASED})(?![\w/·-])|(?:{_UNIT})(?![\w])(?!-\d)|in(?=\s*(?:[.,;:)\]]|$))|\"(?!\w))"
    rf"|-(?P<joined>{_UNIT})(?![\w]))?"
)
_PLAIN = r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*(?:\^\d+)?"
NUMBER = re.compile(rf"(?<![\w.,])(?P<number>{_PLAIN}){_BEHIND}", re.IGNORECASE)
RANGE = re.compile(
    rf"(?<![\w.,/-])(?P<low>[+-]?(?:{_PLAIN}))\s?(?:(?P<own>{_UNIT})\s?)?(?:-|to|bis|til|(?-i:a)|até|à|and(?=\s[-+]?\d))\s?(?P<high>[+-]?(?:{_PLAIN}))(?![\d-]|[.,]\d){_BEHIND}",
    re.IGNORECASE,
)
SIZE = re.compile(
    r"(?<![\w.,/])(?P<size>[A-Za-z]{0,3}\d+(?:[.,]\d+)?(?:\s?x\s?[A-Za-z]{0,3}\d+(?:[.,]\d+)?(?![\d]|[-/]\d))+)"
    + _BEHIND,
    re.IGNORECASE,
)
MIXED = re.compile(
    rf"(?<![\w.,/-])(?:(?P<whole>\d+)[ -])?(?P<top>\d{{1,3}})/(?P<under>\d{{1,3}})(?![\w/]|[.,-]\d){_BEHIND}", re.I
)
# "1:50" and "1 : 50"; in "K112-0420: 1380" the colon names what follows.
PAIR = re.compile(r"(?<![\w:.,-])\d{1,4}(?:(?::|\s:\s)\d{1,4}){1,2}(?![\w:]|[.,]\d)")
PHONE = re.compile(r"(?<![\w+])\+\d[\d ()/-]{6,}\d")


def is_quantity(word: str) -> bool:
    """Whether a word is a number with its unit ("24V") rather than a name."""
    if re.fullmatch(rf"\d+(?:[.,]\d+)*({_UNIT})", word, re.IGNORECASE) or re.fullmatch(
        rf"\d+(?:[.,]\d+)*({_CASED})", word
    ):
        return True
    return re.fullmatch(rf"\d+-({_UNIT})", word, re.IGNORECASE) is not None


def unit_of(match: re.Match[str]) -> str:
    """The canonical unit behind a number."""
    if (match.group("unit") or "") in {"in", '"'}:
        return "in"
    return canonical(match.group("unit") or match.group("joined") or "")


def pair_of(text: str) -> str:
    """A ratio or a time without its leading zeros."""
    return ":".join(str(int(part)) for part in re.findall(r"\d+", text))


def size_of(match: re.Match[str]) -> set[Reading]:
    """The reading of "M16 x 80"."""
    return {("size", re.sub(r"\s", "", match.group("size")).casefold().replace(",", "."), unit_of(match))}


def fraction_of(match: re.Match[str]) -> set[Reading]:
    """The readings of "1 1/2"."""
    whole, top, under = int(match.group("whole") or 0), int(match.group("top")), int(match.group("under"))
    readings: set[Reading] = {("pair", f"{top}:{under}")} if not whole else set()
    if 0 < top < under:
        value = (Decimal(whole) + Decimal(top) / Decimal(under)).quantize(Decimal("0.000001")).normalize()
        readings.add(("n", str(value), unit_of(match)))
    return readings or {("id", match.group())}


def values_of(number: str, comma_decimals: bool) -> set[Decimal]:
    """What a number may mean; `comma_decimals` reads "1,050" as 1.050 too."""
    plain = number.replace(" ", "").removeprefix("+")
    if "^" in plain:
        return set()
    options = {plain}
    if "," in plain:
        grouped = re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) is not None
        options = {plain.replace(",", "")} if grouped else {plain.replace(",", ".")}
        if grouped and comma_decimals:
            options.add(plain.replace(",", "."))
    elif comma_decimals and re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+", plain):
        options.add(plain.replace(".", ""))
    values: set[Decimal] = set()
    for option in options:
        try:
            values.add(Decimal(option).normalize())
        except InvalidOperation:
            continue
    return values
