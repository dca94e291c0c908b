"""Values that a sentence joins by "and" where the evidence joins them by "or", or the other way round: "for 8 h and until it is below 0.1 A"."""

from collections.abc import Sequence
from itertools import pairwise

from agent.claims.evidence.ground import Spot
from agent.claims.facts.spelling import spelled
from agent.claims.reading.claim import Said
from language.vocabulary import phrases, vocabulary
from language.words import fold

JOINED = "joins by 'and' or 'or' what the evidence joins the other way"


def joined_otherwise(said: Said, spots: Sequence[Spot]) -> str:
    """Whether two values that follow each other in one place too are alternatives there and not in the sentence, or the reverse."""
    values = [fact for fact in said.facts if fact.numeric]
    for one, other in pairwise(values):
        ours = _joint(said.spelt[one.end : other.start], said.language)
        for spot in spots if ours else ():
            first, second = spot.holding(one), spot.holding(other)
            if first and second and first.end <= second.start:
                own = spelled(spot.place.own, spot.place.language)[first.end : second.start]
                if {ours, _joint(own, spot.place.language)} == {"and", "or"}:
                    return JOINED
    return ""


def _joint(between: str, language: str) -> str:
    """Say "and" or "or" where one of them alone stands between two values."""
    known, plain = vocabulary(language), fold(between)
    found = {"and": phrases(known.dates.joining).search(plain), "or": phrases(known.either).search(plain)}
    said = [joint for joint, match in found.items() if match]
    return said[0] if len(said) == 1 else ""
