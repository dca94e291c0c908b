"""Negations and restrictions that a sentence adds or drops."""

import re
from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.reading.claim import Clause, Said
from agent.claims.wording.limits import denied
from agent.claims.wording.polarity import only, turned
from agent.claims.wording.stems import stems_of
from language.vocabulary import phrases, vocabulary
from language.words import fold

_ONLY_ONE = re.compile(r"\w+ (?:\w+ )?\d")
COVERED = 0.6
SAME = 0.8
"""The share of a denied clause's words that a place has which would deny it, too."""


def negated(said: Said, spots: Sequence[Spot], blocks: Sequence[Spot], language: str) -> str:
    ours = turned(said.cues, said.language)
    theirs = [one for spot in blocks for one in turned(spot.place.cues, language)]
    near = [one for spot in spots for one in turned(spot.place.cues, language)]
    # "must not be above 5" has no negation beside its limit
    none = says_none(said, spots, blocks) or mirrored(said, spots) or _excepted(spots, language)
    if ours and not theirs and not none:
        return f"adds '{ours[0].word}'"
    bans = any(fact.turned for fact in said.facts)  # "do not lift above 20 m/s" has its negation at its limit
    if said.language == language and (word := _crosses(said, spots, language)):
        return f"says '{word}' of a limit"
    if said.language != language:
        return "drops a negation" if not ours and not bans and _denied_beside(said, spots) else ""
    if not none and (word := _denies(said, spots, language)):
        return f"adds '{word}'"
    stems = frozenset(said.stems)
    # What says all the words of the sentence is meant, whatever a line beside denies of some of them.
    whole = len(explained(said.stems, spots)) == len(stems) > 0
    same_lines = [one for one in blocks if not one.cut.record or any(one.at == own.at for own in spots)]
    same_lines = list(spots) if whole else same_lines
    for spot, one in ((line, own) for line in same_lines for own in turned(line.place.cues, language)):
        # Of a line beside those that carry the sentence all has to be said: a paragraph denies many things in a word or two.
        wanted = one.scope if spot in spots or spot.place.form != "sentence" else one.clause
        turns = one.scope and not bans and len(said_in(wanted, stems)) >= COVERED * len(wanted)
        excused = only(said.cues, said.language) and not only(spot.place.cues, language)
        if turns and not excused and not any(said_in(one.scope, own.clause) for own in ours):
            return f"drops '{one.word}'"
    scopes = frozenset[str]().union(*(other.scope for other in theirs))
    for one in ours:
        # "no hub work" of a note denies no "work order"
        wanted = one.clause - said_in(one.clause, frozenset(stems_of(spots[0].cut.nouns, language)))
        if one.scope and not said_in(wanted or one.clause, scopes) and not none and not near:
            return f"adds '{one.word}'"
    return "says that there is some of what there is none" if not ours and _of_none(said, spots) else ""


def _denies(said: Said, spots: Sequence[Spot], language: str) -> str:
    """The negation of a clause whose words stand in a place that denies nothing, or less often."""
    words = {one.word for one in turned(said.cues, language)}  # "the serial no. and the date" denies nothing
    for clause in said.clauses:
        ours = [one for one in turned(clause.cues, language) if one.word in words]
        stems = frozenset(clause.stems)
        same = [spot for spot in spots if len(explained(clause.stems, [spot])) >= SAME * len(stems)] if ours else []
        if same and len(stems) > 1 and all(len(turned(spot.place.cues, language)) < len(ours) for spot in same):
            return ours[0].word
    return ""


def _crosses(said: Said, spots: Sequence[Spot], language: str) -> str:
    """What a clause says behind a value that its place bounds on that side: "may exceed" of "must not exceed"."""
    limits = vocabulary(language).limits
    for clause in (one for one in said.clauses if not denied(fold(one.text), vocabulary(language))):
        for fact in (one for one in clause.facts if one.numeric and not one.limit):
            sides = {own.limit for spot in spots if (own := spot.holding(fact))}
            beyond = limits["more"] if sides == {"down"} else limits["less"] if sides == {"up"} else frozenset[str]()
            if found := phrases(beyond).search(fold(said.spelt[fact.end : clause.start + len(clause.text)])):
                return found.group()
    return ""


