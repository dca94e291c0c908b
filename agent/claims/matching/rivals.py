"""Whether a value is said of what the sentence says: no other value, and no other place, fits its words better."""

from collections.abc import Sequence
from dataclasses import dataclass

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.facts.fact import Fact
from agent.claims.matching.holding import holds, says
from agent.claims.matching.world import World
from agent.claims.reading.claim import Clause, Said
from agent.claims.wording.stems import stems_of

MARGIN = 0.3
"""By how much more words another value's place must fit before a value is said to be that one's."""
FOREIGN = 0.5
"""The share of a clause's words that must stand elsewhere together before its value is said to be of something else."""
OWN = 0.1
"""By how much nearer in meaning the value's own place must be than a rival that has more of the words."""
COPIED, APART, FEW = 0.8, 0.3, 3
"""The share of a sentence's words that its copy has, by how much that is more than where its value stands, and how many words it takes."""
MANY = 4
"""Facts of a sentence that stand together by no chance."""
LISTED = 2
"""More numbers than these in one clause are a list."""


@dataclass(frozen=True)
class _Case:
    """A fact of a clause in its place, and the words that say what it is of: those that the place says, and those that frame it."""

    fact: Fact
    clause: Clause
    spot: Spot
    stems: frozenset[str]
    mine: frozenset[str]
    framed: frozenset[str]
    around: frozenset[str]
    said: Said


def of_another(fact: Fact, clause: Clause, spots: Sequence[Spot], said: Said, ground: Ground, world: World) -> str:
    """Why a value is not of what the sentence says; "" where nothing speaks against it."""
    own = next((spot for spot in spots if holds(spot, fact)), None)
    if own is None or not world.same_language:
        return ""
    case = _case(fact, clause, own, said, ground)
    for number, hit in () if _is_whole(said, own) else ground.hits(case.stems).items():
        rival = ground.spots[number]
        if (rival.place.form == "cell") != (own.place.form == "cell") or rival is own:
            continue
        if _is_counted(fact, said, own, rival):
            continue
        if says(rival, fact) or not _fits_better(case, rival, frozenset(hit), ground, world):
            continue
        if not _means_its_own(case, rival, said, world):
            return f"{fact.written} is said of something else"
    if _in_another_part(case, ground) or _in_its_copy(fact, own, said, ground):
        return f"{fact.written} is said of something else"
    return ""


def _is_whole(said: Said, own: Spot) -> bool:
    """Whether one place has all the facts of the sentence, and so many that no other is meant."""
    return len(said.facts) >= MANY and all(own.holding(fact) for fact in said.facts)


def _is_counted(fact: Fact, said: Said, own: Spot, rival: Spot) -> bool:
    """Whether what a number counts is said by its own place, and by the rival not."""
    stems = said.counted(fact)
    return bool(said_in(stems, own.place.stems)) and not said_in(stems, rival.place.stems)


def _in_its_copy(fact: Fact, own: Spot, said: Said, ground: Ground) -> bool:
    """Whether a place that has nearly all the words of the sentence, and the value's own far fewer, says another value: "run it for 5 min", of 15."""
    stems = frozenset(said.stems)
    if not fact.numeric or len(stems) < FEW:
        return False
    mine = len(said_in(stems, own.place.stems | own.place.around_stems)) / len(stems)
    for number, hit in ground.hits(stems).items():
        copy = ground.spots[number]
        if copy.place.form != "sentence" or len(hit) < COPIED * len(stems) or len(hit) / len(stems) < mine + APART:
            continue
        alike = [one for one in copy.place.facts if fact.like(one)]
        untold = [one for one in alike if not any(told.held_by(one, copy.units) for told in said.facts)]
        if untold and not says(copy, fact):
            return True
    return False


def _case(fact: Fact, clause: Clause, spot: Spot, said: Said, ground: Ground) -> _Case:
    stems = frozenset(clause.beside(fact, said.spelt, said.language) or clause.stems or said.stems)
    mine = explained(tuple(stems), ground.block(spot) if spot.cut.record else [spot])
    framed = said_in(stems - mine, spot.cut.frame_stems)
    around = said_in(stems - mine, spot.place.around_stems)
    return _Case(fact, clause, spot, stems, mine, framed, around, said)


