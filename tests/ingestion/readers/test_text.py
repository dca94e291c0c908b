"""Plain text: headings without marks, labels and lists that begin their own group, tables that are typed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingestion.about.metadata import metadata_of
from ingestion.readers.texts.decoding import decode

Reader = Callable[[Path], Any]

FAULTS = """CONVERTER FAULTS

{label}: {one}
Cause: the fan is dirty
Action: clean the fan

{label}: {two}
Cause: the cable is loose
Action: fasten it to 4 Nm
"""
LIMITS = """LIMITS
======

Inside work (nacelle):
- Wind: 12 m/s
- Call the control room

Outside work (blade):
- Wind: 8 m/s
"""


def passages(tmp_path: Path, read: Reader, text: str, name: str = "a.txt") -> list[Any]:
    (tmp_path / name).write_text(text, "utf-8")
    return read(tmp_path / name)[3]


@pytest.mark.parametrize(
    ("label", "one", "two"),
    [("FAULT CODE", "E-1001", "E-1002"), ("Störung", "12", "13"), ("Código de avería", "0x1F", "0x20"), ("SPN/FMI", "110/3", "110/4")],
)  # fmt: skip
def test_the_label_that_heads_each_entry_is_a_heading(
    tmp_path: Path, read: Reader, label: str, one: str, two: str
) -> None:
    _, _, sections, held = read_text(tmp_path, read, FAULTS.format(label=label, one=one, two=two))
    assert [section.title for section in sections][1:] == [f"{label}: {one}", f"{label}: {two}"]
    assert "4 Nm" in held[-1].text
    assert "fan" not in held[-1].text


def read_text(tmp_path: Path, read: Reader, text: str) -> Any:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    return read(tmp_path / "a.txt")


def test_a_label_behind_a_blank_line_begins_its_own_group(tmp_path: Path, read: Reader) -> None:
    texts = [passage.text for passage in passages(tmp_path, read, LIMITS)]
    assert texts == [
        "Inside work (nacelle):\n• Wind: 12 m/s\n• Call the control room",
        "Outside work (blade):\n• Wind: 8 m/s",
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Bolt      Torque     Count\n--------------------------\nM8        25 Nm      4\nM10       49 Nm\nM12       86 Nm      6",
        "Bolt | Torque | Count\nM8 | 25 Nm | 4\nM10 | 49 Nm |\nM12 | 86 Nm | 6",
        "+------+--------+-------+\n| Bolt | Torque | Count |\n+======+========+=======+\n| M8   | 25 Nm  | 4     |\n+------+--------+-------+\n"
        "| M10  | 49     |       |\n|      | Nm     |       |\n+------+--------+-------+\n| M12  | 86 Nm  | 6     |\n+------+--------+-------+",
        "┌──────┬────────┬───────┐\n│ Bolt │ Torque │ Count │\n├──────┼────────┼───────┤\n│ M8   │ 25 Nm  │ 4     │\n│ M10  │ 49 Nm  │       │\n"
        "│ M12  │ 86 Nm  │ 6     │\n└──────┴────────┴───────┘",
        "Bolt\tTorque\tCount\nM8\t25 Nm\t4\nM10\t49 Nm\t \nM12\t86 Nm\t6",
        "=====  ======  =====\nBolt   Torque  Count\n=====  ======  =====\nM8     25 Nm   4\nM10    49 Nm\nM12    86 Nm   6\n=====  ======  =====",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "Torques\n\n{}\n\nUse a wrench.", "# Pump\n\n```\n{}\n```"])
def test_typed_tables_keep_their_columns(tmp_path: Path, read: Reader, table: str, around: str) -> None:
    name = "a.md" if "```" in around else "a.txt"
    found = [passage.table for passage in passages(tmp_path, read, around.format(table), name) if passage.table]
    assert found == [
        (("Bolt", "Torque", "Count"), ("M8", "25 Nm", "4"), ("M10", "49 Nm", ""), ("M12", "86 Nm", "6")),
    ]


def test_wrapped_lines_are_joined_and_ended_ones_are_not(tmp_path: Path, read: Reader) -> None:
    text = (
        "The pump is filled through the valve on the side of the tank that looks at the\n"
        "tower, until the glass shows oil.\nOil: HLP 46\nTwo people\n\nOil amount ..... 320 l\nFilter ......... 10 um\n"
    )
    lines = [line for passage in passages(tmp_path, read, text) for line in passage.text.split("\n")]
    assert lines[0].endswith("until the glass shows oil.")
    assert lines[1:] == ["Oil: HLP 46", "Two people", "Oil amount ..... 320 l", "Filter ......... 10 um"]


def test_nested_lists_keep_their_depth(tmp_path: Path, read: Reader) -> None:
    for name in ("a.txt", "a.md"):
        text = "# Oil\n\n- Gearbox\n  - 320 l\n    - HLP 46\n- Generator\n  - 12 l\n"
        assert "• Gearbox\n– 320 l\n▪ HLP 46\n• Generator\n– 12 l" in passages(tmp_path, read, text, name)[-1].text


def test_a_list_of_the_headings_that_follow_is_left_out_and_questions_are_headings(
    tmp_path: Path, read: Callable[[Path], Any]
) -> None:
    titles = ["1.1. Cos'è la pompa?", "1.2. Montaggio", "1.3. Avvio", "1.4. Manutenzione"]
    said = "La pompa va spenta prima di ogni lavoro, e resta chiusa finché è calda."
    text = "\n".join(["Guida della pompa", "", "Indice", "", *titles, "", *(f"{one}\n\n{said}\n" for one in titles)])
    (tmp_path / "pompa.txt").write_text(text, "utf-8")
    source, pages, sections, found = read(tmp_path / "pompa.txt")
    assert metadata_of(source, pages, "pompa.txt").title == "Guida della pompa"
    assert [section.title for section in sections][-4:] == [one.split(" ", 1)[1] for one in titles]
    assert not any(title in passage.text for title in titles for passage in found)


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("Перед началом работ отключите насос и закройте задвижку.", "koi8_r"),
        ("Πριν από κάθε εργασία κλείστε την αντλία και τη βάνα.", "cp1253"),
        ("作業の前にポンプを止め、バルブを閉めてください。", "shift_jis"),
        ("Antes de cada trabajo pare la bomba y cierre la válvula, señor técnico.", "cp1252"),
        ("Vor jeder Arbeit muß die Pumpe stehen; Öl läuft sonst aus.", "cp1252"),
    ],
)
def test_a_text_in_an_older_encoding_reads_as_written(said: str, encoding: str) -> None:
    assert decode("\n".join([said] * 4).encode(encoding)) == "\n".join([said] * 4)