def denied_elsewhere(said: Said, spots: Sequence[Spot], ground: Ground) -> str:
    """Whether a record denies, of what a sentence denies, only a part in one line: "charger replaced; pack charged, not replaced" denies nothing of the charger."""
    if not turned(said.cues, said.language) or not all(spot.cut.record for spot in spots):
        return ""
    lines = [one for spot in spots for one in ground.block(spot) if turned(one.place.cues, one.place.language)]
    stems = frozenset(said.stems) - frozenset(stems_of(spots[0].cut.nouns, spots[0].cut.language))
    whole = any(len(said_in(stems, one.place.stems)) == len(stems) for one in lines)
    return "" if whole or not lines else "denies what the evidence denies of something else"


def _excepted(spots: Sequence[Spot], language: str) -> bool:
    """Whether the places say with "only" what the sentence may say with a negation: "nobody but", "not without", "not while"."""
    return any(only(spot.place.cues, language) for spot in spots)


def _denied_beside(said: Said, spots: Sequence[Spot]) -> bool:
    """Whether the places deny something; where the sentence has figures or names, in the clauses that have one of them."""
    parts = [(part, spot) for spot in spots for part in spot.place.parts]
    beside = [one for one in parts if any(fact.held_by(own) for fact in said.facts for own in one[0].facts)]
    return any(turned(part.cues, spot.cut.language) for part, spot in beside or parts)


def says_none(said: Said, spots: Sequence[Spot], blocks: Sequence[Spot]) -> bool:
    """Whether the places say 0 of what the sentence denies: every line under a label that has the words it names does ("not in stock": in no store)."""
    stems = frozenset(said.stems)
    counted = [
        spot for spot in blocks if spot.place.form != "sentence" and any(one.numeric for one in spot.place.facts)
    ]
    lines = [(_label(spot), _is_zero(spot)) for spot in counted]
    for label, zero in lines:
        asked = said_in(label, stems) if zero else frozenset[str]()
        if asked and all(other for held, other in lines if asked <= held):
            return True
    return said.language != blocks[0].cut.language and any(_is_zero(spot) for spot in spots)


def _label(spot: Spot) -> frozenset[str]:
    """What a line counts: the words of its label, or of a line without one all."""
    return frozenset(stems_of(spot.place.name, spot.cut.language)) or spot.place.stems


def _is_zero(spot: Spot) -> bool:
    return any(fact.numeric and 0 in fact.values for fact in spot.place.facts)


def _of_none(said: Said, spots: Sequence[Spot]) -> bool:
    """Whether the line of a record that carries the sentence says 0, and the sentence no number."""
    lines = [[fact for fact in spot.place.facts if fact.numeric] for spot in spots if spot.place.form == "field"]
    told = [facts for facts in lines if facts]
    zero = bool(told) and all(len(facts) == 1 and 0 in facts[0].values for facts in told)
    return zero and not any(fact.numeric for fact in said.facts)


def mirrored(said: Said, spots: Sequence[Spot]) -> bool:
    """Whether the sentence says what is done where a limit of its places is crossed."""
    return any(fact.mirrors(held) for fact in said.facts for spot in spots if (held := spot.holding(fact)))


def restricted(said: Said, spots: Sequence[Spot], language: str) -> str:
    """A restriction left out of what the sentence says."""
    if said.language != language or only(said.cues, language):
        return ""
    theirs = [part for spot in spots for part in spot.place.parts if only(part.cues, language)]
    return "leaves out 'only'" if any(_tells(said, part) for part in theirs) else ""


def _tells(said: Said, part: Clause) -> bool:
    """Whether a sentence has most words of a part of a place, of one without words a value."""
    if not part.stems:
        return any(fact.held_by(own) for fact in said.facts for own in part.facts)
    return len(said_in(part.stems, frozenset(said.stems))) >= COVERED * len(part.stems)


def narrowed(said: Said, spots: Sequence[Spot], language: str) -> str:
    """A restriction put in, which code cannot tell from "only a warning"; "only one" is none."""
    if said.language != language or not only(said.cues, language) or _ONLY_ONE.search(said.cues):
        return ""
    return "" if any(only(spot.place.cues, language) for spot in spots) else "adds 'only'"
