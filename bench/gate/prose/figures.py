"""Values, units and dates of a sentence, written otherwise or changed."""

import random
import re
from datetime import date
from decimal import Decimal

from bench.gate.prose.sources import Source
from language.dates import dates
from language.units import quantities
from language.vocabulary import vocabulary
from language.words import is_stop

_COUNT = re.compile(r"(?<![\w.,/-])(?<!\d )([2-9]|10|12)(?= [^\W\d_A-Z]{4,}(?![\w./]))")
_NAMED = re.compile(
    r"[A-ZÄÖÜÉ][\w.-]* $|[Nn][or]\. $|\b(?:figure|fig\.?|table|step|page|section|chapter|line|position|positions|stage|mode|item|row|pass|and|to|or|und|bis|oder|et|ou|à|y|o|a|e|en|of|tot) $"
)
_SERIAL = re.compile(r"(?:serial|number|nummer|série|serie|code)\w*[^.;:]{0,25}$", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<![\w.,-])(\d{1,3})([., \u00a0]?)(\d{3})(?![\d.,]*\d)(?= ?[^\W\d_]{1,6}\b)")
_PLAIN = re.compile(r"-?[2-9]\d*(?:[.,]\d{1,2})? ?\S+|-?1[\d.,]+ ?\S+|0[.,]\d{1,2} ?\S+")
_DIFFERS = re.compile(r" ?(?:±|\+/-|\(|/|per|pro|par|por|to|bis|à|-)")
_INTO: dict[str, tuple[tuple[str, Decimal, int, float, float], ...]] = {
    "Nm": (("lb-ft", Decimal("1.3558179483"), 0, 20, 9999),), "bar": (("kPa", Decimal("0.01"), 0, 0.1, 10), ("MPa", Decimal(10), 1, 20, 999), ("psi", Decimal("0.0689475729"), 0, 2, 400)), "mm": (("cm", Decimal(10), 2, 10, 900),),
    "kg": (("g", Decimal("0.001"), 0, 0, 2), ("lb", Decimal("0.45359237"), 0, 10, 9999)), "m": (("cm", Decimal("0.01"), 1, 0, 3),), "kV": (("V", Decimal("0.001"), 0, 0, 99),), "h": (("min", Decimal(1) / 60, 0, 0, 5),),
    "min": (("s", Decimal(1) / 60, 0, 0, 5),), "A": (("mA", Decimal("0.001"), 0, 0, 1),), "cm": (("mm", Decimal("0.1"), 1, 0, 99),), "kW": (("W", Decimal("0.001"), 0, 0, 3),), "in": (("mm", Decimal(1) / Decimal("25.4"), 1, 0, 99),), "°C": (("°F", Decimal(1), 0, -50, 400),),
}  # fmt: skip
"""A unit to others: what one of those comes to, its places, and from which to which value anybody would say it so."""
_OTHER = {"Nm": "bar", "mm": "cm", "cm": "mm", "m": "mm", "bar": "mbar", "kg": "g", "g": "kg", "°C": "bar", "h": "min", "min": "h", "s": "min", "V": "A", "A": "V", "kV": "V", "kW": "W", "W": "kW", "MB": "GB", "GB": "MB", "l": "ml", "ml": "l", "rpm": "Hz", "Ω": "kΩ", "in": "mm", "mA": "A", "%": "mm"}  # fmt: skip
_SPAN = {"day": "week", "week": "month", "month": "week", "year": "month"}
_LEAST = re.compile(r"\d+")


def figured(source: Source, chance: random.Random) -> str:
    """A count as a word, or thousands with another sign."""
    text = source.text
    ways: list[tuple[tuple[int, int], str]] = []
    for match in _COUNT.finditer(text):
        before = text[: match.start()].split()[-1:]
        counts = not before or before[0].endswith(("(", ":", ",")) or is_stop(before[0].strip("("), source.language)
        if (
            counts
            and not _NAMED.search(text[: match.start()])
            and not re.match(r" ?(?:mm|cm|bar|min|kg|Nm|volt|rpm)\b", text[match.end() :])
        ):
            ways.append((match.span(), source.words["digits"][int(match[1])]))
    for match in _THOUSANDS.finditer(text):
        whole = match[1] + match[3]
        if (
            not _NAMED.search(text[: match.start()])
            and not _SERIAL.search(text[: match.start()])
            and not (match[2] == "" and len(whole) == 4 and whole[:2] in {"19", "20"})
        ):
            point = "," if source.language == "en" else "."
            ways.append(
                (
                    match.span(),
                    chance.choice(
                        [
                            one
                            for one in (whole, f"{match[1]}{point}{match[3]}", f"{match[1]} {match[3]}")
                            if one != match.group()
                        ]
                    ),
                )
            )
    if not ways:
        return ""
    (start, end), instead = chance.choice(ways)
    return text[:start] + (instead[0].upper() + instead[1:] if start == 0 else instead) + text[end:]


