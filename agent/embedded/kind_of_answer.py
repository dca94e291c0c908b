"""The kind of answer that a question asks for (a mass, a colour, an interval) has to stand there, said of the thing."""

import re
from collections.abc import Sequence

from agent.embedded.concepts import concepts, measured, stems
from agent.embedded.of_something_else import HALF, HOLDERS, units_in
from agent.embedded.ranking import Ranker
from agent.embedded.sentences import Candidate
from agent.units import MEASURED_IN

_MASS = frozenset(stems("weigh weight mass"))
_COLOUR = frozenset(stems("colour color"))
_COLOURS = re.compile(
    r"\b(?:black|white|gr[ae]y|red|orange|yellow|green|blue|brown|violet|purple|pink|silver|gold|transparent|"
    r"schwarz|weiß|grau|rot|gelb|grün|blau|braun|sort|hvid|rød|gul|grøn|blå|brun|"
    r"negro|blanco|gris|rojo|amarillo|verde|azul|marrón|preto|branco|cinza|vermelho|amarelo|castanho)\w{0,2}\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\b(?:how often|how frequently|wie oft|wie häufig|hvor ofte|hvor tit|con qué frecuencia|cada cuánto|com que frequência|quantas vezes)\b",
    re.IGNORECASE,
)
_INTERVAL = re.compile(
    r"\b(?:every|each|per|once|twice|times|always|never|regularly|daily|weekly|monthly|quarterly|yearly|(?:semi|bi)?annual(?:ly)?|continuous(?:ly)?|periodic(?:ally)?|whenever|"
    r"before|after|jede\w*|alle|täglich|wöchentlich|monatlich|jährlich|hver\w*|daglig|ugentlig|månedlig|årlig|cada|diari\w+|semanal\w*|mensual\w*|mensal\w*|anual\w*)\b",
    re.IGNORECASE,
)
_MASSES = MEASURED_IN["weight"]
THIRD = 1 / 3
_LENGTH = frozenset(stems("length"))
_HOW_LONG = re.compile(r"\b(?:how long|wie lang\w*|hvor lang\w*|cuánto tiempo|quanto tempo)\b", re.IGNORECASE)
_PAST = re.compile(r"^\W*when\s+(?:was|were|did)\b", re.IGNORECASE)
DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|(?<![\w-])(?:19|20)\d{2}(?![\w-])")
"""A day, or a year that stands alone: "29-2048" is a part."""
_DESIGNATIONS = r"(?:(?:part|serial|order|article|catalogue|type|model)\s+number|rating|size|grade|class|brand|type)"
_DESIGNATION = re.compile(
    rf"\bwhat(?:'s|\s+is|\s+are)\s+the\s+(?:[^\W\d_]+\s+){{0,2}}?(?P<of>{_DESIGNATIONS})\s+(?:of|for)\b|"
    rf"\b(?:what|which)\s+(?:[^\W\d_]+\s+){{1,2}}?(?P<what>{_DESIGNATIONS})\s+(?:is|are|do|does|should|must|can|has|have)\b",
    re.IGNORECASE,
)
_LASTING = frozenset("ms s min h day week month year mm cm m km in ft".split())
_TIMES = frozenset("s min h day week month year km".split())
_WEIGHS = re.compile(
    r"\b(?:weighs?|heavy|wieg(?:t|en)|vejer|pesan?)\b|\bwie schwer\b|\bhvor tung\w*\b|\bcuál es el peso\b|\bqual é o peso\b",
    re.IGNORECASE,
)


def kind_is_absent(question: str, ranker: Ranker, ranked: Sequence[tuple[float, Candidate]]) -> bool:
    """Whether a mass, a colour, a time, a length, a date or a designation is asked for and no piece about the thing has one."""
    asked = frozenset[str]().union(*concepts(question))
    near = [c for _, c in ranked[:HOLDERS]]
    if _WEIGHS.search(question):
        return not any(measured(c.text) & _MASS or units_in(f"{c.text} {c.context}") & _MASSES for c in near)
    if asked & _COLOUR:
        return not any(_COLOURS.search(c.text) and _is_of(question, ranker, c) for c in near)
    if _OFTEN.search(question):
        thing = _OFTEN.sub(" ", question)
        return not any(_tells_when(c) for c in near if ranker.share_of(thing, f"{c.text} {c.context}") >= HALF)
    if _HOW_LONG.search(question):
        return not any(_tells_how_long(c) and _is_of(question, ranker, c) for c in near)
    if _PAST.search(question):
        return not any(DATE.search(c.text) and _is_of(question, ranker, c) for c in near)
    return _designation_of_something_else(question, ranker, near)


def _tells_when(c: Candidate) -> bool:
    return _INTERVAL.search(c.text) is not None or bool(units_in(c.text) & _TIMES)


def _tells_how_long(c: Candidate) -> bool:
    lasting = units_in(f"{c.text} {c.context}") & _LASTING or measured(c.text) & _LENGTH
    return bool(lasting) or _INTERVAL.search(c.text) is not None


def _designation_of_something_else(question: str, ranker: Ranker, near: Sequence[Candidate]) -> bool:
    """Whether a number, size, rating or type is asked for by its name, and no piece about the thing names it."""
    match = _DESIGNATION.search(question)
    if match is None:
        return False
    name = match["of"] or match["what"]
    return not any(
        set(stems(name)) & set(stems(f"{c.text} {c.context}"))
        and ranker.share_of(question.replace(name, " "), f"{c.text} {c.context} {c.passage}") >= HALF
        for c in near
    )


def _is_of(question: str, ranker: Ranker, c: Candidate) -> bool:
    return ranker.share_of(question, f"{c.text} {c.context} {c.passage}") >= THIRD
