"""The demo's manuals compile, say what they are, and hold the sections that everything else refers to."""

import re

import pytest

from demo.catalogue import MANUALS
from demo.facts_files import read_yaml
from demo.fleet import KESTREL, MODELS, OSPREY
from demo.records import FACTS, Facts
from demo.typesetting import typeset
from tests.demo.bookshelf import Bookshelf, Typeset

SCAN = "sb-k112-034.pdf"
READABLE = [manual for manual in MANUALS if not manual.scanned]
REFERENCE = re.compile(r"\b((?:OM|AL|SM|TL|PC|CC|SB)-(?:K112|O138|ALL)(?:-\d{3})?|HPU-250)(?:,? (\d{1,2}\.\d{1,2}))?\b")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _sections(manual: Typeset) -> set[str]:
    found = (re.match(r"(\d+(?:\.\d+)*)\b", heading) for heading in manual.headings)
    return {number.group(1) for number in found if number}


def test_there_are_enough_documents_and_pages_made_in_reasonable_time(shelf: Bookshelf) -> None:
    assert len(shelf.manuals) >= 12
    assert sum(len(manual.pages) for manual in shelf.manuals) >= 120
    assert shelf.seconds < 120


@pytest.mark.parametrize("output", [manual.output for manual in READABLE])
def test_the_cover_tells_number_revision_and_what_it_is_for(shelf: Bookshelf, output: str) -> None:
    manual = shelf[output]
    cover = _flat(manual.pages[0])
    assert manual.source.number in cover
    assert re.search(r"Applies to|Gilt für", cover)
    assert re.search(r"Revision|Rev\.", cover)
    assert re.search(r"\b20\d\d-\d\d\b", cover)
    assert any(word in cover for model in MODELS for word in (model.short, model.name, "All"))


@pytest.mark.parametrize("output", [manual.output for manual in READABLE])
def test_manuals_have_bookmarks_and_no_page_is_empty(shelf: Bookshelf, output: str) -> None:
    manual = shelf[output]
    assert manual.headings
    assert [number for number, text in enumerate(manual.pages, start=1) if len(text) < 40] == []


def test_the_scanned_bulletin_has_pictures_and_no_text(shelf: Bookshelf) -> None:
    scan = shelf[SCAN]
    assert scan.pages
    assert "".join(scan.pages) == ""


def test_compiling_again_gives_the_same_bytes(shelf: Bookshelf) -> None:
    for output in ("sb-k112-031.pdf", SCAN):
        assert typeset(shelf[output].source) == shelf[output].pdf


def test_the_two_revisions_differ_and_say_which_they_are(shelf: Bookshelf) -> None:
    old, new = (_flat(shelf[name].pages[0]) for name in ("k112-om-c.pdf", "k112-om-d.pdf"))
    assert "2021-03" in old
    assert "2024-06" in new
    assert "SUPERSEDED" in old.upper()
    assert "SUPERSEDED" not in new.upper()


@pytest.mark.parametrize(("output", "model"), [("k112-alarms.pdf", KESTREL.name), ("o138-alarms.pdf", OSPREY.name)])
def test_the_alarm_lists_print_every_alarm(shelf: Bookshelf, facts: Facts, output: str, model: str) -> None:
    text = _flat(" ".join(shelf[output].pages))
    names = [alarm for alarm in facts.alarms if alarm.models == (model,)]
    assert names
    assert [alarm.code for alarm in names if alarm.code not in text or _flat(alarm.title) not in text] == []


def test_the_catalogue_prints_every_part(shelf: Bookshelf, facts: Facts) -> None:
    text = _flat(" ".join(shelf["parts-catalogue.pdf"].pages))
    assert [part.number for part in facts.parts if part.number not in text] == []


def test_the_torque_bulletin_begins_at_the_serial_number(shelf: Bookshelf) -> None:
    assert "K112-0420" in _flat(" ".join(shelf["sb-k112-031.pdf"].pages))


@pytest.mark.parametrize("output", [manual.output for manual in READABLE])
def test_parts_that_manuals_name_exist(shelf: Bookshelf, facts: Facts, output: str) -> None:
    known = {part.number for part in facts.parts}
    named = set(re.findall(r"\b(?:2[1-9]|3[0-2])-[012]\d{3}\b", " ".join(shelf[output].pages)))
    assert named - known == set()


def test_sections_that_facts_refer_to_exist(shelf: Bookshelf, facts: Facts) -> None:
    told = " ".join(f"{alarm.fields.get('manual', '')} {' '.join(alarm.actions)}" for alarm in facts.alarms)
    written = " ".join(f"{order.description} {order.actions}" for order in facts.work_orders)
    limits = " ".join(str(read_yaml(file)) for file in (FACTS / f"{model.family}.yaml" for model in MODELS))
    assert _missing(shelf, f"{told} {written} {limits}") == set()


@pytest.mark.parametrize("output", [manual.output for manual in READABLE])
def test_sections_that_manuals_refer_to_exist(shelf: Bookshelf, output: str) -> None:
    assert _missing(shelf, _flat(" ".join(shelf[output].pages))) == set()


def _missing(shelf: Bookshelf, text: str) -> set[tuple[str, str]]:
    known = {manual.source.number: _sections(manual) for manual in shelf.manuals}
    known["OM-K112"] = _sections(shelf["k112-om-d.pdf"])
    return {
        (number, section)
        for number, section in REFERENCE.findall(text)
        if number not in known or (section and known[number] and section not in known[number])
    }
