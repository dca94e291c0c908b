"""The kind of answer that a question asks for (a mass, a colour, an interval) has to stand there, said of the thing."""

import re
from collections.abc import Sequence

from agent.embedded.concepts import concepts, measured, stems
from agent.embedded.of_something_else import HOLDERS, units_in
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
_TIMES = frozenset("s min h day week month year km".split())
_WEIGHS = re.compile(
    r"\b(?:weighs?|heavy|wieg(?:t|en)|vejer|pesan?)\b|\bwie schwer\b|\bhvor tung\w*\b|\bcuál es el peso\b|\bqual é o peso\b",
    re.IGNORECASE,
)


def is_of_another_kind(question: str, ranker: Ranker, ranked: Sequence[tuple[float, Candidate]]) -> bool:
    """Whether a mass, a colour or an interval is asked for and no piece about the thing has one."""
    asked = frozenset[str]().union(*concepts(question))
    near = [c for _, c in ranked[:HOLDERS]]
    if _WEIGHS.search(question):
        return not any(measured(c.text) & _MASS or units_in(f"{c.text} {c.context}") & _MASSES for c in near)
    if asked & _COLOUR:
        return not any(_COLOURS.search(c.text) and _is_of(question, ranker, c) for c in near)
    if _OFTEN.search(question):
        return not any(
            _INTERVAL.search(c.text) or units_in(c.text) & _TIMES for c in near if _is_of(question, ranker, c)
        )
    return False


def _is_of(question: str, ranker: Ranker, c: Candidate) -> bool:
    thing = _OFTEN.sub(" ", question)
    return ranker.share_of(thing, f"{c.text} {c.context} {c.passage}") >= THIRD
