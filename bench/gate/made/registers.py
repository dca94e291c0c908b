"""Sentences about parts and their stock, alarms and machines, two of a kind; wrong with the values exchanged or by a little."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from bench.gate.made.saying import Made, cite, language_for, ways
from bench.gate.made.sources import Records
from domain.answers import Evidence
from domain.records import AlarmCode, Asset, Part
from tools.evidence import alarm_evidence, asset_evidence, part_evidence

MOST, PAIRS = 40, 3000
Held = TypeVar("Held")
Two = Mapping[str, str]


def of_registers(records: Records, chance: random.Random) -> Iterator[Made]:
    yield from _of_stock(records.parts, chance)
    yield from _pairs("parts", "lead times", records.parts, _part, lambda one: str(one.lead_time_days or ""), chance)
    yield from _pairs("parts", "prices", records.parts, _part, _price, chance)
    codes = [one for one in records.alarms if sum(one.code == other.code for other in records.alarms) == 1]
    yield from _pairs("alarms", "titles", codes, _alarm, lambda one: one.title, chance)
    yield from _pairs("alarms", "severities", codes, _alarm, lambda one: one.severity, chance)
    yield from _pairs("machines", "models", records.machines, _machine, lambda one: one.model, chance)
    yield from _pairs("machines", "serials", records.machines, _machine, lambda one: one.serial, chance)


def _part(one: Part, language: str) -> tuple[str, Evidence]:
    return one.number, part_evidence(one, language)


def _price(one: Part) -> str:
    return f"{one.price:.2f} {one.currency}" if one.price and one.currency else ""


def _alarm(one: AlarmCode, language: str) -> tuple[str, Evidence]:
    return one.code, alarm_evidence(one, language)


def _machine(one: Asset, language: str) -> tuple[str, Evidence]:
    return one.tag, asset_evidence(one, language)


def _pairs(
    group: str, family: str, held: Sequence[Held], known: Callable[[Held, str], tuple[str, Evidence]], field: Callable[[Held], str], chance: random.Random
) -> Iterator[Made]:  # fmt: skip
    """Two of a kind with their values of a field, and the values exchanged."""
    pairs = [pair for pair in combinations(held, 2) if _apart(field(pair[0]), field(pair[1]))]
    for one, other in chance.sample(pairs, min(MOST, len(pairs))):
        language = language_for("en", chance)
        (first, mine), (second, theirs) = known(one, language), known(other, language)
        beside = [known(more, language)[1] for more in chance.sample(list(held), min(3, len(held)))]
        evidence = dict(
            enumerate([mine, theirs, *(item for item in beside if item.id not in {mine.id, theirs.id})], start=1)
        )
        way, seed = chance.choice(ways(group, family, language)), chance.random()
        for truth, x, y in ((True, field(one), field(other)), (False, field(other), field(one))):
            text = cite(way.format(A=first, B=second, x=x, y=y), {first: 1, second: 2}, random.Random(seed))
            yield Made(family, truth, text, evidence)


def _apart(one: str, other: str) -> bool:
    return bool(one and other) and one.lower() not in other.lower() and other.lower() not in one.lower()


def _of_stock(parts: Sequence[Part], chance: random.Random) -> Iterator[Made]:
    for part in chance.sample(list(parts), min(3 * MOST, len(parts))):
        held = {
            stock.location: round(stock.quantity) for stock in part.stock if stock.quantity == round(stock.quantity)
        }
        if len(held) < 2 or len(held) != len(part.stock):
            continue
        one, other = chance.sample(sorted(held), 2)
        told = {"A": part.number, "p": one, "q": other}
        whole = sum(held.values())
        wrong = chance.choice([whole + 1, whole - 1, whole + 10])
        if held[one] != held[other]:
            yield from _stock(part, "stock at two", told | {"x": str(held[one]), "y": str(held[other])}, told | {"x": str(held[other]), "y": str(held[one])}, chance)  # fmt: skip
        if wrong not in held.values():
            yield from _stock(part, "stock altogether", {"A": part.number, "d": str(whole)}, {"A": part.number, "d": str(wrong)}, chance)  # fmt: skip
        empty, full = [place for place in held if not held[place]], [place for place in held if held[place]]
        if empty and full:
            yield from _stock(part, "none there", told | {"p": empty[0]}, told | {"p": full[0]}, chance)


def _stock(part: Part, family: str, right: Two, wrong: Two, chance: random.Random) -> Iterator[Made]:
    language = language_for("en", chance)
    way = chance.choice(ways("parts", family, language))
    for truth, said in ((True, right), (False, wrong)):
        yield Made(family, truth, f"{way.format(**said)} [1].", {1: part_evidence(part, language)})
