"""Permissions that a sentence gives, and duties that it lifts."""

from collections.abc import Collection, Sequence

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.facts.fact import Fact
from agent.claims.reading.claim import Said
from agent.claims.turning.contrast import nearest
from agent.claims.turning.negation import mirrored
from agent.claims.wording.limits import says_limit
from agent.claims.wording.polarity import lifts, only, says_any, turned
from agent.claims.wording.stems import stems_of
from language.vocabulary import phrases, vocabulary
from language.words import fold

ALLOWS = "allows what the evidence does not allow"
WORD_FOR_WORD = 0.99
NEARLY = 0.7
"""The share of a clause's words that the evidence says where it is allowed without a word for it: of one without a value, and of one with it."""


def permitted(said: Said, spots: Sequence[Spot], ground: Ground, text: str, language: str) -> str:
    """What lifts a duty has to be said nearly word for word."""
    if lifts(said.cues, said.language) and not lifts(text, language):
        return "says that something is needless; the evidence does not"
    if says_any(said.cues, said.language, "enough") and not says_any(text, language, "enough"):
        return "says that something is enough; the evidence does not"
    if not says_any(said.cues, said.language, "may"):
        return ""
    banned = turned(said.cues, said.language) or any(fact.turned for fact in said.facts)
    if mirrored(said, spots) and not banned:
        return "allows beyond its limit what the evidence allows within"
    if says_any(text, language, "may"):
        return ""
    if said.language != language:
        bound = turned(said.cues, said.language) or only(said.cues, said.language)
        return "" if bound or any(fact.limit for fact in said.facts) else ALLOWS
    for clause in said.clauses:
        limited = any(fact.limit for fact in clause.facts) and says_limit(clause.cues, said.language)
        # "may grow to 0.55 mm", where that is the limit: up to it the evidence allows it.
        bound = any(
            spot.holding(fact) and says_limit(spot.place.own, language) for fact in clause.facts for spot in spots
        )
        if limited or bound or not says_any(clause.cues, said.language, "may") or turned(clause.cues, language):
            continue
        most = max((len(explained(clause.stems, ground.block(spot))) for spot in spots), default=0)
        share = most / max(len(set(clause.stems)), 1)
        if share < (NEARLY if any(fact.numeric for fact in clause.facts) else WORD_FOR_WORD):
            return ALLOWS
    return ""


def allows_amounts(said: Said, worked_out: Collection[Fact]) -> bool:
    """Whether all that a sentence allows is a value that was worked out ("may wear by 2.5 mm")."""
    allowing = [one for one in said.clauses if says_any(one.cues, said.language, "may")]
    return all(any(fact in worked_out for fact in one.facts) for one in allowing)


def demanded(said: Said, spots: Sequence[Spot], language: str) -> str:
    """What the part of a place that says most of a clause demands is not only allowed."""
    for clause in said.clauses if said.language == language else ():
        allowed = says_any(clause.cues, said.language, "may") and not turned(clause.cues, said.language)
        if not allowed or says_any(clause.cues, said.language, "must"):
            continue
        for spot in nearest(clause, spots):
            shares = [len(said_in(clause.stems, frozenset(part.stems))) for part in spot.place.parts]
            parts = [part for part, share in zip(spot.place.parts, shares, strict=True) if share == max(shares) > 0]
            demand = [says_any(part.cues, spot.place.language, "must") for part in parts]
            if any(demand) and not any(says_any(part.cues, spot.place.language, "may") for part in parts):
                return "allows what the evidence demands"
    return ""


def demands_else(said: Said, spots: Sequence[Spot]) -> str:
    """Whether a clause demands something of which no place says a word: "must be replaced" of what "must be inspected"."""
    must = phrases(vocabulary(said.language).permission["must"])
    for clause in said.clauses:
        for found in must.finditer(fold(clause.cues)):
            limited = any(one.limit and one.start >= clause.start + found.end() for one in clause.facts)
            wanted = stems_of(clause.cues[found.end() :], said.language)  # but for "must stay below 8 m/s"
            held = any(said_in(wanted, spot.place.stems | spot.place.around_stems) for spot in spots)
            if wanted and not limited and not held:
                return "demands what the evidence does not name"
    return ""
