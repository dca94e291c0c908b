"""What stands beside each other in the evidence, each with its words and facts: pieces of a sentence, cells, rows, records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.facts.fact import Fact
from agent.claims.facts.spelling import spelled, without
from agent.claims.reading.claim import clauses_of
from agent.claims.wording.stems import pieces, stems_of

Token = str | Fact
MOST_SPOTS = 12
MOST_SEGMENTS = 40
EXACT, LOOSE, NOT = 2, 1, 0


@dataclass(frozen=True)
class Segment:
    """What is said in one piece of a sentence, cell, row or record; `text` is what its values are said of."""

    text: str
    stems: frozenset[str]
    facts: tuple[Fact, ...]
    units: frozenset[str] = frozenset()

    def says(self, token: Token) -> int:
        """Whether it has the word or the fact, the fact as the same limit or only as a value that may be meant."""
        if isinstance(token, str):
            return EXACT if said_in((token,), self.stems) else NOT
        held = [own for own in self.facts if token.held_by(own, self.units)]
        return NOT if not held else EXACT if any(own.limit == token.limit for own in held) else LOOSE

    def more(self, token: Token, other: "Segment") -> bool:
        """Whether it is this one, and not the other, that says it."""
        return self.says(token) > other.says(token)

    @property
    def tokens(self) -> frozenset[Token]:
        """Its words and facts."""
        return frozenset([*self.stems, *self.facts])


def segments_of(text: str, facts: Sequence[Fact], language: str, units: frozenset[str] = frozenset()) -> list[Segment]:
    """The pieces of a spelled text; one without a name of its own is of those of the piece before ("LM-2 warns at 90 % and cuts off at 110 %")."""
    out: list[Segment] = []
    names: tuple[Fact, ...] = ()
    for piece in clauses_of(text, facts, language, pieces):
        own = tuple(fact for fact in piece.facts if fact.kind == "identifier")
        held = piece.facts if own else (*names, *piece.facts)
        names = own or names
        if piece.stems or piece.facts:
            bare = without(text, piece.facts)[piece.start : piece.start + len(piece.text)]
            out.append(Segment(" ".join(bare.split()), frozenset(piece.stems), held, units))
    return out


def sentence_of(spot: Spot, ground: Ground) -> list[Segment]:
    """The pieces of a sentence; one that semicolons cut is one again."""
    whole = [one.place for one in ground.block(spot) if one.place.text == spot.place.text]
    return [
        piece
        for one in whole
        for piece in segments_of(spelled(one.own, one.language), one.facts, one.language, spot.units)
    ]


def families(spots: Sequence[Spot], ground: Ground, cites: frozenset[int]) -> Iterator[list[Segment]]:
    """What stands beside each other: the pieces of a sentence, the cells of a row, the rows of a table, the records that are cited."""
    seen = set[object]()
    for spot in spots[:MOST_SPOTS]:
        place = spot.place
        if place.form == "sentence" and (spot.n, place.text) not in seen:
            seen.add((spot.n, place.text))
            yield sentence_of(spot, ground)
        if spot.cut.tables and (spot.n, place.row) not in seen:
            seen.add((spot.n, place.row))
            yield [_cell(one) for one in ground.block_of_row(spot)]
        if spot.n not in seen and not spot.cut.record:
            seen.add(spot.n)
            own = [one for one in ground.spots if one.n == spot.n and one.place.form in {"row", "sentence"}]
            yield [
                _whole([one], one.place.name if one.place.form == "row" else one.place.own)
                for one in own[:MOST_SEGMENTS]
            ]
    records = {spot.n: ground.block(spot) for spot in ground.spots if spot.cut.record and spot.n in cites}
    if len(records) > 1:
        yield [_whole(block, block[0].place.own) for block in list(records.values())[:MOST_SEGMENTS]]


def _cell(spot: Spot) -> Segment:
    place = spot.place
    stems = frozenset(stems_of(f"{place.column} {place.label}", place.language))
    return Segment(place.column or place.label, stems, place.facts, spot.units)


def _whole(spots: Sequence[Spot], text: str) -> Segment:
    stems = frozenset[str]().union(*(spot.place.stems for spot in spots))
    return Segment(text, stems, tuple(fact for spot in spots for fact in spot.place.facts), spots[0].units)
