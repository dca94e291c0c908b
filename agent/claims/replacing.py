"""The source's own line that stands in the place of a sentence that it does not say."""

from collections.abc import Sequence

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.evidence.tables import row_text
from agent.claims.matching.applying import Serials, is_for_others
from agent.claims.matching.placing import says
from agent.claims.reading.claim import Said

CORRESPONDS = 0.25
"""What a line must come to: the share of the sentence's words that it says, and the rest below."""
FEW = 3
"""Words of a line of a record that is a field and no note."""
COLUMN = 0.5
"""What a word counts that a row has from the name of a column."""
VALUE, ALIKE, FOUND, CITED, FIELD, NAME = 0.5, 0.1, 0.15, 0.15, 0.4, 0.3
"""That it says a value of the sentence, on whichever side; or one of its kind; that checking came to it; that it is cited; that it is the field; that it names what the sentence names."""


def in_its_place(
    said: Said, found: Sequence[Spot], ground: Ground, cites: frozenset[int], serials: Serials = ()
) -> Spot | None:
    """The line that corresponds best to a sentence, for the machine with these serial numbers; None where none does."""
    stems = frozenset(said.stems)
    whole = max(ground.weigh(stems), 0.01)
    fields = _fields_of(stems, ground)
    numbers = [fact for fact in said.facts if fact.numeric]

    def worth(spot: Spot) -> float:
        said_there = explained(tuple(stems), [spot])
        columns = said_in(stems - said_there, spot.place.around_stems) if spot.place.form == "row" else frozenset[str]()
        words = (ground.weigh(said_there) + COLUMN * ground.weigh(columns)) / whole
        value = VALUE if any(says(spot, fact) for fact in numbers) else 0.0
        value = value or (ALIKE if any(fact.like(own) for fact in numbers for own in spot.place.facts) else 0.0)
        field = FIELD if spot.place.name in fields and spot.cut.record else 0.0
        named = NAME * any(spot.holding(fact) is not None for fact in said.facts if fact.kind == "identifier")
        return words + value + field + named + FOUND * (spot in found) + CITED * (spot.n in cites)

    lines = [
        spot for spot in _lines(said, found, ground, cites) if spot.place.form != "cell" and line_of(spot, serials)
    ]
    best = max(lines, key=worth, default=None)
    return best if best is not None and worth(best) >= CORRESPONDS + CITED * (best.n in cites) else None


def _lines(said: Said, found: Sequence[Spot], ground: Ground, cites: frozenset[int]) -> list[Spot]:
    """The lines that may stand there: of what is cited, else of all; never of the record of another thing; no caption of a table."""
    near = {*ground.hits(said.stems), *(spot.number for spot in found)}
    near |= {spot.number for spot in ground.spots if spot.n in cites}
    lines = [ground.spots[number] for number in sorted(near)]
    lines = [one for one in lines if not (one.cut.tables and one.place.form == "sentence")]
    return [one for one in lines if one.n in cites] or lines


def line_of(spot: Spot, serials: Serials = ()) -> str:
    """The source's own line: a sentence as printed, a row under its columns without those for other machines, the line of a record; "" where all of it is for others."""
    if not spot.cut.tables or spot.place.form == "sentence" or not serials:
        return spot.place.text
    header, *rows = spot.cut.tables[0]
    row = rows[spot.place.row]
    if any(is_for_others(cell, spot.cut.language, serials) for cell in row):
        return ""
    kept = [
        at for at in range(len(row)) if at >= len(header) or not is_for_others(header[at], spot.cut.language, serials)
    ]
    if len(kept) == len(row):
        return spot.place.text
    return row_text(tuple(header[at] if at < len(header) else "" for at in kept), tuple(row[at] for at in kept))


def _fields_of(stems: frozenset[str], ground: Ground) -> frozenset[str]:
    """The labels under which other records say a word of the sentence: "closed" is a state."""
    fields = [spot.place for spot in ground.spots if spot.place.form == "field" and spot.place.name]
    return frozenset(place.name for place in fields if len(place.stems) <= FEW and stems & place.stems)
