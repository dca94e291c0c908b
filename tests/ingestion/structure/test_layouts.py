"""Layouts of strangers' documents: rules below each row, tables cut by a page or beside text, legends of signs, paragraphs that begin in bold."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from ingestion.pages import Word
from ingestion.readers.pdf.arrangement import printed
from ingestion.readers.raised import lowered

Reader = Callable[[Path], Any]
Typeset = Callable[..., Path]
Rows = list[tuple[str, ...]]


def tables(read: Reader, path: Path) -> list[Rows]:
    return [list(passage.table) for passage in read(path)[3] if passage.table]


def texts(read: Reader, path: Path) -> list[str]:
    return [passage.text for passage in read(path)[3]]


def test_the_head_above_the_first_rule_names_the_columns(read: Reader, typeset: Typeset) -> None:
    source = (
        "= Settings\n#table(columns: (auto, 2fr, 1fr, auto), stroke: (x, y) => (bottom: 0.4pt), [*No.*], [*Parameter*], [*Range*], [*Factory*], "
        "[P12], [Curve], [0.1 to 3.5], [0.6], [P20], [Balance point], [-20 to 10 °C], [-5 °C], [P34], [Hot water], [30 to 65 °C], [50 °C])"
    )
    (rows,) = tables(read, typeset(source))
    assert rows[0] == ("No.", "Parameter", "Range", "Factory")
    assert rows[1] == ("P12", "Curve", "0.1 to 3.5", "0.6")


def test_a_row_over_all_columns_heads_its_group_and_not_the_columns(read: Reader, tmp_path: Path) -> None:
    document: Any = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for row in (
        ["Part", "Thread", "Torque"],
        ["Head"],
        ["Bolt", "M10", "70 Nm"],
        ["Crank"],
        ["Pulley", "M14", "160 Nm"],
    ):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
        if len(row) == 1:
            cells[0].merge(cells[-1])
    document.save(str(tmp_path / "torques.docx"))
    passages = read(tmp_path / "torques.docx")[3]
    assert [(p.caption, p.table[0], p.table[1]) for p in passages if p.table] == [
        ("Head", ("Part", "Thread", "Torque"), ("Bolt", "M10", "70 Nm")),
        ("Crank", ("Part", "Thread", "Torque"), ("Pulley", "M14", "160 Nm")),
    ]


@pytest.mark.parametrize("format", ["html", "pdf"])
def test_a_cell_that_names_the_first_rows_is_no_heading(
    read: Reader, typeset: Typeset, tmp_path: Path, format: str
) -> None:
    rows = [("Ropes", "no broken wires"), ("Nut", "up to 2 mm"), ("Pads", "at least 8 mm")]
    if format == "pdf":
        cells = "".join(f"[{name}], [{limit}], " for name, limit in rows)
        path = typeset(
            f"= Check\n#table(columns: 3, table.cell(rowspan: 3)[Mechanics], {cells}[Wiring], [Earth], [0.3 ohm])"
        )
    else:
        cells = "<tr>".join(f"<td>{name}<td>{limit}" for name, limit in rows)
        path = tmp_path / "a.html"
        path.write_text(
            f"<h1>Check</h1><table><tr><td rowspan=3>Mechanics{cells}<tr><td>Wiring<td>Earth<td>0.3 ohm</table>"
        )
    (found,) = tables(read, path)
    assert found[1:] == [("Mechanics", *row) for row in rows] + [("Wiring", "Earth", "0.3 ohm")]


SIGNS = "#table(columns: 3, [*Point*], [*8 h*], [*500 h*], [Chain], [■], [], [Gear], [○], [●])\n"


@pytest.mark.parametrize("below", ["○ check #h(5mm) ● change #h(5mm) ■ grease", "○ check\n\n● change\n\n■ grease"])
def test_signs_in_cells_mean_what_the_legend_says(read: Reader, typeset: Typeset, below: str) -> None:
    (rows,) = tables(read, typeset(f"= Plan\n{SIGNS}{below}"))
    assert rows[1:] == [("Chain", "■ grease", ""), ("Gear", "○ check", "● change")]


def test_items_of_a_list_are_no_legend(read: Reader, typeset: Typeset) -> None:
    path = typeset(f"= Plan\n{SIGNS.replace('○', '•').replace('●', '•')}- Keep it clean.\n- Do not overfill.")
    assert tables(read, path)[0][2] == ("Gear", "•", "•")


def test_a_table_that_a_column_or_page_cuts_is_one(read: Reader, typeset: Typeset) -> None:
    filler = " ".join(["The machine is cleaned once a day with a soft brush and no water at all."] * 5)
    rows = "".join(f"[fault {n}], [cause {n} of it], [remedy {n} for it], " for n in range(1, 12))
    path = typeset(
        f"#set page(width: 320pt, height: 260pt, columns: 2, margin: 20pt)\n#set text(8pt)\n{filler}\n= Faults\n"
        f"#table(columns: (1fr, 1fr, 1fr), [*Fault*], [*Cause*], [*Remedy*], {rows})"
    )
    found = tables(read, path)
    assert {rows[0] for rows in found} == {("Fault", "Cause", "Remedy")}
    assert [row[0] for rows in found for row in rows[1:]] == [f"fault {n}" for n in range(1, 12)]


def test_lines_beside_a_table_stand_together(read: Reader, typeset: Typeset) -> None:
    said = "Relieve the pressure at the tap before anything is opened, and wait until the gauge shows nothing at all for a minute or more."
    path = typeset(
        "#set page(width: 400pt, height: 300pt)\n= Plan\n#grid(columns: (2fr, 1fr), gutter: 20pt, "
        "table(columns: 3, [*No*], [*Point*], [*Oil*], ..range(1, 7).map(n => ([#n], [point #n], [grade #n])).flatten()), "
        f"[{said}])"
    )
    assert [text for text in texts(read, path) if "Oil" not in text] == [said]


def test_a_bracket_that_closes_at_a_lines_begin_is_no_step(read: Reader, typeset: Typeset) -> None:
    path = typeset("#set page(width: 200pt)\n= Oil\nChange the oil of the cam box (point\\\n5) after 200 hours.")
    assert texts(read, path) == ["Change the oil of the cam box (point 5) after 200 hours."]


def test_a_paragraph_that_begins_in_bold_is_not_in_bold() -> None:
    words = [
        Word(10 * at, 0, 10 * at + 8, 9, text, 9, at < 3)
        for at, text in enumerate("Expansion valve brass set to 12".split())
    ]
    assert not printed(words, 1).bold
    assert printed([word._replace(bold=True) for word in words], 1).bold


def test_a_low_hyphen_stays_a_hyphen() -> None:
    assert f"7020{lowered('-')}A CO{lowered('2')}" == "7020-A CO₂"


def test_the_foot_of_two_pages_is_left_out(read: Reader, typeset: Typeset) -> None:
    path = typeset(
        "#set page(footer: [Works of Northfield, plan 7, page #context counter(page).display()])\n= Oil\nUse oil 32.\n#pagebreak()\n= Air\nDry it."
    )
    assert texts(read, path) == ["Use oil 32.", "Dry it."]


def test_steps_typed_with_line_breaks_are_steps(read: Reader, tmp_path: Path) -> None:
    document: Any = docx.Document()
    document.add_paragraph("1) Loosen the screw.\n2) Pump until no bubbles come.\n3) Tighten it.")
    document.save(str(tmp_path / "bleed.docx"))
    (passage,) = read(tmp_path / "bleed.docx")[3]
    assert passage.kind == "procedure"
    assert passage.text.splitlines() == ["1) Loosen the screw.", "2) Pump until no bubbles come.", "3) Tighten it."]


def test_the_head_of_a_page_that_holds_its_title_is_read(read: Reader, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<body><nav>Home</nav><header><h1>Drone X4</h1><p>Applies to X4-B and X4-C · Part no. KX4-FSG</p></header>"
        "<header><p>Search our shop</p></header><h2>Limits</h2><p>Wind 12 m/s.</p></body>",
        "utf-8",
    )
    assert texts(read, tmp_path / "a.html") == ["Applies to X4-B and X4-C · Part no. KX4-FSG", "Wind 12 m/s."]


MARKED = """#set page(width: 300pt, height: 260pt, margin: 20pt, background: rotate(-45deg, text(60pt, fill: luma(225))[DRAFT]))
= Heating
#for n in range(1, 9) [Heat with #(10 * n) K an hour to 600 °C and hold the furnace there for #n hours. \\ ]
"""


def test_a_watermark_is_no_text_of_the_page(read: Reader, typeset: Typeset) -> None:
    said = " ".join(texts(read, typeset(MARKED)))
    assert "DRAFT" not in said
    assert all(
        f"Heat with {10 * n} K an hour to 600 °C and hold the furnace there for {n} hours." in said for n in range(1, 9)
    )


def test_notes_at_the_foot_of_a_page_do_not_cut_the_table_above_them(read: Reader, typeset: Typeset) -> None:
    rows = "".join(f"[P{n}], [{60 + n} K/h], [{n} min], " for n in range(1, 13))
    path = typeset(
        "#set page(width: 300pt, height: 260pt)\n= Programs\nThe box stands apart#footnote[Up to 10 m.] from the furnace.\n"
        f"#table(columns: (1fr, 1fr, 1fr), [*Program*], [*Rate*], [*Hold*], table.cell(colspan: 3)[Glaze], {rows})"
    )
    passages = [passage for passage in read(path)[3] if passage.table]
    assert {(passage.caption, passage.table[0]) for passage in passages} == {("Glaze", ("Program", "Rate", "Hold"))}
    assert [row[0] for passage in passages for row in passage.table[1:]] == [f"P{n}" for n in range(1, 13)]
    assert any(text.startswith("¹") and "Up to 10 m." in text for text in texts(read, path))
