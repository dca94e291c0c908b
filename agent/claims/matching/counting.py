"""Which numbers of a sentence say how many records there are: "two open orders"."""

from collections.abc import Sequence
from itertools import takewhile

from agent.claims.evidence.ground import Spot, said_in
from agent.claims.facts.fact import Fact
from agent.claims.facts.spelling import spelled
from agent.claims.matching.holding import of_other_rows
from agent.claims.reading.claim import Said
from agent.claims.wording.stems import stems_of
from language.words import is_stop, words

COUNTED = 2
FEW = 3
"""Words behind a number among which what it counts is named: beside its value, and of records."""


def counts_records(fact: Fact, said: Said, cited: Sequence[Spot]) -> bool:
    """Whether a number stands before what the cited records are called, and no cited place says it so."""
    if fact.kind != "number" or not all(spot.cut.record for spot in cited):
        return False
    cuts = {spot.cut for spot in cited}
    nouns = frozenset(stem for cut in cuts for stem in stems_of(cut.nouns, cut.language))
    if not nouns or not _is_before(said.spelt[fact.end :], said.language, nouns):
        return False
    held = [(spot.place, own) for spot in cited if (own := spot.holding(fact))]
    return not any(
        _is_before(spelled(place.own, place.language)[own.end :], place.language, nouns) for place, own in held
    )


def counts_there(fact: Fact, said: Said, spots: Sequence[Spot], others: Sequence[Spot]) -> bool:
    """Whether places count what a number stands before in the sentence, and are no other rows of the table of `others`."""
    behind = stems_of(said.spelt[fact.end :], said.language)[:COUNTED]
    return any(said_in(behind, spot.place.stems) for spot in spots) and not of_other_rows(spots, others)


def _is_before(text: str, language: str, nouns: frozenset[str]) -> bool:
    behind = takewhile(lambda word: not is_stop(word, language), words(text))
    return bool(said_in(stems_of(" ".join(list(behind)[:FEW]), language), nouns))
