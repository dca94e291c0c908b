"""What a sentence says of one thing that stands under another: another row, record, case or step of a scale."""

from collections.abc import Sequence
from itertools import pairwise, permutations

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.evidence.meaning import Meaning
from agent.claims.facts.fact import Fact
from agent.claims.matching.naming import has_its_own, names_rather
from agent.claims.matching.world import World
from agent.claims.reading.claim import Said
from agent.claims.turning.contrast import nearest
from agent.claims.turning.segments import segments_of
from agent.claims.wording.stems import stems_of

MOST_CELLS = 400
WORDS, NEARLY = 2, 0.8
"""Words of a cell that is told by its words, and the share of them that has to be said."""


def mixed(said: Said, spots: Sequence[Spot], ground: Ground) -> str:
    """Whether a part of the sentence stands in another case than the one that it names.

    "If no water is delivered, set the clearance" where that is another symptom's row; "below 81 bar change the bladder" where that is for 60 bar.
    """
    for one, other in permutations(spots, 2):
        apart = _other_row(said, one, other) or _other_step(said, one, other)
        if apart if one.n == other.n else _other_record(said, one, other, ground):
            return f"says of one case what stands under another: {other.place.own[:80]}"
    return ""


def crossed_rows(said: Said, spots: Sequence[Spot], ground: Ground) -> str:
    """Whether a sentence puts what stands in one row of a table with what another column says in another row: the cause of one fault, the remedy of another."""
    stems = frozenset(said.stems)
    for n in {spot.n for spot in spots if spot.cut.tables}:
        cells = [one for one in ground.spots if one.n == n and one.place.form == "cell"][:MOST_CELLS]
        told = {(one.place.row, one.place.column): one for one in cells if _is_said(one, stems)}
        for (row, column), (other, beside) in permutations(told, 2):
            apart = row != other and column != beside
            if apart and (row, beside) not in told and (other, column) not in told:
                return f"says of one case what stands under another: {told[other, beside].place.own[:80]}"
    return ""


def _is_said(cell: Spot, stems: frozenset[str]) -> bool:
    """Whether nearly all words of a cell that has some are said."""
    own = frozenset(stems_of(cell.place.label, cell.place.language))
    return len(own) >= WORDS and len(said_in(own, stems)) >= NEARLY * len(own)


def labelled_otherwise(said: Said, spots: Sequence[Spot], ground: Ground) -> str:
    """Whether a sentence names one label of a record and says what stands under another: "reported by M. Sand" of who it is assigned to."""
    stems = frozenset(said.stems)
    for block in dict.fromkeys(ground.block(spot) for spot in spots if spot.cut.record):
        short = [one for one in block if _is_short(one)]
        named = [one for one in short if said_in(_label(one), stems) == _label(one) and not said_in(_text(one), stems)]
        told = [one for one in short if said_in(_text(one), stems) == _text(one) and not said_in(_label(one), stems)]
        if named and told:
            return f"says of '{named[0].place.name}' what stands under '{told[0].place.name}'"
    return ""


def _is_short(spot: Spot) -> bool:
    """Whether a labelled line says a few words and no figure."""
    return bool(_label(spot)) and 0 < len(_text(spot)) <= WORDS and not spot.place.facts and not spot.heads


def _label(spot: Spot) -> frozenset[str]:
    return frozenset(stems_of(spot.place.name, spot.place.language))


def _text(spot: Spot) -> frozenset[str]:
    return frozenset(stems_of(spot.place.value, spot.place.language))


def of_another_model(said: Said, spots: Sequence[Spot], ground: Ground) -> str:
    """A name of the sentence that the record it is about lacks, where another record of that number has it under the same label: "Model: PW-9", "Model: PW-9S"."""
    for spot in (one for one in spots if one.cut.record):
        mine = ground.block(spot)
        head = next((line.heads for line in mine if line.heads), None)
        twins = [one for one in ground.spots if head and one.cut is not spot.cut and one.cut.record and one.place.name]
        twins = [one for one in twins if any((own := line.heads) and own.held_by(head) for line in ground.block(one))]
        for name in (fact for fact in said.facts if fact.kind == "identifier" and not (head and fact.held_by(head))):
            labels = {one.place.name for one in twins if one.holding(name)}
            if labels and not any(line.holding(name) for line in mine if line.place.name in labels):
                return f"{name.written} is said of another record of that number"
    return ""


def shortened(said: Said, spots: Sequence[Spot]) -> str:
    """Whether the sentence tells some of a list of values of one cell, and not all: "50 %, 100 %" of "50 %, 80 %, 100 %"."""
    for spot in (spot for spot in spots if spot.cut.tables):
        own = [fact for fact in spot.place.facts if fact.kind == "quantity"]
        runs = [[fact] for fact in own[:1]]
        for before, fact in pairwise(own):
            listed = before.unit == fact.unit and not spot.place.own[before.end : fact.start].strip(", ")
            runs = [*runs[:-1], [*runs[-1], fact]] if listed else [*runs, [fact]]
        told = [[any(fact.held_by(one) for fact in said.facts) for one in run] for run in runs]
        if any(1 < sum(each) < len(each) for each in told):
            return "leaves out some of a list"
    return ""


