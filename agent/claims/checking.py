"""Whether some evidence says a sentence: its facts of the same thing, its words, and nothing turned round."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from agent.claims.applying import covered, excluded
from agent.claims.claim import Clause, Said
from agent.claims.deriving import derived, tops
from agent.claims.facts import Fact
from agent.claims.ground import AROUND, FRAME, Ground, Spot, explained, said_in
from agent.claims.turning import trouble_between
from agent.claims.wording import superlative

MARGIN = 0.3
"""By how much more words another value's place must fit before a value is said to be that one's."""
FOREIGN = 0.5
"""The share of a clause's words that must stand elsewhere together before its value is said to be of something else."""
THIN = 0.34
FAIR = 0.6
"""Shares of a clause's words that its place explains: under the first it is invented, from the second on it is said."""


@dataclass(frozen=True)
class World:
    """What is known beside the evidence: the question's own names, the machine's serial numbers, today, how many places are cited."""

    known: tuple[Fact, ...] = ()
    stems: frozenset[str] = frozenset()
    serials: tuple[tuple[str, int], ...] = ()
    today: date | None = None
    cited: int = 1
    same_language: bool = True


@dataclass
class Finding:
    """What checking came to: `trouble` contradicts or invents, `doubt` is what code cannot tell; `spots` are where it is said."""

    trouble: str = ""
    doubt: str = ""
    derived: str = ""
    spots: list[Spot] = field(default_factory=list[Spot])
    share: float = 0.0


def check(said: Said, ground: Ground, world: World) -> Finding:
    """Check a sentence against evidence."""
    out = Finding()
    shares: list[tuple[float, float]] = []
    for clause in said.clauses:
        spots = _facts(clause, said, ground, world, out)
        if not spots and clause.stems:
            best = _best(clause.stems, said, ground.spots, ground)
            spots = [best] if best else []
        out.spots += [spot for spot in spots if spot not in out.spots]
        shares.append(_words(clause, said, spots, ground, world, out))
    total = sum(weight for _, weight in shares)
    out.share = sum(share * weight for share, weight in shares) / total if total else 1.0
    out.trouble = out.trouble or _superlative(said, ground, out)
    if not out.trouble and out.spots:
        out.trouble = trouble_between(said, out.spots, ground)
    return out


def _facts(clause: Clause, said: Said, ground: Ground, world: World, out: Finding) -> list[Spot]:
    """The places that hold the clause's facts; what is amiss is noted."""
    needed = [fact for fact in clause.facts if not _free(fact, world, ground)]
    spots = _together(needed, clause, said, ground, world) if needed else []
    if spots:
        trouble = next((why for fact in needed if fact.numeric and (why := _other(fact, clause, said, spots, ground, world))), "")
        out.trouble = out.trouble or trouble
        return spots
    found: list[Spot] = []
    missing: list[Fact] = []
    for fact in needed:
        alone = _together([fact], clause, said, ground, world)
        if alone:
            found += alone[:1]
        else:
            missing.append(fact)
    near = [*found, *out.spots] or _near(said, ground)
    blocks = [one for spot in near for one in ground.blocks(spot)]
    for fact in missing:
        way = derived(fact, said, ground, blocks, world.cited, world.today)
        out.derived = out.derived or way
        if not way:
            out.trouble = out.trouble or f"not in the evidence: {fact.written}"
    if not missing and found:
        out.trouble = out.trouble or f"not said together: {', '.join(fact.written for fact in needed)}"
    return found


def _free(fact: Fact, world: World, ground: Ground) -> bool:
    """What the question names may be said again; so may what the whole source is about."""
    return any(fact.held_by(own) for own in world.known) or (
        fact.kind in {"identifier", "date"} and any(fact.held_by(own) for _, cut in ground.sources for own in cut.frame_facts)
    )


