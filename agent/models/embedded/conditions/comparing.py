"""Comparisons with a figure: "longer than 4 hours", "über 500 Euro", "older than two weeks"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_UNITS: Mapping[str, str] = {
    "hours": r"h|hrs?|hours?|stunden?|heures?|horas?|timer?",
    "days": r"days?|tagen?|tage|jours?|dias?|dage?",
    "weeks": r"weeks?|wochen?|semaines?|semanas?|uger?",
    "months": r"months?|monaten?|monate|mois|mes(?:es)?|maneder|maaneder|manader",
    "years": r"years?|jahren?|jahre|ans?|annees?|anos?|ar",
    "cost": r"€|\$|£|eur|euros?|usd|dollars?|gbp|pounds?|dkk|kr|kroner|kronen",
}
_LENGTH = {"days": 1.0, "weeks": 7.0, "months": 30.4, "years": 365.25}
LENGTHS = "|".join(_UNITS[name] for name in _LENGTH)
_COST = re.compile(
    r"(?<!\w)(?:cost\w*|price\w*|expens\w*|kost\w*|preis\w*|teuer\w*|teurer|cout\w*|prix|coute\w*|cher\w*|cuest\w*|custa\w*|custo\w*|coste\w*|precio\w*|preco\w*|pris\w*|dyr\w*|cheaper|billig\w*|spent|€|\$|£)"
)
_HOURS = re.compile(r"(?<!\w)(?:hours?|stunden?|heures?|horas?|timer|labou?r)(?!\w)")
_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "ein": 1, "eine": 1, "einem": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5,
    "sechs": 6, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "dois": 2, "duas": 2, "quatro": 4, "to": 2,
    "tre": 3, "fire": 4, "fem": 5, "et": 1, "en": 1, "a": 1, "an": 1, "una": 1, "uma": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """A sign, a value and the field that it is of: `hours`, `cost`, `days` (open to close), `age`, or nothing where no word tells."""

    span: tuple[int, int]
    sign: str
    value: float
    field: str
    days: float = 0.0


def comparisons(text: str, whole: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[Comparison]:
    """The comparisons of a folded text.

    Args:
        text: What is left to read.
        whole: All of the question: it tells whether cost or hours are meant where no unit does.
        words: `more`, `less` and `older` of the question's language.
    """
    units = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS.items())
    numbers = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<!\w)(?:(?P<more>{'|'.join(words['more'])})|(?P<less>{'|'.join(words['less'])}))\s+(?:the\s+)?(?P<sign>[€$£]\s*)?"
        rf"(?P<number>\d[\d.,]*|(?:{numbers})(?!\w))(?:\s*(?:{units})(?!\w))?"
    )
    for match in pattern.finditer(text):
        value = _value(match["number"])
        unit = next((name for name in _UNITS if match[name]), "cost" if match["sign"] else "")
        said = match["more"] or match["less"]
        old = any(re.search(one, said) for one in words["older"]) or "within" in said or "newer" in said
        sign = ">" if match["more"] else "<"
        if re.match(
            r"at (?:least|most)|mindestens|hochstens|au (?:moins|plus)|al menos|como|pelo|no maximo|mindst|hojst|up to",
            said,
        ):
            sign += "="
        yield Comparison(
            match.span(), sign, value * _LENGTH.get(unit, 1.0), _field(unit, old, whole), value * _LENGTH.get(unit, 0.0)
        )


def length_in(text: str, place: int) -> tuple[float, int] | None:
    """The days of a length of time that stands here ("10 days", "zwei wochen"), and where it ends."""
    numbers = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
    units = "|".join(f"(?P<{name}>{_UNITS[name]})" for name in _LENGTH)
    match = re.compile(rf"(?P<number>\d{{1,4}}|{numbers})\s*(?:{units})(?!\w)").match(text, place)
    if not match:
        return None
    unit = next(name for name in _LENGTH if match[name])
    return _value(match["number"]) * _LENGTH[unit], match.end()


def _field(unit: str, old: bool, whole: str) -> str:
    if unit in _LENGTH:
        return "age" if old else "days"
    return unit or ("cost" if _COST.search(whole) else "hours" if _HOURS.search(whole) else "")


def _value(written: str) -> float:
    if written in _NUMBER_WORDS:
        return float(_NUMBER_WORDS[written])
    plain = written.rstrip(".,")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        return float(re.sub(r"[.,]", "", plain))
    return (
        float(plain.replace(",", "."))
        if plain.count(",") + plain.count(".") <= 1
        else float(re.sub(r"[.,](?=.*[.,])", "", plain).replace(",", "."))
    )
