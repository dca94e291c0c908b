"""Cells over several rows or columns: the same table in five formats gives the same rows."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest

from ingestion.readers.merged_cells import Cell, table_of_cells

Reader = Callable[[Path], Any]
Rows = tuple[tuple[str, ...], ...]

EXPECTED: Rows = (
    ("Group", "Bolt", "Torque dry", "Torque oiled", "Count"),
    ("Hub", "Stud M30", "1200", "980", "54"),
    ("Hub", "Cover M8", "25", "25", "12"),
    ("Yaw", "Caliper M20", "410", "330", "12"),
)
HTML = """<h1>Bolts</h1><table><tr><th rowspan="2">Group</th><th rowspan="2">Bolt</th><th colspan="2">Torque</th><th rowspan="2">Count</th></tr>
<tr><th>dry</th><th>oiled</th></tr>
<tr><td rowspan="2">Hub</td><td>Stud M30</td><td>1200</td><td>980</td><td>54</td></tr>
<tr><td>Cover M8</td><td colspan="2">25</td><td rowspan="2">12</td></tr>
<tr><td>Yaw</td><td>Caliper M20</td><td>410</td><td>330</td></tr></table>"""
TYPST = """#set page(width: 500pt, height: 400pt)
= Bolts
#table(columns: 5,
  table.cell(rowspan: 2)[Group], table.cell(rowspan: 2)[Bolt], table.cell(colspan: 2)[Torque], table.cell(rowspan: 2)[Count],
  [dry], [oiled],
  table.cell(rowspan: 2)[Hub], [Stud M30], [1200], [980], [54],
  [Cover M8], table.cell(colspan: 2)[25], table.cell(rowspan: 2)[12],
  [Yaw], [Caliper M20], [410], [330])
"""


def written_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Bolts", 1)
    table = document.add_table(rows=5, cols=5)
    texts = [
        ["Group", "Bolt", "Torque", "", "Count"],
        ["", "", "dry", "oiled", ""],
        ["Hub", "Stud M30", "1200", "980", "54"],
        ["", "Cover M8", "25", "", "12"],
        ["Yaw", "Caliper M20", "410", "330", ""],
    ]
    for down, row in enumerate(texts):
        for across, text in enumerate(row):
            table.cell(down, across).text = text
    for first, last in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (1, 4)), ((2, 0), (3, 0)), ((3, 2), (3, 3)), ((3, 4), (4, 4))):  # fmt: skip
        table.cell(*first).merge(table.cell(*last))
    document.save(str(path))
    return path


def table_in(read: Reader, path: Path) -> Rows:
    return next(passage.table for passage in read(path)[3] if passage.table)


@pytest.mark.parametrize("kind", ["html", "md", "docx", "pdf"])
def test_a_cell_stands_in_every_row_and_column_that_it_covers(
    tmp_path: Path, read: Reader, typeset: Callable[..., Path], kind: str
) -> None:
    path = tmp_path / f"bolts.{kind}"
    if kind == "docx":
        written_docx(path)
    elif kind == "pdf":
        path = typeset(TYPST)
    else:
        path.write_text(HTML if kind == "html" else f"Text before.\n\n{HTML}\n", "utf-8")
    assert table_in(read, path) == EXPECTED


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[("A", 1, 9), ("x", 1, 1)], [("y", 1, 1)]], [("A", "x"), ("A", "y")]),
        ([[("A", 2, 1)], [("x", 1, 1), ("y", 1, 1)]], [("A", ""), ("x", "y")]),
        ([[("A", 2, 2), ("x", 1, 1)], [("y", 1, 1)], [("p", 1, 1), ("q", 1, 1), ("z", 1, 1)]], [("A", "A", "x"), ("A", "A", "y"), ("p", "q", "z")]),
        ([[("a", 1, 1)], [("b", 1, 1), ("c", 1, 1)]], [("a", ""), ("b", "c")]),
        ([[("a", 0, 0), ("b", 99_999, 1)], []], [("a", *["b"] * 200)]),
    ],
)  # fmt: skip
def test_odd_spans_never_shift_a_row(rows: Sequence[Any], expected: Sequence[tuple[str, ...]]) -> None:
    table = table_of_cells([[Cell(*cell) for cell in row] for row in rows], 0)
    assert table is not None
    assert [row.cells for row in table.rows] == expected


def test_an_empty_cell_without_rules_stays_empty(read: Reader, typeset: Callable[..., Path]) -> None:
    source = (
        "= Encoder\n#table(columns: 4, stroke: none, table.hline(), [Parameter], [MIN], [TYP], [MAX], table.hline(),"
        "[Supply V], [4.5], [], [16], [Current mA], [], [3], [6], [Clock kHz], [], [100], [], table.hline())"
    )
    assert table_in(read, typeset(source))[1:] == (
        ("Supply V", "4.5", "", "16"),
        ("Current mA", "", "3", "6"),
        ("Clock kHz", "", "100", ""),
    )


GROUPED = """# Faults

| Code | Text | Reset |
|---|---|---|
| PITCH | | |
| 101 | speed | local |
| YAW | | |
| 101 | heat | remote |
| 102 | oil | local |
"""


def test_rows_stand_under_the_row_that_heads_their_group(tmp_path: Path, read: Reader) -> None:
    (tmp_path / "a.md").write_text(GROUPED, "utf-8")
    tables = [(p.caption, p.table) for p in read(tmp_path / "a.md")[3] if p.table]
    head = ("Code", "Text", "Reset")
    assert tables == [
        ("PITCH", (head, ("101", "speed", "local"))),
        ("YAW", (head, ("101", "heat", "remote"), ("102", "oil", "local"))),
    ]


@pytest.mark.parametrize("lead", ["Oil lines:", "Ölleitungen:", "Pressures of the oil lines"])
def test_a_line_that_announces_a_table_is_its_caption(tmp_path: Path, read: Reader, lead: str) -> None:
    text = f"# Tests\n\nBar is used.\n\n{lead}\n\n| DN | bar |\n|---|---|\n| up to 25 | 20 |\n| over 25 to 80 | 14 |\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    table = next(p for p in read(tmp_path / "a.md")[3] if p.table)
    assert table.caption == lead
    assert table.text.startswith(lead)


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([("Oil", "mineral"), ("Grease", "lithium"), ("Coolant", "glycol")], ("", "")),
        ([("Personen", "2"), ("Dauer", "3 h")], ("", "")),
        ([("Bolt", "Torque"), ("M8", "25 Nm"), ("M10", "49 Nm")], ("Bolt", "Torque")),
        ([("Part", "Check", "Tool"), ("Rope", "wear", "gauge"), ("Hook", "cracks", "lamp")], ("Part", "Check", "Tool")),
    ],
)
def test_a_row_is_a_heading_only_where_it_must_be_one(
    tmp_path: Path, read: Reader, rows: Sequence[tuple[str, ...]], header: tuple[str, ...]
) -> None:
    html = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    (tmp_path / "a.html").write_text(f"<h1>Data</h1><table>{html}</table>", "utf-8")
    assert table_in(read, tmp_path / "a.html")[0] == header
