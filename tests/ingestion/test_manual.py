"""A typeset manual from its pages to its passages."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from domain.documents import Passage, SerialRange
from ingestion.about.metadata import metadata_of


def of_kind(read: Any, kind: str) -> Sequence[Passage]:
    return [passage for passage in read[3] if passage.kind == kind]


def plain(text: str) -> str:
    return "".join(text.split()).replace("-", "")


def test_the_cover_is_read(read_manual: Any, manual: Path) -> None:
    found = metadata_of(read_manual[0], read_manual[1], manual.name)
    assert found.title == "TX-90 Operation and Maintenance Manual"
    assert (found.number, found.revision, str(found.issued)) == ("OMM-TX90-04", "F", "2024-03-14")
    assert found.applies_to.models == ("TX-90", "TX-95")
    assert found.applies_to.serials == (SerialRange(first="TX-1001", last="TX-1480"),)
    assert found.applies_to.controllers == ("VX-20",)


def test_sections_keep_their_printed_numbers(read_manual: Any) -> None:
    numbers = {section.number: section.title for section in read_manual[2] if section.number}
    assert numbers["2.1"] == "Tightening torques"
    assert numbers["3.1"] == "4711 Oil pressure low"
    isolation = next(section for section in read_manual[2] if section.number == "1.2")
    assert isolation.path == ("1 Safety", "1.2 Isolation")
    assert isolation.page == 3


def test_warnings_stand_alone_with_their_level(read_manual: Any) -> None:
    warnings = of_kind(read_manual, "warning")
    assert [warning.level for warning in warnings] == ["danger", "warning"]
    assert "Wait 15 minutes" in warnings[0].text


def test_a_procedure_keeps_its_steps_and_the_warning_in_place(read_manual: Any) -> None:
    (procedure,) = of_kind(read_manual, "procedure")
    text = procedure.text
    assert text.index("Lock the main switch") < text.index("1. Stop the machine") < text.index("4. Put up the barrier")
    assert procedure.step == "1"
    assert procedure.refs == ("Table 1", "1.1")


def test_a_table_over_pages_repeats_its_header(read_manual: Any) -> None:
    tables = [passage for passage in of_kind(read_manual, "table") if "Joint" in passage.text]
    assert {passage.page for passage in tables} == {3, 4}
    assert all(passage.table[0] == ("Joint", "Bolt", "Torque") for passage in tables)
    rows = [row for passage in tables for row in passage.table[1:]]
    assert len(rows) == 60
    assert rows[41] == ("Joint number 42 of the frame", "M14", "82 Nm")


def test_headers_and_page_numbers_are_dropped(read_manual: Any) -> None:
    text = "\n".join(passage.text for passage in read_manual[3])
    assert "Nordhal" not in text
    assert "Page 3" not in text


def test_an_alarm_is_told_by_its_heading(read_manual: Any) -> None:
    (alarm,) = of_kind(read_manual, "alarm")
    assert alarm.text.startswith("Meaning:")
    assert alarm.applies_to.serials == (SerialRange(first="TX-1200"),)


def test_every_line_has_its_place_in_the_text(read_manual: Any) -> None:
    for passage in read_manual[3]:
        for line in passage.lines:
            assert plain(passage.text[line.start : line.end]) == plain(line.text)


def test_reading_twice_gives_the_same_ids(read: Callable[[Path], Any], manual: Path, read_manual: Any) -> None:
    again = read(manual)
    assert [passage.id for passage in again[3]] == [passage.id for passage in read_manual[3]]
    assert len({passage.id for passage in again[3]}) == len(again[3])
