"""A source's own words are no contradiction of it: sentences, headings, fields and rows; a part of a sentence, and a row of two, are none."""

import pytest

from evals.contradiction.quotation import quotation
from evals.contradiction.verdict import contradicts

PLACE = (
    "Crane manual\n4.2 Brake",
    "Do not loosen the nut. The pad is 8 mm thick.\nStatus: open\nDone: Pads changed. No leak.",
    (),
)
TABLE = (
    "Crane manual\n4.3 Torques",
    "",
    (("Joint", "Torque", "Note"), ("Cover", "45 Nm", "dry; clean"), ("Flange", "90 Nm", "oiled")),
)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Do not loosen the nut.", "whole"),
        ("**4.2 Brake**", "whole"),
        ("1. The pad is 8 mm thick.", ""),
        ("The pad is 8 mm thick.\nDo not loosen the nut.", "whole"),
        ("- Status: open; Done: Pads changed.", "whole"),
        ("Joint: Cover; Torque: 45 Nm", "whole"),
        ("Joint: Cover; Torque: 45 Nm; Note: dry; clean", "whole"),
        ("Joint: Cover; Torque: 90 Nm", "mixed"),
        ("Joint: Cover; Torque: 46 Nm", ""),
        ("Joint: Cover; Torque: oiled; Note: 45 Nm", "mixed"),
        ("Status: Pads changed. No leak.; Done: open", "mixed"),
        ("Loosen the nut.", ""),
        ("loosen the nut", ""),
        ("No leak in the pads.", ""),
    ],
)
def test_how_a_sentence_quotes(sentence: str, wanted: str) -> None:
    assert quotation(sentence, (PLACE, TABLE)) == wanted


def test_cells_of_two_rows_contradict_their_table() -> None:
    assert contradicts("Joint: Cover; Torque: 45 Nm", [TABLE]).says == "stands"
    assert contradicts("Joint: Cover; Torque: 90 Nm", [TABLE]).kind == "subject"


def test_a_table_of_one_row_has_its_heads() -> None:
    card = ("Crane manual\n4.3 Torques", "", (("Joint", "Torque", "Note"), ("Cover", "45 Nm", "dry")))
    assert quotation("Joint: Cover; Torque: dry; Note: 45 Nm", [card]) == "mixed"
    assert quotation("Joint: Cover; Note: dry", [card]) != "mixed"
