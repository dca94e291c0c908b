"""Which rows and columns of a table a sentence names in full: "HP-160 S" is no "HP-160"."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile

from agent.claims.evidence.ground import Ground, Spot, said_in
from agent.claims.evidence.place import Place
from agent.claims.facts.fact import Fact
from agent.claims.facts.finding import facts
from agent.claims.matching.applying import covered
from agent.claims.reading.claim import Said
from agent.claims.wording.stems import stems_of
from language.identifiers import identifiers
from language.units import canonical
from language.words import fold

_UNIT = re.compile(r"(?:,\s|\s?[(\[])([^\W\d_][^,()\[\]]{0,8}|[°%µΩ][^,()\[\]]{0,8})[)\]]?$")
"""What a name may end with behind a comma or in brackets, where its unit stands."""

NAMED = 0.5
"""The share of the words that tell a row's name from another which name it."""


@lru_cache(maxsize=8_192)
def named_among(text: str, names: tuple[str, ...]) -> frozenset[str]:
    """Those of the names that stand in a text; of two that stand in one place only the longer one."""
    left, found = fold(text), set[str]()
    for name in sorted(dict.fromkeys(filter(None, names)), key=len, reverse=True):
        pattern = rf"(?<![\w-]){re.escape(fold(name))}(?![\w-])"
        if re.search(pattern, left):
            found.add(name)
            left = re.sub(pattern, " ", left)
    return frozenset(found)


def bare_name(name: str) -> str:
    """The name of a row or column without the unit that stands behind it ("Torque, Nm", "Pressure (bar)")."""
    unit = _UNIT.search(name)
    return name[: unit.start()] if unit and canonical(unit.group(1)) else name


def in_named(spot: Spot, texts: Sequence[str], whole: str, subject: str) -> bool:
    """Whether a cell stands in the row and in the column that the first of the texts to name one names; True where none does.

    So must a field of a record under the label that one names. `whole`: the sentence, whose row goes on to the next clause; a column does not. `subject`: the question and its machine, which name a case ("KX-40") where the sentence does not, and no property.
    """
    if spot.place.form == "field":
        own, *labels = apart(spot)
        return _agrees(own, tuple(labels), texts, "")
    if spot.place.form != "cell":
        return True
    columns, names = tuple(spot.cut.tables[0][0][1:]), spot.cut.row_names
    # A clause may have a part of a longer name ("Main bearing labyrinth, gearbox side"; "Set screw, torque"), which names nothing.
    rows_said = named_among(whole, names)
    told = _first(texts, names, rows_said) or rows_said
    asked = "" if _keys(spot.place.name) & _keys(whole) else subject
    if not (spot.place.name in told if told else _agrees(spot.place.name, names, (), asked)):
        return False
    # "With paste 32-01 as lubricant": whose value stands beside it no property names for others, a case does.
    *_, others = texts
    told = columns_named(spot, texts, whole)
    return spot.place.column in told if told else _agrees(spot.place.column, columns, (), f"{others} ; {subject}")


def columns_named(spot: Spot, texts: Sequence[str], whole: str) -> frozenset[str]:
    """The columns of a cell's table that the first of the texts to name one names; the last text names none."""
    columns = tuple(spot.cut.tables[0][0][1:])
    return _first(texts[:-1], columns, named_among(_without(whole, named_among(whole, spot.cut.row_names)), columns))


def column_is_told(spot: Spot, needed: Sequence[Fact], said: Said, texts: Sequence[str], ground: Ground) -> bool:
    """Whether the columns that a sentence names beside a cell's value have said their own: "6 yaw drives" of a model names the model's column for nothing."""
    if spot.place.form != "cell":
        return False
    named = columns_named(spot, texts, said.text)
    row = [one.place for one in ground.block_of_row(spot) if one.place.column in named]
    mine = [fact for fact in needed if not covered(fact, spot)]
    others = [fact for fact in said.facts if fact not in needed and not any(fact.like(own) for own in mine)]
    return bool(row and mine) and all(_is_told(place, others, said) for place in row)


def _is_told(place: Place, others: Sequence[Fact], said: Said) -> bool:
    """Whether some facts of a sentence, or where it has none its words, say what stands in a cell."""
    if held := facts(place.label, place.language):
        return any(fact.held_by(own) for fact in others for own in held)
    words = stems_of(place.label, place.language)
    return bool(words) and len(said_in(words, frozenset(said.stems))) == len(set(words))


def has_its_own(told: Iterable[Fact], others: Sequence[Fact], spot: Spot) -> bool:
    """Whether a sentence tells the value of a property, and others that are of no measure of it: "2 persons and 4 h"."""
    return any(map(spot.valuing, told)) and not any(fact.like(own) for fact in others for own in spot.place.facts)


def names_rather(said: Said, one: Spot, other: Spot) -> bool:
    """Whether the sentence names the row of the one place and not that of the other: by what tells their names apart, "pump" of "pump is noisy" and "pump does not start" names neither."""
    if one.place.names:
        return _has_name(said, one) and not _has_name(said, other)
    mine, theirs = (frozenset(stems_of(spot.place.name, spot.cut.language)) for spot in (one, other))
    held = frozenset(said.stems)
    apart, others = mine - theirs, theirs - mine
    named = bool(apart) and len(said_in(apart, held)) >= NAMED * len(apart)
    return named and not (_has_name(said, other) if other.place.names else said_in(others, held) or not others)


def _has_name(said: Said, spot: Spot) -> bool:
    return any(fact.held_by(own) for fact in said.facts for own in spot.place.names)


def _first(texts: Iterable[str], names: tuple[str, ...], whole: frozenset[str]) -> frozenset[str]:
    """What the first of the texts names that names any of what the whole sentence does."""
    return next((found for text in texts if (found := named_among(text, names) & whole)), frozenset[str]())


def _without(text: str, names: Iterable[str]) -> str:
    plain = fold(text)
    for name in names:
        plain = plain.replace(fold(name), " ")
    return plain


def apart(spot: Spot) -> list[str]:
    """What tells the label of a field, and those of the fields that begin like it, apart: "Store A", "Van 2" of "Stock at Store A", "Stock at Van 2"."""
    labels = list(dict.fromkeys(place.name for place in spot.cut.places if place.name))
    begun = [one for one in labels if one.split()[:1] == spot.place.name.split()[:1]]
    shared = takewhile(lambda words: len(set(words)) == 1, zip(*(one.split() for one in begun), strict=False))
    start = len(list(shared))
    return [" ".join(one.split()[start:]) for one in (spot.place.name, *begun)]


def _keys(text: str) -> set[str]:
    return {one.key for one in identifiers(text)}


def _agrees(own: str, names: tuple[str, ...], texts: Iterable[str], subject: str) -> bool:
    found = next((found for text in texts if (found := named_among(text, names))), None)
    found = found or named_among(subject, tuple(name for name in names if identifiers(name)))
    return not found or own in found
