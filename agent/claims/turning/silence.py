"""Honest gaps: "the manual gives no lubricant for the bolts" is said where no evidence has a word of what is missing."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.reading.claim import Said
from agent.claims.wording.polarity import turned
from agent.claims.wording.stems import stems_of
from agent.safety.hazards import makes_safe
from language.vocabulary import vocabulary


def is_silence(said: Said, spots: Sequence[Spot], ground: Ground) -> bool:
    """Whether a sentence denies that its sources tell something, and none has a word of it.

    Never of what makes safe; not with a value, nor where the places that it comes nearest to have one: that may be what it means.
    """
    language = said.language
    if makes_safe(said.text) or any(fact.numeric for spot in spots for fact in (*spot.place.facts, *said.facts)):
        return False
    telling = frozenset(stems_of(" ; ".join(vocabulary(language).pointing["tells"]), language))
    if not any(said_in(one.clause, telling) for one in turned(said.cues, language)):
        return False
    known = telling.union(*(cut.frame_stems for _, cut in ground.sources))
    return any(not ground.saying(stem) and stem not in known for stem in said.stems)
