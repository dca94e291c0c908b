"""The source's own lines that stand in the place of a sentence that they do not say: the one that corresponds best, and those with what it lacks."""

from collections.abc import Mapping, Sequence

from agent.claims.evidence.ground import Ground, Spot, explained, said_in
from agent.claims.evidence.tables import row_text
from agent.claims.facts.fact import Fact
from agent.claims.matching.applying import Serials, is_for_others
from agent.claims.matching.holding import says
from agent.claims.reading.claim import Said

CORRESPONDS = 0.25
"""What a line must come to: the share of the sentence's words that it says, and the rest below."""
LINES = 3
"""That stand in the place of one sentence at most."""
SHORT = 60
"""Words of a record that is shown whole where its language is not the sentence's: nothing tells which of its lines is meant."""
FEW = 3
"""Words of a line of a record that is a field and no note."""
COLUMN = 0.5
"""What a word counts that a row has from the name of a column."""
VALUE, ALIKE, FOUND, CITED, FIELD, NAME = 0.5, 0.1, 0.15, 0.15, 0.4, 0.3
"""That it says a value of the sentence, on whichever side; or one of its kind; that checking came to it; that it is cited; that it is the field; that it names what the sentence names."""


def in_its_place(
    said: Said, found: Sequence[Spot], ground: Ground, cites: frozenset[int], serials: Serials = ()
) -> tuple[Spot, ...]:
    """The lines that correspond to a sentence, for the machine with these serial numbers; none where none does.

    The best one and those with a value or name of the sentence that it lacks, and of each source that is cited and has none so far its
    best: a sentence that puts three rows into one, or works out a value from two places, loses nothing that is printed. Its source comes first;
    the sentences of one source stand as printed, for they may be steps.
    """
    lines = _ranked(said, found, ground, cites, serials)
    ranked = _enough(lines, cites)
    chosen = _covering(said, ranked[:1], list(lines)) if ranked else []
    missing = dict.fromkeys(spot.n for spot in ranked if spot.n not in {one.n for one in chosen})
    best = [next(spot for spot in ranked if spot.n == n) for n in missing]
    kept = [*chosen, *best][:LINES]
    sources = list(dict.fromkeys(spot.n for spot in kept))
    steps = {spot: spot.number if spot.place.form == "sentence" else 0 for spot in kept}
    return tuple(sorted(kept, key=lambda spot: (sources.index(spot.n), steps[spot])))


def corresponding(
    said: Said, found: Sequence[Spot], ground: Ground, cites: frozenset[int], serials: Serials = ()
) -> list[Spot]:
    """All lines that correspond to a sentence, the best first."""
    return _enough(_ranked(said, found, ground, cites, serials), cites)


def under_it(said: Said, found: Sequence[Spot], serials: Serials = ()) -> tuple[Spot, ...]:
    """The lines to show under a sentence of those that checking came to: those with its values and names, else the one with most of its words."""
    lines = [spot for spot in found if line_of(spot, serials)]
    words = sorted(lines, key=lambda spot: -len(explained(said.stems, [spot])))
    return tuple(_covering(said, [], words) or words[:1])


def as_printed(
    spots: Sequence[Spot], ground: Ground, serials: Serials = (), *, whole: bool = False
) -> list[tuple[Spot, str, str]]:
    """By source what to show for its lines, and these lines: those of a record stand in one, behind its first; `whole`: all of a record that is short."""
    out: list[tuple[Spot, str, str]] = []
    for spot in spots:
        if not spot.cut.record and line_of(spot, serials) not in {line for _, _, line in out}:
            out.append((spot, line_of(spot, serials), line_of(spot, serials)))
        elif spot.cut.record and spot.n not in {one.n for one, *_ in out}:
            record = [one for one in ground.block(spot) if one.place.form == "field"] or [spot]
            short = whole and sum(len(one.place.text.split()) for one in record) <= SHORT
            meant = list(dict.fromkeys(one.place.text for one in record if short or one in spots))
            head = [one.place.text for one in record if one.heads and one.place.text not in meant]
            out.append((spot, "; ".join([*head, *meant]), "\n".join(meant)))
    return out


def _enough(lines: Mapping[Spot, float], cites: frozenset[int]) -> list[Spot]:
    return [spot for spot, worth in lines.items() if worth >= CORRESPONDS + CITED * (spot.n in cites)]


def _covering(said: Said, chosen: Sequence[Spot], lines: Sequence[Spot]) -> list[Spot]:
    """Some chosen lines, and those of `lines` with most of what the sentence has and they lack."""
    out = list(chosen)
    while len(out) < LINES:
        lacking = [fact for fact in said.facts if not any(_has(spot, fact, said) for spot in out)]
        holding = {spot: sum(_has(spot, fact, said) for fact in lacking) for spot in lines}
        best = max(lines, key=lambda spot: holding[spot], default=None)
        if best is None or not holding[best]:
            break
        out.append(best)
    return out


def _has(spot: Spot, fact: Fact, said: Said) -> bool:
    """Whether a line says a value or name; a bare number only beside another word of the sentence, for it may count anything."""
    if fact.kind == "number" and not said_in(said.stems, spot.place.stems | spot.place.around_stems):
        return False
    return says(spot, fact) or (fact.kind in {"identifier", "date"} and spot.framed(fact))


def _ranked(
    said: Said, found: Sequence[Spot], ground: Ground, cites: frozenset[int], serials: Serials
) -> dict[Spot, float]:
    """The lines that may stand there, and how well each corresponds to a sentence by its words, its values and the names in it; the best first."""
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

    lines = [one for one in _lines(said, found, ground, cites) if line_of(one, serials)]
    worths = {spot: worth(spot) for spot in lines}
    return dict(sorted(worths.items(), key=lambda pair: -pair[1]))


def _lines(said: Said, found: Sequence[Spot], ground: Ground, cites: frozenset[int]) -> list[Spot]:
    """The lines that may stand there: of what is cited, else of all; never of the record of another thing; no caption of a table."""
    near = {*ground.hits(said.stems), *(spot.number for spot in found)}
    near |= {spot.number for spot in ground.spots if spot.n in cites}
    lines = [one for number in sorted(near, reverse=True) if (one := ground.spots[number]).place.form != "cell"]
    lines = list({(one.n, one.place.own): one for one in lines}.values())[::-1]  # the first of those that are alike
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
