"""Conditions that a sentence denies or leaves out."""

import re
from collections.abc import Iterator, Sequence

from agent.claims.evidence.ground import Spot, said_in
from agent.claims.reading.claim import Said
from agent.claims.turning.contrast import nearest
from agent.claims.wording.stems import stems_of
from language.vocabulary import phrases, says, vocabulary
from language.words import fold

_ENDS = re.compile(r"[,;:.]\s|[,;:.]$")

LEFT_OUT = "leaves out: "
MENTIONED = 0.5
"""The share of a condition's words of which a sentence that mentions it has more."""
REACH = 8
"""Characters between "from" and its value."""


def unconditional(said: Said, spots: Sequence[Spot]) -> str:
    """Whether the sentence says "in any case" of what its place says under a condition."""
    known = vocabulary(said.language)
    if says(said.cues, known.conditions) or any(fact.limit for fact in said.facts):
        return ""
    for clause in said.clauses:
        if found := phrases(known.whatever).search(fold(clause.text)):
            for spot in nearest(clause, spots):
                always = says(spot.place.cues, vocabulary(spot.place.language).whatever)
                if not always and (_bounded(spot) or any(_conditions(spot))):
                    return f"says '{found.group()}' of what holds under a condition"
    return ""


def left_out(said: Said, spots: Sequence[Spot]) -> str:
    """The condition of a place that the sentence says nothing of: code cannot tell whether it is meant."""
    held = frozenset(said.stems)
    if _joined(said.cues, said.language) >= sum(_joined(spot.place.cues, spot.place.language) for spot in spots):
        return ""
    for spot in spots:
        for words, text in _conditions(spot):
            values = [own for own in spot.place.facts if fold(own.written) in text]
            named = any(fact.held_by(own) for fact in said.facts for own in values)
            if not named and (not words or len(said_in(words, held)) <= MENTIONED * len(words)):
                return f"{LEFT_OUT}{text.strip()[:80]}"
    return ""


def _joined(text: str, language: str) -> int:
    """How many clauses of a condition or a time a text has."""
    known = vocabulary(language)
    return len(phrases(known.conditions | known.order["after"] | known.order["before"]).findall(fold(text)))


def _bounded(spot: Spot) -> bool:
    """Whether a sentence holds within a limit or from a value on ("from 80 °C")."""
    text, since = spot.place.cues, phrases(vocabulary(spot.place.language).dates.since)
    values = [fact for fact in spot.place.facts if fact.numeric]
    return not spot.place.column and any(
        fact.limit or since.search(fold(text[max(fact.start - REACH, 0) : fact.start])) for fact in values
    )


def _conditions(spot: Spot) -> Iterator[tuple[frozenset[str], str]]:
    """The conditions of a place, each with its words, up to the end of its clause."""
    text, language = fold(spot.place.cues), spot.place.language
    for match in phrases(vocabulary(language).conditions).finditer(text):
        ends = _ENDS.search(text, match.end())
        told = text[match.start() : ends.start() if ends else len(text)]
        yield frozenset(stems_of(told, language)), told