def _fits_better(case: _Case, rival: Spot, hit: frozenset[str], ground: Ground, world: World) -> bool:
    """Whether another place has the better claim to the words beside the value."""
    # What the frame of another source says counts as said; within one source it tells no two places apart.
    theirs, mine = (hit, case.mine) if rival.n == case.spot.n else (hit - case.framed, case.mine)
    if rival.cut.record and rival.n == case.spot.n:
        mine = explained(tuple(case.stems), [case.spot])
        # All fields of a record are of one thing: only what the label of another says is meant of that.
        theirs = said_in(theirs, frozenset(stems_of(rival.place.name, rival.cut.language)))
    more = theirs - mine
    gained = ground.weigh(more)
    lost = ground.weigh((mine - theirs) - said_in(mine - theirs, rival.cut.frame_stems))
    near = rival.n == case.spot.n or rival.n in world.cites
    # "alarm F7 of PL-9": what the sentence names too is no rival.
    named = case.said.facts if case.fact.kind == "identifier" else ()
    alike = any(
        case.fact.like(held, rival.units) and not any(one.held_by(held) for one in named) for held in rival.place.facts
    )
    if alike and gained - lost > MARGIN and (near or len(more - case.around) > 1) and not more <= case.around:
        return True
    if alike and case.fact.kind == "identifier" and gained > MARGIN and theirs == case.stems and not lost:
        return True
    if alike and case.fact.numeric and _same_words_less_else(case, rival, hit):
        return True
    table = rival.n == case.spot.n and rival.place.form == "cell"  # its other rows may say what the whole is about
    elsewhere = rival.at != case.spot.at and len(more - case.around) > 1 and not table
    return elsewhere and gained > FOREIGN * ground.weigh(case.stems) and gained > lost


def _means_its_own(case: _Case, rival: Spot, said: Said, world: World) -> bool:
    """Whether the clause, with those that have no such value, is nearer in meaning to its own place than to the rival that has more of its words."""
    if world.meaning is None or case.spot.place.form != "sentence":
        return False
    others = [clause.text for clause in said.clauses if not any(case.fact.like(fact) for fact in clause.facts)]
    mine, theirs = world.meaning.of(" ".join([case.clause.text, *others]), (case.spot, rival))
    return mine > theirs + OWN


def _same_words_less_else(case: _Case, rival: Spot, hit: frozenset[str]) -> bool:
    """Among places with the same words the one that says nothing else, or that itself names what the clause names, is meant."""
    return bool(case.mine) and hit >= case.mine and _names_more(rival, case.spot, case.fact, case.clause)


def _in_another_part(case: _Case, ground: Ground) -> bool:
    """Whether within one sentence another part fits better: "21-1032 has a punched end, 21-1031 a plain one"."""
    fact, spot = case.fact, case.spot
    if spot.place.form == "cell" or sum(other.kind == fact.kind for other in case.clause.facts) > LISTED:
        return False
    if not case.clause.stems and _is_whole(case.said, spot):
        return False  # "if it is below 5 V after 30 s": all that it is about stands in the place
    parts = [(frozenset(part.stems), [one for one in part.facts if not spot.labels(one)]) for part in spot.place.parts]
    mine = [part for part in parts if any(fact.held_by(own, spot.units) for own in part[1])]
    counted = any(said_in(case.said.counted(fact), held) for held, _ in mine)  # "2 of the 3 sets are free": 2 are
    taken = [one for one in case.said.facts if counted and one is not fact]
    others = [
        part
        for part in parts
        if part not in mine
        and any(_could_be(fact, own, spot) and not any(one.held_by(own) for one in taken) for own in part[1])
    ]
    if not any(held for held, _ in mine) or not others:
        return False
    names = [one for one in case.clause.facts if one is not fact and not one.like(fact)]
    theirs, own = (max(_said_of(case.stems, names, part, ground) for part in each) for each in (others, mine))
    return theirs > own


def _said_of(
    stems: frozenset[str], names: Sequence[Fact], part: tuple[frozenset[str], Sequence[Fact]], ground: Ground
) -> float:
    """What the words and names count that a part of a place has."""
    held, facts = part
    named = sum(any(one.held_by(own) for own in facts) for one in names)
    return ground.weigh(said_in(stems, held)) + named


def _could_be(fact: Fact, own: Fact, spot: Spot) -> bool:
    """Whether another value of a sentence could be taken for one; where it is a limit ("less than 15 mm") only a limit on that side."""
    alike = fact.like(own, spot.units) and not fact.held_by(own, spot.units)
    return alike and (not fact.limit or own.limit == fact.limit)


def _names_more(rival: Spot, spot: Spot, fact: Fact, clause: Clause) -> bool:
    """Whether a rival itself names what the clause names, and the place has it from its frame at most."""
    named = [one for one in clause.facts if one is not fact and one.kind in {"identifier", "date"}]
    here, there = ({one.start for one in named if place.holding(one)} for place in (spot, rival))
    return there > here