def _other_row(said: Said, one: Spot, other: Spot) -> bool:
    """Whether the sentence names the row of the one place, and not that of the other, which says the rest."""
    rows = one.cut.tables and one.place.row != other.place.row and one.place.name and other.place.name
    if not rows or not names_rather(said, one, other):
        return False
    theirs = [fact for fact in said.facts if other.holding(fact) and not one.holding(fact)]
    if theirs and one.cut.lists_properties and has_its_own(said.facts, theirs, one):
        return False
    return bool(theirs or explained(said.stems, [other]) - explained(said.stems, [one]))


def _other_record(said: Said, one: Spot, other: Spot, ground: Ground) -> bool:
    """Whether the sentence names the record of the one place only, whose own field tells something else than the other's of that label."""
    if not (one.cut.record and other.cut.record and other.place.name):
        return False
    mine, theirs = ground.block(one), ground.block(other)
    named = [
        any(fact.held_by(head) for line in block if (head := line.heads) for fact in said.facts)
        for block in (mine, theirs)
    ]
    fields = [line for line in mine if line.place.name == other.place.name]
    told = [fact for fact in said.facts if other.holding(fact)]
    return named == [True, False] and bool(fields) and any(not line.holding(fact) for line in fields for fact in told)


def _other_step(said: Said, one: Spot, other: Spot) -> bool:
    """Whether the one place has a value of the sentence, and the other only another of the same measure that the sentence has not."""
    if one.place.row != other.place.row or one.place.form != "sentence" or other.place.form != "sentence":
        return False
    limits = [fact for fact in other.place.facts if fact.kind == "quantity" and fact.limit]
    return any(
        one.holding(fact) and fact.unit and any(fact.like(own) for own in limits) for fact in said.facts
    ) and not any(other.holding(fact) for fact in said.facts)


def foreign(said: Said, spots: Sequence[Spot], ground: Ground, world: World) -> str:
    """A word of the sentence that its places do not have, nor what names them, and another place of the evidence does."""
    held = [spot.place.stems | spot.place.around_stems | spot.cut.frame_stems for spot in spots]
    known = frozenset[str]().union(world.stems, *held)
    for stem in frozenset(said.stems) - said_in(said.stems, known):
        if ground.saying(stem):
            return f"'{stem}' is said elsewhere"
    return ""


def renamed(said: Said, spots: Sequence[Spot]) -> str:
    """A clause that begins with another word than the part of a place that says most of it, where neither has the other's."""
    held = frozenset(said.stems)
    for clause in (one for one in said.clauses if len(one.stems) > 1):
        for spot in (one for one in nearest(clause, spots) if one.place.form == "sentence"):
            parts = [part for part in spot.place.parts if part.stems]
            best = max(parts, key=lambda part: len(said_in(clause.stems, frozenset(part.stems))), default=None)
            if best and not said_in(best.stems[:1], held) and not said_in(clause.stems[:1], spot.place.stems):
                return f"says of '{clause.stems[0]}' what the evidence says of '{best.stems[0]}'"
    return ""


NEARER = 0.35
"""By how much nearer in meaning another one must be than the one that is named; true sentences of several manuals stay above -0.17."""
MOST = 60


def under_another(said: Said, spots: Sequence[Spot], ground: Ground, world: World) -> str:
    """Whether a piece that names one row of a table, or one record, says what stands under another: "E21: motor blocked", where that is E33."""
    if world.meaning is None:
        return ""
    for piece in segments_of(said.spelt, said.facts, said.language):
        names = [fact for fact in piece.facts if fact.kind == "identifier"]
        if len(names) == 1 and piece.stems and (why := _elsewhere(piece.text, names[0], spots, ground, world.meaning)):
            return why
    return ""


def _elsewhere(text: str, name: Fact, spots: Sequence[Spot], ground: Ground, meaning: Meaning) -> str:
    for n in {spot.n for spot in spots if spot.cut.tables}:
        cells = [one for one in ground.spots if one.n == n and one.place.form == "cell" and one.place.names][:MOST]
        own = [one.place.label for one in cells if any(name.held_by(held) for held in one.place.names)]
        others = [one.place.label for one in cells if not any(name.held_by(held) for held in one.place.names)]
        if own and others:
            near = meaning.near(text, [*own, *others])
            if max(near[: len(own)]) + NEARER < max(near[len(own) :]):
                return f"says of {name.written} what stands under another one"
    return ""