def _together(needed: Sequence[Fact], clause: Clause, said: Said, ground: Ground, world: World) -> list[Spot]:
    """The place that holds all the facts, or the places of one step, row or record that do; the best by the clause's words."""
    singles = [spot for spot in ground.spots if all(_holds(spot, fact) for fact in needed)]
    cells = [spot for spot in singles if spot.place.form == "cell"]
    fitting = [spot for spot in singles if not excluded(spot, world.serials) or _names_serial(clause, spot)] if cells else singles
    if singles and not fitting:
        return []
    if fitting:
        best = _best(clause.stems, said, fitting, ground, bonus=clause.facts)
        return [best] if best else []
    blocks: dict[tuple[int, int, bool], tuple[Spot, ...]] = {}
    for spot in ground.spots:
        if any(_holds(spot, fact) for fact in needed):
            block = ground.blocks(spot)
            blocks[(spot.n, -1 if spot.cut.record else spot.place.row, spot.place.form == "cell")] = block
    whole = [block for block in blocks.values() if all(any(_holds(one, fact) for one in block) for fact in needed) and not _split(needed, block)]
    if not whole:
        return []
    block = max(whole, key=lambda one: _score(clause.stems, said, one, ground))
    chosen = [spot for fact in needed if (spot := _best(clause.stems, said, [one for one in block if _holds(one, fact)], ground))]
    return list(dict.fromkeys(chosen))


def _holds(spot: Spot, fact: Fact) -> bool:
    return spot.holding(fact) is not None or covered(fact, spot)


def _names_serial(clause: Clause, spot: Spot) -> bool:
    return any(fact.kind == "identifier" and _holds(spot, fact) for fact in clause.facts)


def _split(needed: Sequence[Fact], block: Sequence[Spot]) -> bool:
    """Whether facts of different columns or of differently named rows are put together: "98 bar at 10 °C", "W-14: 57 h"."""
    cells = [spot for spot in block if spot.place.form == "cell"]
    if cells and any(facts_in_header(spot) for spot in cells):
        return True
    for fact in needed:
        named = [spot for spot in block if spot.place.name and fact.kind == "identifier" and any(fact.held_by(own) for own in names_of(spot))]
        if named and not all(any(_holds(spot, other) for spot in named) for other in needed):
            return True
    return False


def facts_in_header(spot: Spot) -> bool:
    """Whether a column is one of several cases (20 °C, from K7-20) and no property of its own."""
    from agent.claims.facts import facts  # noqa: PLC0415

    return bool(spot.place.column) and bool(facts(spot.place.column, spot.cut.language))


def names_of(spot: Spot) -> tuple[Fact, ...]:
    """The identifiers in the name of a row or the label of a line."""
    from agent.claims.facts import facts  # noqa: PLC0415

    return tuple(fact for fact in facts(spot.place.name, spot.cut.language) if fact.kind == "identifier")


def _score(stems: Sequence[str], said: Said, spots: Sequence[Spot], ground: Ground) -> float:
    own = explained(stems, spots, said.language)
    around = said_in(set(stems) - own, frozenset[str]().union(*(spot.place.around_stems for spot in spots)))
    frame = said_in(set(stems) - own - around, frozenset[str]().union(*(spot.cut.frame_stems for spot in spots)))
    rest = set(said.stems) - set(stems)
    also = explained(tuple(rest), spots, said.language)
    return (
        sum(ground.weight(stem) for stem in own)
        + AROUND * sum(ground.weight(stem) for stem in around)
        + FRAME * sum(ground.weight(stem) for stem in frame)
        + 0.25 * sum(ground.weight(stem) for stem in also)
    )


def _best(stems: Sequence[str], said: Said, spots: Sequence[Spot], ground: Ground, bonus: Sequence[Fact] = ()) -> Spot | None:
    """The place that says most of the words; among equals the shorter one."""
    wanted = [*stems, *said.stems]
    hit = {number for stem in wanted for number in ground.saying(stem)}
    numbers = {id(spot): number for number, spot in enumerate(ground.spots)}
    likely = [spot for spot in spots if numbers[id(spot)] in hit] or list(spots[:50])
    if not bonus and not any(numbers[id(spot)] in hit for spot in spots):
        return None

    def rank(spot: Spot) -> tuple[float, float]:
        extra = 0.5 * sum(_holds(spot, fact) for fact in bonus)
        sharp = {"cell": 0.05, "row": -0.05}.get(spot.place.form, 0.0)
        return _score(stems, said, [spot], ground) + extra + sharp, -len(spot.place.own)

    return max(likely, key=rank, default=None)


