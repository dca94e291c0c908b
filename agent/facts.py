"""Hard facts in text: numbers with their units, and identifiers. Pure functions."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_SPELLINGS: dict[str, tuple[str, ...]] = {
    "nm": ("nm", "n·m", "n.m", "n-m", "newton-metre", "newton-metres", "newton-meters"),
    "v": ("v", "volt", "volts", "vdc", "vac"),
    "kv": ("kv", "kilovolt", "kilovolts"),
    "mv": ("mv", "millivolt", "millivolts"),
    "a": ("amp", "amps", "ampere", "amperes"),
    "ma": ("ma", "milliamp", "milliamps", "milliampere", "milliamperes"),
    "c": ("°c", "ºc", "deg c", "degc", "degrees c", "degrees celsius"),
    "f": ("°f", "ºf", "degrees f", "degrees fahrenheit"),
    "mm": ("mm", "millimetre", "millimetres", "millimeter", "millimeters"),
    "cm": ("cm", "centimetre", "centimetres", "centimeters"),
    "m": ("metre", "metres", "meter", "meters"),
    "in": ("inch", "inches"),
    "ft": ("ft", "foot", "feet"),
    "bar": ("bar", "bars"),
    "mbar": ("mbar",),
    "psi": ("psi",),
    "kpa": ("kpa",),
    "mpa": ("mpa",),
    "kg": ("kg", "kilogram", "kilograms"),
    "g": ("gram", "grams"),
    "lb": ("lb", "lbs", "pound", "pounds"),
    "l": ("l", "litre", "litres", "liter", "liters"),
    "ml": ("ml", "millilitre", "millilitres"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "min": ("min", "mins", "minute", "minutes"),
    "s": ("sec", "secs", "second", "seconds"),
    "ms": ("ms", "millisecond", "milliseconds"),
    "day": ("day", "days"),
    "week": ("week", "weeks"),
    "month": ("month", "months"),
    "year": ("year", "years"),
    "ohm": ("ohm", "ohms", "ω"),
    "mohm": ("mω", "megohm", "megohms"),
    "hz": ("hz", "hertz"),
    "rpm": ("rpm", "r/min", "min-1"),
    "w": ("w", "watt", "watts"),
    "kw": ("kw", "kilowatt", "kilowatts"),
    "mw": ("mw", "megawatt", "megawatts"),
    "%": ("%", "percent", "per cent"),
    "um": ("µm", "μm", "um", "micron", "microns"),
}
UNITS: dict[str, str] = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings}
"""Every spelling of a unit, lower case, to its canonical form."""
_UNIT = "|".join(re.escape(u) for u in sorted(UNITS, key=len, reverse=True))
_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])(?:[.,]\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<number>{_GROUPED}|\d+(?:[.,]\d+)*)(?:\s?(?P<unit>{_UNIT})(?![\w]))?", re.IGNORECASE
)
_IDENTIFIER = re.compile(r"(?<![\w])(?=[\w./-]*\d)(?=[\w./-]*[A-Za-z-])[A-Za-z0-9]+(?:[-/.][A-Za-z0-9]+)*(?![\w])")
_WORDS = {
    word: Decimal(value)
    for value, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=2
    )
}
_MARKER = re.compile(r"\s?\[(\d+(?:\s*,\s*\d+)*)\]")
_FRACTIONS = str.maketrans({"½": " 1/2", "¼": " 1/4", "¾": " 3/4"})
_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2011": "-", "\u2010": "-", "\u00ad": "", "×": "x"})


@dataclass(frozen=True)
class Quantity:
    """A number and, where one stands directly behind it, its unit in canonical form."""

    value: Decimal
    unit: str = ""


def normalise(text: str) -> str:
    """Compatibility forms folded, dashes unified, white space collapsed."""
    folded = unicodedata.normalize("NFKC", text.translate(_FRACTIONS)).translate(_SIGNS)
    return " ".join(folded.split())


def markers(text: str) -> tuple[int, ...]:
    """The evidence numbers cited in a sentence, in order, once each."""
    found = (int(n) for group in _MARKER.findall(text) for n in group.split(","))
    return tuple(dict.fromkeys(found))


def strip_markers(text: str) -> str:
    """The sentence without its `[n]` markers."""
    return _MARKER.sub("", text).strip()


def identifiers(text: str) -> set[str]:
    """Part numbers, tags, codes: words with a digit and a letter or dash, folded to letters and digits."""
    clean = normalise(text)
    return {fold(match.group()) for match in _IDENTIFIER.finditer(clean) if not _is_quantity(match.group())}


def fold(identifier: str) -> str:
    """Letters and digits only, lower case: how identifiers are compared."""
    return re.sub(r"[\W_]+", "", identifier).casefold()


def _is_quantity(word: str) -> bool:
    match = re.fullmatch(rf"\d+(?:[.,]\d+)*({_UNIT})", word, re.IGNORECASE)
    return match is not None or (re.fullmatch(r"\d+(?:[.-]\d+)+[.-]?", word) is not None and "-" not in word)


def numerals(text: str, *, comma_decimals: bool = False) -> list[frozenset[Quantity]]:
    """Each number with its possible readings. `comma_decimals` reads "1,050" as 1.050 too, for texts that write "0,5"."""
    clean = normalise(text)
    spans = [m.span() for m in _IDENTIFIER.finditer(clean) if not _is_quantity(m.group())]
    found: list[frozenset[Quantity]] = []
    for match in _NUMBER.finditer(clean):
        if any(start <= match.start() < end for start, end in spans):
            continue
        unit = UNITS.get((match.group("unit") or "").casefold(), "")
        values = _readings(match.group("number"), comma_decimals)
        if values:
            found.append(frozenset(Quantity(value, unit) for value in values))
        else:
            # "2.4.1" is no number: each of its parts has to be held.
            found += [frozenset({Quantity(Decimal(part))}) for part in re.findall(r"\d+", match.group("number"))]
    words = re.findall(r"[a-z]+", clean.casefold())
    return found + [frozenset({Quantity(_WORDS[w])}) for w in words if w in _WORDS]


def quantities(text: str, *, comma_decimals: bool = False) -> set[Quantity]:
    """All readings of all numbers."""
    return {q for readings in numerals(text, comma_decimals=comma_decimals) for q in readings}


def writes_decimal_commas(text: str) -> bool:
    """Whether a text writes decimals with a comma ("0,5 mm")."""
    return re.search(r"(?<![\d.,])\d+,\d{1,2}(?![\d,])", text) is not None


def _readings(number: str, comma_decimals: bool) -> set[Decimal]:
    plain = re.sub(r"[ \u00a0\u202f]", "", number)
    options = {plain}
    if "," in plain:
        grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) is not None
        options = {plain.replace(",", "")} if grouped else {plain.replace(",", ".")}
        if grouped and comma_decimals:
            options.add(plain.replace(",", "."))
    elif comma_decimals and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain):
        options.add(plain.replace(".", ""))
    values: set[Decimal] = set()
    for option in options:
        try:
            values.add(Decimal(option).normalize())
        except InvalidOperation:
            continue
    return values
