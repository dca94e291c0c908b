"""The span of time that a question names, in several languages."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {
    1: "january jan januar enero janeiro", 2: "february feb februar febrero fevereiro", 3: "march mar märz marts marzo março marco",
    4: "april apr abril", 5: "may mai maj mayo maio", 6: "june jun juni junio junho", 7: "july jul juli julio julho",
    8: "august aug agosto", 9: "september sept sep septiembre setembro", 10: "october oct oktober okt octubre outubro",
    11: "november nov noviembre novembro", 12: "december dec dezember dez diciembre dezembro",
}  # fmt: skip
_MONTH = {name: number for number, names in _MONTHS.items() for name in names.split()}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_QUARTERS = {
    1: "first 1st 1. erste[ns]? første 1º primer primeiro", 2: "second 2nd 2. zweite[ns]? andet anden 2º segundo",
    3: "third 3rd 3. dritte[ns]? tredje 3º tercer terceiro", 4: "fourth 4th last 4. vierte[ns]? letzte[ns]? fjerde sidste 4º cuarto quarto último",
}  # fmt: skip
_ORDINALS = "|".join(word.replace(".", r"\.") for words in _QUARTERS.values() for word in words.split())
_Y = r"(?:19|20)\d{2}"
_DAY = (
    rf"(?:(?P<iy>{_Y})-(?P<im>\d{{1,2}})-(?P<id>\d{{1,2}})|(?P<dd>\d{{1,2}})[./](?P<dm>\d{{1,2}})[./](?P<dy>{_Y})"
    rf"|(?P<nd>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+|de\s+)?(?P<nn>{_NAMES})\.?,?\s+(?:de\s+|del\s+)?(?P<ny>{_Y})"
    rf"|(?P<un>{_NAMES})\s+(?P<ud>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<uy>{_Y})"
    rf"|(?P<my>{_Y})-(?P<mm>0[1-9]|1[0-2])|(?P<mn>{_NAMES})\.?\s+(?:of\s+|de\s+|del\s+)?(?P<mny>{_Y})"
    rf"|(?:q(?P<q>[1-4])\s*(?:of\s+|/)?\s*(?P<qy>{_Y}))"
    rf"|(?P<qn>{_ORDINALS})\s+(?:quarter|quartal|kvartal|trimestre)e?s?\s+(?:of\s+|de\s+|del\s+|des\s+jahres\s+|i\s+)?(?P<qny>{_Y})|(?P<y>{_Y}))"
)
_LONE_MONTH = rf"(?P<lone>{_NAMES})"
_LONE = re.compile(rf"(?<!\w)(?:in|im|i|en|em|during)\s+(?:last\s+)?{_LONE_MONTH}(?![\w-]|\s+\d)", re.IGNORECASE)
"""A month without its year is the latest one."""
_ENGLISH = {number: names.split()[0] for number, names in _MONTHS.items()}
_BETWEEN = re.compile(
    rf"(?<!\w)(?:between|from|zwischen|vom|von|mellem|fra|entre|desde|de)\s+(?:the\s+|den?\s+|el\s+|o\s+)?(?P<a>{_DAY.replace('?P<', '?P<a_')}|{_LONE_MONTH.replace('?P<', '?P<a_')})"
    rf"\s*(?:and|to|until|through|till|und|bis|og|til|y|e|a|hasta|até|al|-|–)\s+(?:the\s+|zum\s+|den?\s+|el\s+|o\s+)?(?P<b>{_DAY.replace('?P<', '?P<b_')})(?!\w)",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"(?<![\w-])(?P<from>{_Y})\s*[-–]\s*(?P<to>{_Y})(?![\w-])")
_SINCE = re.compile(
    rf"(?<!\w)(?:since|after|seit|ab|nach|siden|efter|desde|después de|depois de|a partir de)\s+(?:the\s+|dem\s+|den\s+|el\s+|o\s+)?{_DAY}(?!\w)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:after|nach|efter|después de|depois de)", re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?<!\w)(?:(?P<before>before|vor|før|antes de|antes del)|until|up to|till|through|bis(?: zum)?|indtil|til|hasta|até)\s+(?:the\s+|dem\s+|den\s+|el\s+|o\s+)?{_DAY}(?!\w)",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"(?<![\w.,/-])(?:(?:in|during|on|of|for|from|the|im|das|am|von|vom|aus|i|fra|en|em|no|durante|den|del?)\s+)?(?:(?:the\s+)?(?:year|jahr|año|ano|året|(?:month of|mes de|mês de)(?=\s+[^\W\d_]))\s+(?:de\s+)?)?{_DAY}(?![\w-]|[.,/]\d)",
    re.IGNORECASE,
)
_NAMED = {
    "this year": "this year|dieses jahr|diesem jahr|heuer|i år|dette år|este año|este ano",
    "last year": "last year|previous year|letztes jahr|letzten jahr|vorigen jahr|sidste år|sidste år|el año pasado|año pasado|(?:no )?ano passado|último año|último ano",
    "this month": "this month|diesen monat|diesem monat|denne måned|este mes|este mês",
    "last month": "last month|previous month|letzten monat|letztem monat|sidste måned|el mes pasado|mes pasado|(?:no )?mês passado|último mes|último mês",
    "this week": "this week|diese woche|dieser woche|denne uge|esta semana",
    "last week": "last week|letzte woche|letzter woche|sidste uge|(?:la )?semana pasada|semana passada",
    "this quarter": "this quarter|dieses quartal|diesem quartal|dette kvartal|este trimestre",
    "last quarter": "last quarter|letztes quartal|letzten quartal|sidste kvartal|trimestre pasado|trimestre passado|último trimestre",
    "yesterday": "yesterday|gestern|i går|ayer|ontem",
    "today": "today|heute|i dag|hoy|hoje",
}  # fmt: skip
_UNITS = {
    "day": "days?|tagen?|tage|dage?|d[ií]as", "week": "weeks?|wochen?|uger?|semanas", "month": "months?|monaten?|monate|måneder?|meses",
    "year": "years?|jahren?|jahre|år|años|anos",
}  # fmt: skip
_LAST_N = {
    unit: re.compile(rf"(?<!\w)(?:(?:in|over|during|within|for)\s+)?(?:the\s+)?(?:last|past|previous|letzten?|vergangenen|sidste|seneste|últim[oa]s|(?:los|las|nos|nas)\s+últim[oa]s)\s+(?P<n>\d{{1,3}})\s+(?:{words})(?!\w)", re.IGNORECASE)
    for unit, words in _UNITS.items()
}  # fmt: skip
_PERIODS = {
    name: re.compile(rf"(?<!\w)(?:(?:in|im|i|en|em|no|during)\s+)?(?:{words})(?!\w)", re.IGNORECASE)
    for name, words in _NAMED.items()
}


@dataclass(frozen=True)
class Span:
    """A period by name, or the first and the last day; `rest` is the question without it."""

    rest: str
    period: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def named(self) -> bool:
        """Whether the question names a time at all."""
        return bool(self.period or self.since or self.until)


def span_in(text: str) -> Span:
    """The time that `text` names."""
    for unit, pattern in _LAST_N.items():
        if match := pattern.search(text):
            return Span(_without(text, match), period=f"last {int(match.group('n'))} {unit}s")
    for name, pattern in _PERIODS.items():
        if match := pattern.search(text):
            return Span(_without(text, match), period=name)
    try:
        return _dated(text)
    except ValueError:
        return Span(text)


def _dated(text: str) -> Span:
    if match := _BETWEEN.search(text):
        last = _days(match, "b_")
        first = _days(match, "a_") if not match.group("a_lone") else _month(last[1].year, match.group("a_lone"))
        if first[0] <= last[1]:
            return Span(_without(text, match), since=first[0], until=last[1])
    if match := _RANGE.search(text):
        return Span(
            _without(text, match),
            since=date(int(match.group("from")), 1, 1),
            until=date(int(match.group("to")), 12, 31),
        )
    if match := _SINCE.search(text):
        first, last = _days(match)
        after = _AFTER.match(match.group())
        rest = span_in(_without(text, match))
        return Span(rest.rest, since=last + timedelta(days=1) if after else first, until=rest.until)
    if match := _UNTIL.search(text):
        first, last = _days(match)
        return Span(_without(text, match), until=first - timedelta(days=1) if match.group("before") else last)
    for match in _IN.finditer(text):
        first, last = _days(match)
        return Span(_without(text, match), since=first, until=last)
    if match := _LONE.search(text):
        return Span(_without(text, match), period=f"last {_ENGLISH[_MONTH[match['lone'].casefold()]]}")
    return Span(text)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} ; {text[match.end() :]}"


def _days(match: re.Match[str], mark: str = "") -> tuple[date, date]:
    """The first and the last day of what was matched."""
    found = {
        name.removeprefix(mark): value for name, value in match.groupdict().items() if value and name.startswith(mark)
    }
    for year, month, day in (("iy", "im", "id"), ("dy", "dm", "dd")):
        if found.get(day) and found.get(year):
            numbers = int(found[month]), int(found[day])
            # Only one of the two can be the month in "03/25/2024".
            month_of, day_of = numbers[::-1] if numbers[0] > 12 >= numbers[1] else numbers
            one = date(int(found[year]), month_of, day_of)
            return one, one
    for year, name, day in (("ny", "nn", "nd"), ("uy", "un", "ud")):
        if found.get(day) and found.get(year):
            one = date(int(found[year]), _MONTH[found[name].casefold()], int(found[day]))
            return one, one
    if found.get("my"):
        return _whole(int(found["my"]), int(found["mm"]), 1)
    if found.get("mny"):
        return _month(int(found["mny"]), found["mn"])
    if found.get("qy"):
        return _whole(int(found["qy"]), 3 * int(found["q"]) - 2, 3)
    if found.get("qny"):
        said = found["qn"].casefold()
        quarter = next(n for n, words in _QUARTERS.items() if any(re.fullmatch(w, said) for w in words.split()))
        return _whole(int(found["qny"]), 3 * quarter - 2, 3)
    year = int(found["y"])
    return date(year, 1, 1), date(year, 12, 31)


def _month(year: int, name: str) -> tuple[date, date]:
    return _whole(year, _MONTH[name.casefold()], 1)


def _whole(year: int, month: int, months: int) -> tuple[date, date]:
    after = month - 1 + months
    return date(year, month, 1), date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
