"""When to stay silent: the evidence is near the subject but does not say what was asked."""

import re
from collections.abc import Sequence

from agent.embedded.concepts import parts_of, stems
from agent.embedded.kind_of_answer import DATE, kind_is_absent
from agent.embedded.names_asked import names_but_absent, size_but_absent
from agent.embedded.of_something_else import HALF, HOLDERS, is_of_something_else, units_in
from agent.embedded.ranking import PLAINLY_NEAR, Ranker
from agent.embedded.sentences import Candidate
from agent.number_words import digits
from agent.units import MEASURED_IN, UNITS
from domain.answers import Evidence
from stores.passages.languages import language_of

MIN_COVERAGE = 0.3
MIN_COVERAGE_OF_LONG = 0.2
LONG = 8
"""From so many content words on, a question tells a story: less of it has to stand in the manual."""
MIN_SCORE = 1.4
SUPPORTERS = 5
MAX_UNKNOWN = 0.4
UNKNOWN_BUT_NEAR = 0.5
MIN_NEAR = 0.3
OTHER_MACHINE_MARGIN = 0.2
SHORTEST_NAME = 4
_ASKED = re.compile(
    r"\b(?:how (?:many|much)|what(?:'s| is| are)?(?: the)?|which|at what|to what|with what|wie viele?|hvor mange|cuánt[oa]s|quant[oa]s)\s+(?P<nouns>[^\W\d_]+(?:\s+[^\W\d_]+){0,2})",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?:what|which)\b.{0,12}?\b(?:is|are)\s+the\s+(?:[\w-]+\s+){0,3}?(?P<head>[^\W\d_]+)(?:\s+(?:of|for|on|in|at)\b|(?P<last>\W*$))",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:what|which|who)\s+(?:(?:is|are|was|were)\s+the\s+)?(?P<asked>(?:[^\W\d_]+\s+){1,3}?)(?:of|for|on|in|at|is|are|should|do|does|must|can|has|have|to)\b|"
    r"\bhow\s+\w+\s+(?:is|are|was|will|does|do)\s+(?:the|an?)\s+(?P<subject>(?:[^\W\d_]+\s*){1,2}?)(?=\s(?:of|for|on|in|at|to|last)\b|\?|$)|"
    r"^\W*(?:how|when|what|which|where)\b[^.,;:?]*\bbe\s+(?P<done>[^\W\d_]+ed)\b",
    re.IGNORECASE,
)
_ANSWERS = frozenset(
    stems("value figure amount quantity number reason cause purpose difference meaning effect kind sort size gauge")
)
_AMOUNT = re.compile(r"\bhow much\s+(?P<stuff>[^\W\d_]{4,})", re.IGNORECASE)
_QUANTITIES = frozenset(
    "torque pressure voltage current temperature resistance weight diameter length width height depth thickness radius angle gap clearance speed force capacity volume "
    "viscosity frequency power load stroke pitch hardness flow colour color drehmoment druck spannung moment tryk".split()
)
_TERM = re.compile(
    r"\b(?:when|wann|hvornår|cuándo|quando)\b(?P<thing>.+?)\b(?:ends?|expires?|runs? out|endet|abläuft|läuft|udløber|slutter|termina|vence|caduca|expira|acaba)\b",
    re.IGNORECASE,
)
_TIME_UNITS = frozenset("h min day week month year".split())
_IN_UNIT = re.compile(r"\bin\s+([^\W\d]+(?:/[^\W\d]+)?)", re.IGNORECASE)


def answers(
    question: str,
    ranker: Ranker,
    ranked: Sequence[tuple[float, Candidate]],
    evidence: Sequence[Evidence],
    *,
    job: bool = False,
) -> bool:
    """Whether the best pieces may answer: enough is covered, the quantity asked for and the names used are there."""
    if not ranked or ranked[0][0] < MIN_SCORE:
        return False
    around = [f"{c.text} {c.context} {c.passage}" for _, c in ranked[:SUPPORTERS]]
    covered = max(ranker.coverage_with_units(around[0]), *map(ranker.coverage, around))
    if covered < (MIN_COVERAGE_OF_LONG if ranker.size >= LONG else MIN_COVERAGE):
        return False
    # Whose job it is, the steps tell better than single pieces.
    elsewhere = (
        not job
        and _said_of_others(ranker, evidence) - max(covered, _said_of_this(ranker, ranked, evidence))
        > OTHER_MACHINE_MARGIN
    )
    if elsewhere and not _plainly_near(ranker, ranked):
        return False
    if language_of(question) == "en" and _far(question, ranker, ranked):
        return False
    nearby = " ".join(around)
    return not (
        _asked_but_absent(question, nearby, ranked[0][1].text)
        or size_but_absent(question, nearby)
        or unit_but_absent(question, nearby)
        or is_of_something_else(question, ranker, ranked)
        or kind_is_absent(question, ranker, ranked)
        or _term_but_absent(question, ranker, ranked)
        or names_but_absent(question, evidence)
    )