def unit_named(source: Source, chance: random.Random) -> str:
    """A unit in words."""
    names = source.words["units"]
    found = [
        q
        for q in quantities(source.text)
        if q.unit in names
        and q.upper is None
        and _PLAIN.fullmatch(q.written)
        and re.fullmatch(rf"\S+ ?{re.escape(q.unit)}", q.written)
    ]
    if not found:
        return ""
    q = chance.choice(found)
    return f"{source.text[: q.start]}{q.written.removesuffix(q.unit).strip()} {names[q.unit]}{source.text[q.end :]}"


def converted(source: Source, chance: random.Random) -> str:
    """A value in another unit, rounded where the unit is no power of ten of its own."""
    found = [
        (q, way)
        for q in quantities(source.text)
        if q.upper is None
        and _PLAIN.fullmatch(q.written)
        and re.fullmatch(rf"\S+ ?{re.escape(q.unit)}", q.written)
        and not _DIFFERS.match(source.text, q.end)
        for way in _INTO.get(q.unit, ())
        if way[3] <= q.values[0] <= way[4]
    ]
    if not found:
        return ""
    q, (unit, factor, places, *_) = chance.choice(found)
    value = q.values[0] * Decimal(9) / 5 + 32 if unit == "°F" else q.values[0] / factor
    places += value < 50
    written = f"{round(value, places):f}"
    written = (written.rstrip("0").rstrip(".") if "." in written else written).replace(
        ".", "." if source.language == "en" else ","
    )
    return f"{source.text[: q.start]}{written} {unit}{source.text[q.end :]}"


def dated(source: Source, chance: random.Random) -> str:
    """A day with its month as a word, or in figures."""
    found = [
        one
        for one in dates(source.text, date(2026, 11, 20), source.language)
        if one.start == one.end and re.search(r"\d{4}", one.written)
    ]
    if not found:
        return ""
    one = chance.choice(found)
    month = source.words["months"][one.start.month - 1]
    ways = [f"{one.start.day} {month} {one.start.year}", one.start.isoformat()]
    ways = [way for way in ways if way != one.written]
    return source.text[: one.at[0]] + chance.choice(ways) + source.text[one.at[1] :]


def of_neighbour(source: Source, chance: random.Random) -> str:
    """Another value of the unit, from beside it."""
    own = [q for q in quantities(source.text) if q.unit and q.upper is None]
    held = {value for q in quantities(source.text) for value in q.values}
    pairs = [
        (q, other)
        for q in own
        for text in source.beside
        if text != source.text
        for other in quantities(text)
        if other.unit == q.unit and other.upper is None and not held & set(other.values) and "±" not in other.written
    ]
    if not pairs:
        return ""
    q, other = chance.choice(pairs)
    return source.text[: q.start] + other.written + source.text[q.end :]


def changed(source: Source, chance: random.Random) -> str:
    """A value that is a little another one."""
    found = [q for q in quantities(source.text) if q.unit]
    if not found:
        return ""
    q = chance.choice(found)
    figure = _LEAST.search(q.written)
    if figure is None:
        return ""
    value = figure.group()
    at = chance.randrange(len(value))
    digit = chance.choice([one for one in "123456789" if one != value[at]])
    new = value[:at] + digit + value[at + 1 :]
    if re.search(rf"(?<!\d){new}(?!\d)", source.said):
        return ""
    return (
        f"{source.text[: q.start]}{q.written[: figure.start()]}{new}{q.written[figure.end() :]}{source.text[q.end :]}"
    )


def in_another_unit(source: Source, chance: random.Random) -> str:
    """The figure with another unit."""
    found = [
        q
        for q in quantities(source.text)
        if q.upper is None and q.unit in _OTHER and re.fullmatch(rf".*\d ?{re.escape(q.unit)}", q.written)
    ]
    if found:
        q = chance.choice(found)
        return source.text[: q.start] + q.written.removesuffix(q.unit) + _OTHER[q.unit] + source.text[q.end :]
    spans = [
        q
        for q in quantities(source.text)
        if q.unit in _SPAN and q.upper is None and re.fullmatch(r"\d+ [^\W\d_]+", q.written)
    ]
    if not spans:
        return ""
    q = chance.choice(spans)
    names = [word for word, unit in vocabulary(source.language).dates.units.items() if unit == _SPAN[q.unit]]
    return f"{source.text[: q.start]}{q.written.split()[0]} {names[-1]}{source.text[q.end :]}" if names else ""
