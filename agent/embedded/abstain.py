"""When to stay silent: the evidence is near the subject but does not say what was asked."""

import re
from collections.abc import Sequence

from agent.embedded.ranking import Ranker, stems
from agent.embedded.sentences import Candidate
from agent.facts import UNITS
from domain.answers import Evidence
from stores.passages.question import language_of

MIN_COVERAGE = 0.3
MIN_SCORE = 1.0
SUPPORTERS = 5
MAX_UNKNOWN = 0.4
UNKNOWN_BUT_NEAR = 0.5
MIN_NEAR = 0.3
OTHER_MACHINE_MARGIN = 0.2
_ASKED = re.compile(
    r"\b(?:how (?:many|much)|what(?:'s| is| are)?(?: the)?|which|at what|to what|with what|wie viele?|hvor mange|cuánt[oa]s|quant[oa]s)\s+(?P<nouns>[^\W\d_]+(?:\s+[^\W\d_]+){0,2})",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?:what|which)\b.{0,12}?\b(?:is|are)\s+the\s+(?:[\w-]+\s+){0,3}?(?P<head>[^\W\d_]+)\s+(?:of|for|on|in|at)\b",
    re.IGNORECASE,
)
_QUANTITIES = frozenset(
    "torque pressure voltage current temperature resistance weight diameter length width height depth thickness radius angle gap clearance speed force capacity volume "
    "viscosity frequency power load stroke pitch hardness flow colour color drehmoment druck spannung moment tryk".split()
)
_NAME = re.compile(r"(?<![\w-])[A-Z]{3,}(?![\w-])")


def answers(
    question: str, ranker: Ranker, ranked: Sequence[tuple[float, Candidate]], evidence: Sequence[Evidence]
) -> bool:
    """Whether the best pieces may answer: enough is covered, the quantity asked for and the names used are there."""
    if not ranked or ranked[0][0] < MIN_SCORE:
        return False
    around = [f"{c.text} {c.context} {c.passage}" for _, c in ranked[:SUPPORTERS]]
    covered = max(ranker.coverage(text) for text in around)
    if covered < MIN_COVERAGE:
        return False
    others = [ranker.coverage(f"{e.section or ''} {e.text}") for e in evidence if e.kind == "manual" and not e.applies]
    if max(others, default=0.0) - covered > OTHER_MACHINE_MARGIN:
        return False
    if language_of(question) == "en" and _far(question, ranker, ranked):
        return False
    nearby = " ".join(around)
    return not (_asked_but_absent(question, nearby) or _names_but_absent(question, evidence))


def _far(question: str, ranker: Ranker, ranked: Sequence[tuple[float, Candidate]]) -> bool:
    """Nothing near in meaning, or much of a short question unknown here, or the very thing asked for."""
    near = max(ranker.nearness([c.text[:250] for _, c in ranked[:3]]))
    if near and (near < MIN_NEAR or (ranker.unknown_share >= MAX_UNKNOWN and near < UNKNOWN_BUT_NEAR)):
        return True
    unknown = {form for forms in ranker.unknown for form in forms}
    return any(set(stems(match.group("head"))) & unknown for match in _HEAD.finditer(question))


def _asked_but_absent(question: str, nearby: str) -> bool:
    have = set(stems(nearby))
    units = {UNITS[w] for w in re.findall(r"[^\s()\d,.;:]+", nearby.casefold()) if w in UNITS}
    for noun in (word.casefold() for match in _ASKED.finditer(question) for word in match.group("nouns").split()):
        unit = UNITS.get(noun) if len(noun) > 2 else None
        absent = not set(stems(noun)) & have
        if absent and ((unit and unit not in units) or noun in _QUANTITIES):
            return True
    return False


def _names_but_absent(question: str, evidence: Sequence[Evidence]) -> bool:
    """An acronym that the question uses as a name and no evidence knows."""
    if question.isupper():
        return False
    text = " ".join(f"{e.text} {e.section or ''} {e.title}" for e in evidence if e.kind == "manual").casefold()
    return any(name.group().casefold() not in text for name in _NAME.finditer(question))
