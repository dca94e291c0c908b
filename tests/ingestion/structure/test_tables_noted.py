"""Notes below a table stand with the rows that carry their marks; steps in columns and raised type are read off pages as printed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Reader = Callable[[Path], Any]
Typeset = Callable[..., Path]

TABLE = "# Nuts\n\n| Item | Torque | Note |\n|---|---|---|\n| Ring nut | 930 Nm | {one} |\n| Lock nut | 410 Nm {two} | |\n| Cap | 20 Nm | |\n\n"


@pytest.mark.parametrize(
    ("one", "two", "below"),
    [
        ("1)", "2)", "1) Measured cold. 2) Oiled threads: 330 Nm.\n"),
        ("*", "**", "\\* Measured cold.\n\n\\*\\* Oiled threads: 330 Nm.\n"),
        ("a)", "b)", "a) Measured cold.\n\nb) Oiled threads: 330 Nm.\n"),
        ("¹", "²", "¹ Measured cold.\n\n² Oiled threads: 330 Nm.\n"),
    ],
)
def test_a_note_stands_in_the_rows_that_carry_its_mark(
    tmp_path: Path, read: Reader, one: str, two: str, below: str
) -> None:
    (tmp_path / "a.md").write_text(TABLE.format(one=one, two=two) + below, "utf-8")
    table = next(passage.table for passage in read(tmp_path / "a.md")[3] if passage.table)
    assert [" ".join(filter(None, row)) for row in table[1:]] == [
        f"Ring nut 930 Nm {one} Measured cold.",
        f"Lock nut 410 Nm {two} (Oiled threads: 330 Nm.)",
        "Cap 20 Nm",
    ]


def test_steps_below_a_table_are_no_notes(tmp_path: Path, read: Reader) -> None:
    (tmp_path / "a.md").write_text(TABLE.format(one="", two="") + "1) Lock the rotor.\n2) Open the hatch.\n", "utf-8")
    passages = read(tmp_path / "a.md")[3]
    assert next(p.table for p in passages if p.table)[1] == ("Ring nut", "930 Nm", "")
    assert [p.text for p in passages if p.kind == "procedure"] == ["1. Lock the rotor.\n2. Open the hatch."]


def test_raised_type_on_a_page_is_never_joined_to_a_number(read: Reader, typeset: Typeset) -> None:
    for typographic in ("true", "false"):
        source = (
            f"#set super(typographic: {typographic})\n= Data\nInsulation 10#super[6] ohm, area 12 m#super[2], torque 86 Nm#super[1)], "
            "count 686#super[2], stud 1 1/8 inch, Fe#sub[3]O#sub[4], 1#super[st] stage."
        )
        text = read(typeset(source))[3][-1].text
        for said in ("10⁶ ohm", "12 m²", "86 Nm ¹", "686 ²", "1 1/8 inch", "1st stage"):
            assert said in text


STEPS = """#set page(width: 500pt, height: 400pt)
= Pads
#grid(columns: 3, column-gutter: 30pt, row-gutter: 60pt,
  [1. Lock the rotor with the long pin.], [2. Loosen the four bolts M12 of the pad.], [3. Pull the pad out of its guide.],
  [4. Insert the new pad in the guide.], [5. Tighten the bolts to 86 Nm again.], [6. Remove the pin of the rotor lock.])
"""


def test_steps_side_by_side_are_read_in_turn(read: Reader, typeset: Typeset) -> None:
    steps = "\n".join(p.text for p in read(typeset(STEPS))[3] if p.kind == "procedure")
    assert steps == (
        "1. Lock the rotor with the long pin.\n2. Loosen the four bolts M12 of the pad.\n3. Pull the pad out of its guide.\n"
        "4. Insert the new pad in the guide.\n5. Tighten the bolts to 86 Nm again.\n6. Remove the pin of the rotor lock."
    )


COLUMNS = """#set page(width: 595pt, height: 500pt, margin: 50pt)
#set text(size: 9pt)
= Hydraulic unit
#grid(columns: (200pt, 1fr), column-gutter: 60pt, [
  == Oil change
  Drain the tank while the oil is warm. Fill 14 litres of HLP 46 through the filter of the tank. Change the oil every 24 months and note the date.
  == Filter
  Change the return filter every 12 months. Tighten the filter bowl to 25 Nm by hand wrench only. Look for metal in the bowl and tell the workshop.
], [
  == Settings of the valves
  #v(3pt)
  #table(columns: 3, stroke: none, inset: 3.1pt, [Valve], [Set point], [Tolerance], [Relief], [210 bar], [+5/-0 bar], [Pump cut-in], [160 bar], [±3 bar],
    [Pump cut-out], [185 bar], [±3 bar])
  #v(3.7pt)
  == Pressures
  The accumulator holds 90 bar at 20 °C and 84 bar at 0 °C, measured with the pump off.
])
"""


def test_a_small_table_beside_a_column_of_text_keeps_its_rows(read: Reader, typeset: Typeset) -> None:
    passages = read(typeset(COLUMNS))[3]
    assert [p.table for p in passages if p.table] == [
        (("Valve", "Set point", "Tolerance"), ("Relief", "210 bar", "+5/-0 bar"), ("Pump cut-in", "160 bar", "±3 bar"), ("Pump cut-out", "185 bar", "±3 bar"))
    ]  # fmt: skip
    prose = "\n".join(p.text for p in passages if p.kind == "prose")
    assert "Fill 14 litres of HLP 46 through the filter of the tank. Change the oil every 24 months" in prose
