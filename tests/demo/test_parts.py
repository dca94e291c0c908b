"""The demo's parts: known models and warehouses, and supersession chains that end."""

from collections import Counter

from demo.fleet import LOCATIONS, MODELS
from demo.records import Facts
from domain.records import Part


def _by_number(facts: Facts) -> dict[str, Part]:
    return {part.number: part for part in facts.parts}


def test_there_are_enough_parts_each_once(facts: Facts) -> None:
    assert len(facts.parts) >= 160
    counted = Counter(part.number for part in facts.parts)
    assert [number for number, count in counted.items() if count > 1] == []


def test_every_part_is_named_and_fits_a_known_model(facts: Facts) -> None:
    names = {model.name for model in MODELS}
    assert [part.number for part in facts.parts if not part.models or not set(part.models) <= names] == []
    assert [part.number for part in facts.parts if not (part.name and part.description)] == []


def test_stock_lies_in_known_places_and_no_more_is_reserved_than_there_is(facts: Facts) -> None:
    entries = [(part.number, stock) for part in facts.parts for stock in part.stock]
    assert {stock.location for _, stock in entries} == set(LOCATIONS)
    assert [number for number, stock in entries if not 0 <= stock.reserved <= stock.quantity] == []
    assert [number for number, stock in entries if stock.as_of is None] == []


def test_each_supersession_chain_ends_at_a_part_that_can_be_had(facts: Facts) -> None:
    parts = _by_number(facts)
    for part in facts.parts:
        seen = {part.number}
        while part.superseded_by:
            part = parts[part.superseded_by]  # walking the chain is the point
            assert part.number not in seen
            seen.add(part.number)


def test_supersession_is_told_the_same_from_both_ends(facts: Facts) -> None:
    parts = _by_number(facts)
    forward = {(part.number, part.superseded_by) for part in facts.parts if part.superseded_by}
    backward = {(old, part.number) for part in facts.parts for old in part.supersedes}
    assert forward == backward
    assert [old for old, new in forward if not set(parts[old].models) <= set(parts[new].models)] == []


def test_equivalents_exist(facts: Facts) -> None:
    parts = _by_number(facts)
    assert [(part.number, other) for part in facts.parts for other in part.equivalents if other not in parts] == []


def test_the_battery_pack_of_the_kestrel(facts: Facts) -> None:
    parts = _by_number(facts)
    assert parts["29-1182"].supersedes == ("29-1181",)
    assert parts["29-1181"].superseded_by == "29-1182"
    free = {stock.location: stock.quantity - stock.reserved for stock in parts["29-1182"].stock}
    assert free["Esbjerg"] >= 1
