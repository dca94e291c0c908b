"""Two things of the evidence whose values or states a sentence exchanges: what is said of the one, said of the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, permutations

from agent.claims.evidence.ground import Ground, Spot
from agent.claims.evidence.meaning import Meaning
from agent.claims.facts.fact import Fact
from agent.claims.matching.world import World
from agent.claims.reading.claim import Said
from agent.claims.turning.segments import Segment, Token, families, segments_of, sentence_of
from agent.claims.wording.opposites import contrasted

EACH = 2
"""Words or values that a piece pairs: one that names, one that is said of it."""
CROSSED = 0.18
"""By how much nearer in meaning two things must be to each other's values than to their own; true sentences of several manuals stay above -0.02."""


def exchanged(said: Said, spots: Sequence[Spot], ground: Ground, world: World) -> str:
    """Whether two pieces of a sentence pair things crosswise that one place of the evidence pairs straight: by their words, else by their meaning."""
    pairs = list(combinations(segments_of(said.spelt, said.facts, said.language), 2))
    if not pairs:
        return ""
    beside = list(families(spots, ground, world.cites))
    same = said.language == spots[0].cut.language
    found = _by_words(pairs, beside, said.language, same=same)
    return found or (_by_meaning(pairs, beside, world.meaning) if world.meaning else "")


def reordered(said: Said, spots: Sequence[Spot]) -> str:
    """Whether a sentence has the words of one place in their order, and its facts in another: a name or value stands where another one belongs."""
    for spot in (one for one in spots if said.language == one.place.language and len(said.facts) > EACH):
        own, stems = spot.place.facts, tuple(stem for part in spot.place.parts for stem in part.stems)
        order = [next((at for at, one in enumerate(own) if fact.held_by(one)), None) for fact in said.facts]
        known = [at for at in order if at is not None]
        if said.stems == stems and len(set(known)) == len(order) and known != sorted(known):
            return "has the facts of a sentence in another order"
    return ""


def _by_words(
    pairs: Sequence[tuple[Segment, Segment]], beside: Sequence[list[Segment]], language: str, *, same: bool
) -> str:
    found = ""
    for family in beside:
        for one, other in pairs:
            mine, theirs = _saying(one, other, family, same=same), _saying(other, one, family, same=same)
            if len(mine) < EACH or len(theirs) < EACH:
                continue
            for first, second in combinations(range(len(family)), 2):
                a, x = _parted(mine, first, second)
                b, y = _parted(theirs, second, first)
                if not (_alike(a, b, language) or _alike(x, y, language)):
                    continue
                if a and x and y and b:
                    found = found or f"exchanges {_name(x)} and {_name(y)}"
                elif any(min(len(p), len(q)) >= EACH and not rest for p, q, rest in ((a, b, x | y), (x, y, a | b))):
                    return ""  # some place pairs them as the sentence does
    return found


def _saying(one: Segment, other: Segment, family: Sequence[Segment], *, same: bool) -> dict[Token, tuple[int, ...]]:
    """What the one piece has and the other has not, and how each of the places says it."""
    own = [token for token in one.tokens if (same or isinstance(token, Fact)) and one.more(token, other)]
    said = {token: tuple(place.says(token) for place in family) for token in own}
    return {token: grades for token, grades in said.items() if any(grades)}


def _parted(said: Mapping[Token, Sequence[int]], first: int, second: int) -> tuple[set[Token], set[Token]]:
    """What only the first place says, and what only the second."""
    return (
        {token for token, grades in said.items() if grades[first] > grades[second]},
        {token for token, grades in said.items() if grades[second] > grades[first]},
    )


def _alike(some: Iterable[Token], others: Iterable[Token], language: str) -> bool:
    """Whether two values of a measure, two names or two opposite words are among them: things that one could be taken for the other."""
    for one in some:
        for other in others:
            if isinstance(one, Fact) and isinstance(other, Fact):
                if one.like(other):
                    return True
            elif isinstance(one, str) and isinstance(other, str) and contrasted(one, other, language):
                return True
    return False


def _name(tokens: set[Token]) -> str:
    facts = [token.written for token in tokens if isinstance(token, Fact)]
    return f"'{(facts or sorted(str(token) for token in tokens))[0]}'"


def _by_meaning(pairs: Sequence[tuple[Segment, Segment]], beside: Sequence[list[Segment]], meaning: Meaning) -> str:
    """Values of one measure in two pieces, each of them nearer to what the evidence says the other one of."""
    for family in beside:
        for (one, other), (first, second) in ((mine, theirs) for mine in pairs for theirs in permutations(family, 2)):
            if not _told_apart(one, other) or not _told_apart(first, second):
                continue
            for x, y in _values(one, other):
                if first.more(x, second) and second.more(y, first):
                    mine = meaning.near(one.text, (first.text, second.text))
                    theirs = meaning.near(other.text, (first.text, second.text))
                    if mine[0] + theirs[1] - mine[1] - theirs[0] < -CROSSED:
                        return f"exchanges {x.written} and {y.written}"
    return ""


def beside_another(said: Said, spots: Sequence[Spot], ground: Ground, world: World) -> str:
    """Why code cannot tell which of the values of one sentence is meant: what is said of it is nearer to another one's case ("set it to 0.3", of "0.8 as a rule, 0.3 in winter")."""
    if world.meaning is None:
        return ""
    for spot in spots:
        beside = sentence_of(spot, ground) if spot.place.form == "sentence" else []
        for fact in (fact for fact in said.facts if fact.numeric and fact.unit):
            own = [one for one in beside if one.says(fact)]
            others = [one for one in beside if not one.says(fact) and any(fact.like(held) for held in one.facts)]
            others = [
                one
                for one in others
                if not any(held.held_by(mine) for mine in said.facts for held in one.facts if held.numeric)
            ]
            if own and others:
                near = world.meaning.near(said.text, [own[0].text, *(one.text for one in others)])
                if near[0] < max(near[1:]):
                    return f"{fact.written} is one of several cases"
    return ""


def _values(one: Segment, other: Segment) -> Iterator[tuple[Fact, Fact]]:
    return ((x, y) for x in one.facts for y in other.facts if x.numeric and x.like(y))


def _told_apart(one: Segment, other: Segment) -> bool:
    """Whether both say of what their values are, and not the same."""
    return bool(one.stems and other.stems) and one.text != other.text
