"""Dates in the usual ways of writing, brought to one form."""

import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janeiro enero", "february feb februar fevereiro febrero", "march mar märz marts março marzo",
            "april apr abril abr", "may mai maj maio mayo", "june jun juni junho junio", "july jul juli julho julio",
            "august aug agosto", "september sep sept setembro septiembre", "october oct oktober okt outubro octubre",
            "november nov novembro noviembre", "december dec dezember dez dezembro diciembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"(?<![\w.-])(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}(?![\w-])|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})(?![\w-])|"
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?(?:{_MONTH})\.?(?:,?\s(?:de\s)?\d{{4}})?(?!\w)|"
    rf"(?:{_MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?(?![\w]))",
    re.IGNORECASE,
)


def date_readings(written: str) -> set[str]:
    """The days that a date may mean, as "2026-11-20" or "11-20"; one that is ambiguous is only itself."""
    numbers = [int(n) for n in re.findall(r"\d+", written)]
    name = re.search(rf"(?<![^\W\d])({_MONTH})(?![^\W\d])", written, re.IGNORECASE)
    if name:
        month = _MONTHS[name.group().casefold()]
        year = f"{numbers[1]}-" if len(numbers) > 1 else ""
        return {f"{year}{month:02}-{numbers[0]:02}"}
    first, second, last = numbers
    if first > 31:
        return {f"{first}-{second:02}-{last:02}"}
    if first <= 12 and second <= 12 and first != second and "." not in written:
        return {f"{first}/{second}/{last % 100:02}"}
    day, month = (second, first) if second > 12 else (first, second)
    return {f"{last if last > 99 else 2000 + last}-{month:02}-{day:02}"}
