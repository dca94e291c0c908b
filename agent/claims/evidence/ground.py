"""The ground that a sentence is checked on: all places of some evidence, found by their words and by their facts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log

from agent.claims.evidence.cut import Cut
from agent.claims.evidence.place import Place
from agent.claims.facts.fact import Fact

HEAD = 4
"""Letters that two words begin with where one is the other's form."""


@dataclass(frozen=True, eq=False)
class Spot:
    """A place of a numbered piece of evidence; `number` counts the places of its ground. Told apart as objects: to compare its whole source is slow."""

    number: int
    n: int
    cut: Cut
    place: Place

    @property
    def at(self) -> tuple[int, int]:
        return self.n, self.place.row

    def holding(self, fact: Fact) -> Fact | None:
        """The fact of the place that is the same."""
        return next((own for own in self.place.facts if fact.held_by(own, self._units_of(own))), None)

    def valuing(self, fact: Fact) -> bool:
        """Whether a value of the place is the same, and no number of its label: "Stock at Van 3: 1" has no 3."""
        return any(fact.held_by(own, self.units) for own in self.place.facts if not self.labels(own))

    def _units_of(self, own: Fact) -> frozenset[str]:
        """A number in a label names ("Alarm 309"), and measures nothing."""
        return frozenset() if self.labels(own) else self.units

    def labels(self, own: Fact) -> bool:
        """Whether a fact stands in the label of a field."""
        return self.place.form == "field" and own.start < len(self.place.name)

    @property
    def heads(self) -> Fact | None:
        """The name that the first line of a record begins with, or has as its label ("Alarm 3220: ...", "3220: ...")."""
        first = self.place.facts[0] if self.cut.record and not self.place.row and self.place.facts else None
        named = first and (first.kind == "identifier" or self.place.own[first.end : first.end + 1] in {":", ""})
        return first if first and (first.start < len(self.place.name) or (named and not first.start)) else None

    @cached_property
    def units(self) -> frozenset[str]:
        """What its bare numbers may be measured in: its own units, and those of what names it."""
        place = self.place
        around = self.cut.units if place.form != "cell" or not place.units else frozenset[str]()
        return place.units if place.bare else place.units | around

    def framed(self, fact: Fact) -> bool:
        """Whether title, heading or caption say the fact."""
        return any(fact.held_by(own) for own in self.cut.frame_facts)


@dataclass(frozen=True)
class Ground:
    """The places of evidence, numbered as the conversation numbers it."""

    sources: tuple[tuple[int, Cut], ...]

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        sound = ((n, held, place) for n, held in self.sources for place in held.places if place.says)
        return tuple(Spot(number, *one) for number, one in enumerate(sound))

    @cached_property
    def languages(self) -> Counter[str]:
        return Counter(held.language for _, held in self.sources)

    @property
    def language(self) -> str:
        """The language that most of it is in."""
        return self.languages.most_common(1)[0][0] if self.languages else "en"

    @cached_property
    def _index(self) -> Mapping[str, Mapping[str, frozenset[int]]]:
        """The first letters of a stem, to the stems that begin so, to the spots whose own words have them."""
        index: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for number, spot in enumerate(self.spots):
            for stem in spot.place.stems:
                index[stem[:HEAD]][stem].add(number)
        return {head: {stem: frozenset(at) for stem, at in held.items()} for head, held in index.items()}

    @cached_property
    def _said(self) -> dict[str, frozenset[int]]:
        return {}

    def saying(self, stem: str) -> frozenset[int]:
        """The spots whose own words have a form of the word."""
        known = self._said.get(stem)
        if known is None:
            held = self._index.get(stem[:HEAD], {})
            found = [at for other, at in held.items() if alike(stem, other)]
            known = self._said[stem] = frozenset[int]().union(*found)
        return known

    def weight(self, stem: str) -> float:
        """How much a word tells one place from another; one that the evidence does not have at all counts as a rare one."""
        rate = len(self.saying(stem))
        return log(1 + (1 + len(self.spots)) / max(rate, 1)) / log(2 + len(self.spots))

    def hits(self, stems: Iterable[str]) -> dict[int, set[str]]:
        """Which of the words each place says itself, by the place's number; places that say none are left out."""
        out: defaultdict[int, set[str]] = defaultdict(set)
        for stem in set(stems):
            for number in self.saying(stem):
                out[number].add(stem)
        return out

    def weigh(self, stems: Iterable[str]) -> float:
        """What some words count together."""
        return sum(self.weight(stem) for stem in set(stems))

    @cached_property
    def _blocks(self) -> Mapping[tuple[int, int, bool], tuple[Spot, ...]]:
        blocks: defaultdict[tuple[int, int, bool], list[Spot]] = defaultdict(list)
        for spot in self.spots:
            blocks[_block(spot)].append(spot)
        return {key: tuple(spots) for key, spots in blocks.items()}

    def block(self, spot: Spot) -> tuple[Spot, ...]:
        """What stands together with a place: the sentences of its step, the cells of its table row, the lines of its record."""
        return self._blocks[_block(spot)]

    def block_of_row(self, spot: Spot) -> tuple[Spot, ...]:
        """The cells of a table's row."""
        return self._blocks.get((spot.n, spot.place.row, True), ())


@lru_cache(maxsize=64)
def ground(sources: tuple[tuple[int, Cut], ...]) -> Ground:
    """The ground of some evidence; what was indexed for the sentence before is used again."""
    return Ground(sources)


def alike(one: str, other: str) -> bool:
    """Whether two stems are forms of one word: the same, or one begins with the other and is little longer."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= HEAD and long.startswith(short) and len(long) - len(short) <= len(short) // 2 - 1


def explained(stems: Sequence[str], spots: Iterable[Spot]) -> frozenset[str]:
    """Those of the stems that the spots say in their own words."""
    own = frozenset[str]().union(*(spot.place.stems for spot in spots))
    return said_in(stems, own)


def said_in(stems: Iterable[str], held: frozenset[str]) -> frozenset[str]:
    """Those of the stems that have a form among the held ones."""
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for stem in held:
        heads[stem[:HEAD]].append(stem)
    return frozenset(
        stem for stem in stems if stem in held or any(alike(stem, other) for other in heads.get(stem[:HEAD], ()))
    )


def _block(spot: Spot) -> tuple[int, int, bool]:
    return spot.n, -1 if spot.cut.record else spot.place.row, spot.place.form == "cell"
