"""Negations, restrictions and permissions that a sentence adds or drops."""

import re
from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.reading.claim import Said
from agent.claims.wording.limits import says_limit
from agent.claims.wording.polarity import only, says_any, turned
from agent.claims.wording.stems import clauses, stems_of

_ONLY_ONE = re.compile(r"\w+ (?:\w+ )?\d")
COVERED = 0.6
WORD_FOR_WORD = 0.99
NEARLY = 0.7
LONGEST_SYLLABLE = 3


def negated(said: Said, spots: Sequence[Spot], blocks: Sequence[Spot], language: str) -> str:
    ours = turned(said.cues, said.language)
    theirs = [one for spot in blocks for one in turned(spot.place.cues, language)]
    near = [one for spot in spots for one in turned(spot.place.cues, language)]
    none = any(0 in fact.values for spot in blocks for fact in spot.place.facts if fact.numeric)
    if ours and not theirs and not none:
        return f"adds '{ours[0].word}'"
    if said.language != language:
        return "drops a negation" if near and not ours else ""
    stems = frozenset(said.stems)
    same_lines = [one for one in blocks if not one.cut.record or any(one.at == spot.at for spot in spots)]
    for one in (own for spot in same_lines for own in turned(spot.place.cues, language)):
        turns = one.scope and len(said_in(one.scope, stems)) >= COVERED * len(one.scope)
        if turns and not any(said_in(one.scope, own.scope) for own in ours):
            return f"drops '{one.word}'"
    scopes = frozenset[str]().union(*(other.scope for other in theirs))
    for one in ours:
        if one.scope and not said_in(one.scope, scopes) and not none and not near:
            return f"adds '{one.word}'"
    return "says that there is some of what there is none" if not ours and _of_none(said, spots) else ""


def _of_none(said: Said, spots: Sequence[Spot]) -> bool:
    """Whether the line of a record that carries the sentence says 0, and the sentence no number."""
    lines = [[fact for fact in spot.place.facts if fact.numeric] for spot in spots if spot.place.form == "field"]
    zero = [facts for facts in lines if len(facts) == 1 and 0 in facts[0].values]
    return (
        bool(zero)
        and len(zero) == len([facts for facts in lines if facts])
        and not any(fact.numeric for fact in said.facts)
    )


def restricted(said: Said, spots: Sequence[Spot], language: str) -> str:
    """A restriction left out of what the sentence says, or put in; "only one" is no restriction."""
    if said.language != language:
        return ""
    ours = only(said.cues, language)
    stems = frozenset(said.stems)
    theirs = [piece for spot in spots for piece in clauses(spot.place.cues, language) if only(piece, language)]
    dropped = [
        own
        for piece in theirs
        if (own := stems_of(piece, language)) and len(said_in(own, stems)) >= COVERED * len(set(own))
    ]
    if dropped and not ours:
        return "leaves out 'only'"
    return "adds 'only'" if ours and not theirs and not _ONLY_ONE.search(said.cues) else ""


def permitted(said: Said, spots: Sequence[Spot], ground: Ground, text: str, language: str) -> str:
    """What lifts a duty has to be said nearly word for word."""
    for group in ("needless", "enough"):
        if (
            says_any(said.cues, said.language, group)
            and not says_any(text, language, group)
            and not turned(text, language)
        ):
            return f"says that something is {group}; the evidence does not"
    if not says_any(said.cues, said.language, "may") or says_any(text, language, "may"):
        return ""
    if said.language != language:
        bound = turned(said.cues, said.language) or any(fact.limit for fact in said.facts)
        return "" if bound else "allows what the evidence does not allow"
    for clause in said.clauses:
        limited = any(fact.limit for fact in clause.facts) and says_limit(clause.cues, said.language)
        if limited or not says_any(clause.cues, said.language, "may") or turned(clause.cues, language):
            continue
        stems = set(clause.stems)
        share = max(
            (len(explained(clause.stems, ground.block(spot))) / max(len(stems), 1) for spot in spots),
            default=0.0,
        )
        if share < (NEARLY if any(fact.numeric for fact in clause.facts) else WORD_FOR_WORD):
            return "allows what the evidence does not allow"
    return ""