def _near(said: Said, ground: Ground) -> list[Spot]:
    best = _best(said.stems, said, ground.spots, ground)
    return [best] if best else []


def _other(fact: Fact, clause: Clause, said: Said, spots: Sequence[Spot], ground: Ground, world: World) -> str:
    """Why a value is not of what the sentence says: another value of its kind, or another place, fits the words better."""
    own = [spot for spot in spots if _holds(spot, fact)]
    stems = clause.beside(fact, said.spelt, said.language) or clause.stems or said.stems
    if not own or not world.same_language:
        return ""
    spot = own[0]
    mine = explained(stems, [spot], said.language) | said_in(stems, spot.cut.frame_stems)
    pool = [one for one in ground.spots if (one.place.form == "cell") == (spot.place.form == "cell") and one is not spot and not _says_value(one, fact)]
    counts = {stem: len(ground.saying(stem)) for stem in stems}
    if any(counts.values()):
        for rival in pool:
            theirs = explained(stems, [rival], said.language)
            gained = sum(ground.weight(stem) for stem in theirs - mine)
            lost = sum(ground.weight(stem) for stem in mine - theirs)
            whole = sum(ground.weight(stem) for stem in set(stems))
            around = said_in(theirs - mine, spot.place.around_stems)
            same = any(fact.dimension == held.dimension and held.numeric for held in rival.place.facts)
            if same and gained - lost > MARGIN and not around >= (theirs - mine):
                return f"{fact.written} is said of something else"
            if len(theirs - mine - around) > 1 and gained - lost > FOREIGN * whole:
                return f"{fact.written} is said of something else"
    return _other_part(fact, stems, spot, said)


def _says_value(spot: Spot, fact: Fact) -> bool:
    """Whether a place has the value, on whichever side it is a limit there."""
    return any(set(fact.values) & {*own.values, *([own.upper] if own.upper is not None else [])} for own in spot.place.facts if own.numeric)


def _other_part(fact: Fact, stems: Sequence[str], spot: Spot, said: Said) -> str:
    """The same within one sentence: "21-1032 has a punched end, 21-1031 a plain one"."""
    parts = spot.place.parts
    mine = [held for held, facts in parts if any(fact.held_by(own, spot.cut.units) for own in facts)]
    others = [held for held, facts in parts if any(own.kind == fact.kind and own.dimension == fact.dimension for own in facts) and held not in mine]
    if not mine or not others:
        return ""
    best = max(len(said_in(stems, held)) for held in mine)
    return f"{fact.written} is said of something else" if max(len(said_in(stems, held)) for held in others) > best else ""


def _words(clause: Clause, said: Said, spots: Sequence[Spot], ground: Ground, world: World, out: Finding) -> tuple[float, float]:
    """The share of the clause's words that its places explain, and its weight; a clause without any support is invented."""
    stems = [stem for stem in clause.stems if stem not in world.stems or not world.same_language]
    whole = sum(ground.weight(stem) for stem in set(stems))
    if not stems or not world.same_language:
        return 1.0, 0.0
    blocks = [one for spot in spots for one in ground.blocks(spot)]
    own = explained(stems, spots, said.language)
    beside = said_in(set(stems) - own, frozenset[str]().union(*(one.place.stems | one.place.around_stems | one.cut.frame_stems for one in blocks)))
    share = sum(ground.weight(stem) for stem in own | beside) / whole
    held = bool(clause.facts) and bool(spots)
    if share < THIN and len(set(stems)) > 1 and not held:
        out.trouble = out.trouble or f"not in the evidence: {clause.text.strip()[:80]}"
    elif share < FAIR and not held:
        out.doubt = out.doubt or f"not word for word in the evidence: {clause.text.strip()[:80]}"
    return share, whole


def _superlative(said: Said, ground: Ground, out: Finding) -> str:
    side = superlative(said.text, said.language)
    named = [fact for fact in said.facts if fact.kind == "identifier"]
    if not side or not named or not out.spots:
        return ""
    if tops(side, named, out.spots, ground):
        out.derived = out.derived or "ranked"
        return ""
    held = any(superlative(spot.place.own, spot.cut.language) for spot in out.spots)
    return "" if held else "the evidence does not say that it is the most or the least"
