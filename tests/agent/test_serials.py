"""Which rows and clauses are for a machine's serial number, as tables of cases."""

import pytest

from agent.embedded.serials import is_for, names_range_of, only_for, serial_in


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("A12-0400 to A12-0419: 1250 Nm", True, False),
        ("A12-0420 and up: 1380 Nm", False, True),
        ("Up to A12-0419: 1250 Nm. From A12-0420 the value changes.", True, True),
        ("serials to A12-0419", True, False),
        ("before serial number A12-0420", True, False),
        ("ab A12-0420", False, True),
        ("Torque 5 Nm", True, True),
        ("B7-0001 to B7-0100", True, True),
    ],
)
def test_ranges(text: str, before: bool, after: bool) -> None:
    assert (is_for(text, "A12-0419"), is_for(text, "A12-0420")) == (before, after)


def test_clauses_for_other_serial_numbers_are_left_out() -> None:
    text = "90 bar (to A12-0419); 105 bar (from A12-0420)"
    assert only_for(text, "A12-0419") == "90 bar (to A12-0419)"
    assert only_for(text, "A12-0420") == "105 bar (from A12-0420)"
    assert only_for("no range; at all", "A12-0420") == "no range; at all"


def test_a_range_is_named_and_a_question_names_its_serial() -> None:
    assert names_range_of("from A12-0420", "A12-0421")
    assert not names_range_of("5 Nm", "A12-0421")
    assert serial_in("which torque on serial A12-0419?", "A12-0500") == "A12-0419"
    assert serial_in("which torque?", "A12-0500") == "A12-0500"
