"""What comes first has to come first."""

import re
from collections.abc import Iterator, Sequence

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.facts.spelling import spelled, without
from agent.claims.reading.claim import Said
from agent.claims.wording.polarity import turned
from agent.claims.wording.sequence import sequence, timed
from agent.claims.wording.stems import stems_of
from language.vocabulary import says, vocabulary

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
CROSSED = 0.3
ALIGNED = 0.5
AGREES, UNKNOWN = "agrees", "tells an order that the evidence does not tell"
SENTENCE = 1_000
"""More words than a sentence has."""


def disordered(said: Said, spots: Sequence[Spot], ground: Ground, language: str) -> str:
    """What comes first has to come first: in a place that says both with such a word, else by the order of the places."""
    return next((told for told in _orders(said, spots, ground, language) if told not in {AGREES, UNKNOWN}), "")


def twisted(said: Said, spots: Sequence[Spot], language: str) -> str:
    """Whether a sentence says "before" of what its places say "after" of, which deny as often as it does: "not before" is after."""
    if said.language != language:
        return ""
    ours, denials = timed(said.spelt, language), len(turned(said.cues, language))
    alike = [spot for spot in spots if len(turned(spot.place.cues, language)) == denials]
    held = [timed(spelled(spot.place.own, language), language) for spot in alike]
    theirs = frozenset[tuple[str, str]]().union(*held)
    for kind, word in ours - theirs:
        other = ("after" if kind == "before" else "before", word)
        if other in theirs and other not in ours:
            return "turns the order round"
    return ""


def order_unknown(said: Said, spots: Sequence[Spot], ground: Ground, language: str) -> str:
    """An order that no place tells; a span ("after 500 hours") and a condition ("as soon as") tell none."""
    when = vocabulary(language).conditions
    parts = [pair for pair in sequence(without(said.spelt, said.facts), language) if not says(said.cues, when)]
    return UNKNOWN if parts and UNKNOWN in _orders(said, spots, ground, language) else ""


def _orders(said: Said, spots: Sequence[Spot], ground: Ground, language: str) -> Iterator[str]:
    """What the evidence says to each order that the sentence tells."""
    for first, then in sequence(said.cues, language) if said.language == language else ():
        one, two = _apart(first, then, language)
        held = UNKNOWN
        for spot in [*spots, *ground.spots]:
            if held == AGREES:
                break  # its own place tells it so
            for begin, end in sequence(spot.place.cues, language, spot.cut.frame.split(" ; ")[0], until=True):
                early, late = _apart(begin, end, language)
                straight = min(_part(one, early), _part(two, late))
                crossed = min(_part(one, late), _part(two, early))
                if crossed > CROSSED and crossed > 2 * straight:
                    yield "turns the order round"
                held = AGREES if straight > CROSSED and straight >= crossed else held
        if held == UNKNOWN:
            one_at, two_at = (_where(stems_of(part, language), spots, ground) for part in (first, then))
            if one_at and two_at and one_at[0] == two_at[0]:
                held = AGREES if one_at <= two_at else "turns the order of the steps round"
        yield held


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