def _said_of_others(ranker: Ranker, evidence: Sequence[Evidence]) -> float:
    """How much of the question a passage covers that is not for this machine."""
    return max((_whole(ranker, e) for e in evidence if e.kind == "manual" and not e.applies), default=0.0)


def _said_of_this(ranker: Ranker, ranked: Sequence[tuple[float, Candidate]], evidence: Sequence[Evidence]) -> float:
    """The same of the best piece's passage, if the piece itself says the word that tells most: passages are compared with passages."""
    best = ranked[0][1]
    return _whole(ranker, evidence[best.source]) if ranker.holds_rarest(best.text) else 0.0


def _whole(ranker: Ranker, item: Evidence) -> float:
    return ranker.coverage(f"{item.section or ''} {item.text}")


def _plainly_near(ranker: Ranker, ranked: Sequence[tuple[float, Candidate]]) -> bool:
    return max(ranker.nearness([c.text[:250] for _, c in ranked[:3]])) >= PLAINLY_NEAR


def _far(question: str, ranker: Ranker, ranked: Sequence[tuple[float, Candidate]]) -> bool:
    """Nothing near in meaning, or much of a short question unknown here, or the very thing asked for."""
    needed = UNKNOWN_BUT_NEAR if ranker.unknown_share >= MAX_UNKNOWN else MIN_NEAR
    # One text after the other: the first is near enough nearly always. Zero is no embedder.
    nearness = (ranker.nearness([c.text[:250]])[0] for _, c in ranked[:3])
    if not any(near >= needed or not near for near in nearness):
        return True
    unknown = {form for forms in ranker.unknown for form in forms}
    # Of several things asked, the last may have another word here.
    several = len(parts_of(question)) > 1
    heads = [match["head"] for match in _HEAD.finditer(question) if match["last"] is None or not several]
    heads += [match["stuff"] for match in _AMOUNT.finditer(question)]
    asked = [
        word for match in _SUBJECT.finditer(question) for group in match.groups() for word in (group or "").split()
    ]
    heads += [word for word in asked if len(word) >= SHORTEST_NAME and digits(word) == word and not _names_answer(word)]
    return any(set(stems(head)) & unknown for head in heads)


def _names_answer(word: str) -> bool:
    """Whether a word stands for the answer, not for what it is about: a manual gives values and sizes without the word."""
    return word.casefold() in _QUANTITIES or bool(set(stems(word)) & _ANSWERS)


def _asked_but_absent(question: str, nearby: str, best: str) -> bool:
    have = set(stems(nearby))
    units, own = units_in(nearby), units_in(best)
    for noun in (word.casefold() for match in _ASKED.finditer(question) for word in match.group("nouns").split()):
        unit = UNITS.get(noun) if len(noun) > 2 else None
        absent = not set(stems(noun)) & have
        given = own & MEASURED_IN.get(noun, frozenset())
        if absent and ((unit and unit not in units) or (noun in _QUANTITIES and not given)):
            return True
    return False


def _term_but_absent(question: str, ranker: Ranker, ranked: Sequence[tuple[float, Candidate]]) -> bool:
    """Whether "when does the warranty end" finds no date and no span of time said of the thing."""
    match = _TERM.search(question)
    return match is not None and not any(
        (DATE.search(c.text) or units_in(c.text) & _TIME_UNITS)
        and ranker.share_of(match["thing"], f"{c.text} {c.context}") >= HALF
        for _, c in ranked[:HOLDERS]
    )


def unit_but_absent(question: str, nearby: str) -> bool:
    """The unit that the answer is wanted in ("in dB"), where nothing near has it or another unit of the same quantity."""
    wanted = {UNITS[word] for match in _IN_UNIT.finditer(question) if (word := match.group(1).casefold()) in UNITS}
    alike = {unit: {unit}.union(*(own for own in MEASURED_IN.values() if unit in own)) for unit in wanted}
    return any(not units & units_in(nearby) for units in alike.values())
