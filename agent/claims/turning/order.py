"""What comes first has to come first."""

import re
from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.reading.claim import Said
from agent.claims.wording.sequence import sequence
from agent.claims.wording.stems import stems_of

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
CROSSED = 0.3
ALIGNED = 0.5
SENTENCE = 1_000
"""More words than a sentence has."""


def disordered(said: Said, spots: Sequence[Spot], ground: Ground, language: str) -> str:
    """What comes first has to come first: in a place that says both with such a word, else by the order of the places."""
    if said.language != language:
        return ""
    for first, then in sequence(said.cues, language):
        one, two = _apart(first, then, language)
        for spot in ground.spots:
            for begin, end in sequence(spot.place.cues, language, spot.cut.frame.split(" ; ")[0]):
                early, late = _apart(begin, end, language)
                straight = min(_part(one, early), _part(two, late))
                crossed = min(_part(one, late), _part(two, early))
                if crossed > CROSSED and crossed > 2 * straight:
                    return "turns the order round"
        places = [_where(stems_of(part, language), spots, ground) for part in (first, then)]
        if places[0] and places[1] and places[0][0] == places[1][0] and places[0] > places[1]:
            return "turns the order of the steps round"
    return ""


def _apart(first: str, then: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """What is said of the one and not of the other: the unit of both tells nothing."""
    one, two = frozenset(_tokens(first, language)), frozenset(_tokens(then, language))
    return one - two, two - one


def _tokens(text: str, language: str) -> tuple[str, ...]:
    """Words and figures: "wait at least 45 minutes" is told by its figure."""
    return (*stems_of(text, language), *_FIGURE.findall(text))


def _part(stems: frozenset[str], held: frozenset[str]) -> float:
    return len(said_in(stems, held)) / max(len(stems), 1)


def _where(stems: Sequence[str], spots: Sequence[Spot], ground: Ground) -> tuple[int, int, int] | None:
    """Evidence, row and place in its row of what says most of the words."""
    cited = {spot.n for spot in spots}
    pool = [spot for spot in ground.spots if spot.n in cited and spot.place.form == "sentence" and spot.place.label]
    weighed = [(sum(ground.weight(stem) for stem in explained(stems, [spot])), spot) for spot in pool]
    best, spot = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
    if spot is None or best < ALIGNED * sum(ground.weight(stem) for stem in set(stems)):
        return None
    words = stems_of(spot.place.own, spot.cut.language)
    at = next((i for i, word in enumerate(words) if said_in([word], frozenset(stems))), 0)
    return spot.n, spot.place.row, at + SENTENCE * spot.number
