"""Dates as manuals print them."""

import re
from datetime import date

_MONTHS = {
    1: "january januar jan enero janeiro janvier", 2: "february februar feb febrero fevereiro février",
    3: "march märz marts mar marzo março mars", 4: "april apr abril avril", 5: "may mai maj mayo maio",
    6: "june juni jun junio junho juin", 7: "july juli jul julio julho juillet",
    8: "august aug agosto août", 9: "september sept sep septiembre setembro septembre",
    10: "october oktober oct okt octubre outubro octobre", 11: "november nov noviembre novembro novembre",
    12: "december dezember dec dez diciembre dezembro décembre",
}  # fmt: skip
_MONTH = {name: number for number, names in _MONTHS.items() for name in names.split()}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_ISO = re.compile(r"\b(?P<y>(?:19|20)\d{2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b")
_DAY_FIRST = re.compile(
    rf"\b(?P<d>\d{{1,2}})\.?\s+(?:de\s+)?(?P<n>{_NAMES})\.?,?\s+(?:de\s+)?(?P<y>(?:19|20)\d{{2}})\b", re.I
)
_MONTH_FIRST = re.compile(rf"\b(?P<n>{_NAMES})\.?\s+(?P<d>\d{{1,2}}),?\s+(?P<y>(?:19|20)\d{{2}})\b", re.I)
_MONTH_ONLY = re.compile(rf"\b(?P<n>{_NAMES})\.?\s+(?:de\s+)?(?P<y>(?:19|20)\d{{2}})\b", re.I)
_DOTTED = re.compile(r"\b(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d{2})\b")
_ISO_MONTH = re.compile(r"(?<![\w-])(?P<y>(?:19|20)\d{2})-(?P<m>0[1-9]|1[0-2])(?![\w-])")


def date_in(text: str) -> date | None:
    """The first date printed; a month without a day is its first day."""
    found: list[tuple[int, date]] = []
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _DOTTED, _MONTH_ONLY, _ISO_MONTH):
        for match in pattern.finditer(text):
            value = _date(match.groupdict())
            if value:
                found.append((match.start(), value))
                break
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _date(parts: dict[str, str]) -> date | None:
    month = int(parts["m"]) if "m" in parts else _MONTH[parts["n"].lower()]
    try:
        return date(int(parts["y"]), month, int(parts.get("d") or 1))
    except ValueError:
        return None
