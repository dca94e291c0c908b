"""Whether a sentence turns round what its places say: negation, permission, opposites, order in time."""

import re
from collections.abc import Sequence

from agent.claims.claim import Clause, Said
from agent.claims.facts import without
from agent.claims.ground import Ground, Spot, explained, said_in
from agent.claims.wording import (
    clauses,
    compared,
    neighbours,
    only,
    opposed,
    says_any,
    says_limit,
    sequence,
    set_beside,
    stems_of,
    turned,
)

_ONLY_ONE = re.compile(r"\w+ (?:\w+ )?\d")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
COVERED = 0.6
WORD_FOR_WORD = 0.99
NEARLY = 0.7
LONGEST_SYLLABLE = 3
CROSSED = 0.3
ALIGNED = 0.5
SENTENCE = 1_000
"""More words than a sentence has."""


def trouble_between(said: Said, spots: Sequence[Spot], ground: Ground, *, derived: bool) -> str:
    """What a sentence says against its places; "" where they agree. `derived`: its comparison was worked out."""
    text = " . ".join(dict.fromkeys(spot.place.cues for spot in spots))
    language = spots[0].cut.language
    blocks = list(dict.fromkeys(one for spot in spots for one in (*ground.block(spot), spot)))
    return (
        _negation(said, spots, blocks, language)
        or _only(said, spots, language)
        or _permission(said, spots, ground, text, language)
        or _opposite(said, spots, ground, language)
        or _swapped(said, spots, ground, language)
        or ("" if derived else _comparison(said, text, language))
        or _order(said, spots, ground, language)
    )


def _negation(said: Said, spots: Sequence[Spot], blocks: Sequence[Spot], language: str) -> str:
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


def _only(said: Said, spots: Sequence[Spot], language: str) -> str:
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


def _swapped(said: Said, spots: Sequence[Spot], ground: Ground, language: str) -> str:
    """One thing in the place of another that the evidence sets beside it: what is said of aluminum, said of copper."""
    if said.language != language:
        return ""
    stems = frozenset(said.stems)
    held = frozenset[str]().union(*(spot.place.stems for spot in spots))
    new, left = stems - said_in(stems, held), held - said_in(held, stems)
    texts = [spot.place.own for spot in ground.spots if new & spot.place.stems] + [
        cut.frame for _, cut in ground.sources
    ]
    pairs = (
        frozenset[tuple[str, str]]().union(*(set_beside(text, language) for text in texts))
        if new
        else frozenset[tuple[str, str]]()
    )
    ours = neighbours(without(said.spelt, said.facts), language)
    for spot in spots:
        theirs = neighbours(spot.place.own, language)
        for one, other in pairs:
            if one in new and other in left and ours.get(one, frozenset()) & theirs.get(other, frozenset()):
                return f"says of '{one}' what the evidence says of '{other}'"
    return ""


def _comparison(said: Said, text: str, language: str) -> str:
    """More or less than something that is no number has to be the source's own comparison."""
    if said.language != language:
        return ""
    side = compared(said.cues, language)
    return f"compares ('{side}') what the evidence does not" if side and side != compared(text, language) else ""


def _permission(said: Said, spots: Sequence[Spot], ground: Ground, text: str, language: str) -> str:
    """What lifts a duty has to be said nearly word for word."""
    for group in ("needless", "enough"):
        if (
            says_any(said.cues, said.language, group)
            and not says_any(text, language, group)
            and not turned(text, language)
        ):
            return f"says that something is {group}; the evidence does not"
    if not says_any(said.cues, said.language, "may") or says_any(text, language, "may") or said.language != language:
        return ""
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


def _opposite(said: Said, spots: Sequence[Spot], ground: Ground, language: str) -> str:
    if said.language != language:
        return ""
    for clause in said.clauses:
        near = _nearest(clause, spots)
        for spot in near:
            word = opposed(clause.cues, spot.place.cues, language)
            if word and said_in(clause.stems, spot.place.stems):
                return f"says '{word}', the evidence the opposite"
        for spot in (
            one for own in near if own.place.form == "sentence" for one in ground.block(own) if one not in near
        ):
            word = (
                opposed(clause.cues, spot.place.cues, language, strict=True) if explained(clause.stems, [spot]) else ""
            )
            if word and not explained(stems_of(word, language), near):
                return f"says '{word}', the evidence the opposite"
    return ""


def _nearest(clause: Clause, spots: Sequence[Spot]) -> list[Spot]:
    """Those of the places that say most of a clause."""
    shares = [len(explained(clause.stems, [spot])) for spot in spots]
    most = max(shares, default=0)
    return [spot for spot, share in zip(spots, shares, strict=True) if share == most]


def _order(said: Said, spots: Sequence[Spot], ground: Ground, language: str) -> str:
    """What comes first has to come first: in a place that says both with such a word, else by the order of the places."""
    if said.language != language:
        return ""
    for first, then in sequence(said.cues, language):
        one, two = _tokens(first, language), _tokens(then, language)
        for spot in ground.spots:
            for begin, end in sequence(spot.place.cues, language, spot.cut.frame.split(" ; ")[0]):
                early, late = frozenset(_tokens(begin, language)), frozenset(_tokens(end, language))
                straight = min(_part(one, early), _part(two, late))
                crossed = min(_part(one, late), _part(two, early))
                if crossed > CROSSED and crossed > 2 * straight:
                    return "turns the order round"
        places = [_where(stems_of(part, language), spots, ground) for part in (first, then)]
        if places[0] and places[1] and places[0][0] == places[1][0] and places[0] > places[1]:
            return "turns the order of the steps round"
    return ""


def _tokens(text: str, language: str) -> tuple[str, ...]:
    """Words and figures: "wait at least 45 minutes" is told by its figure."""
    return (*stems_of(text, language), *_FIGURE.findall(text))


def _part(stems: Sequence[str], held: frozenset[str]) -> float:
    return len(said_in(stems, held)) / max(len(set(stems)), 1)


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
