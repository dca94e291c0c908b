"""What looks like a table and is none, and tables whose first column stands outside their rules."""

from collections.abc import Callable
from pathlib import Path

from ingestion.pages import PageTable
from ingestion.readers.files import open_file

Typeset = Callable[..., Path]


def tables(path: Path) -> list[PageTable]:
    with open_file(path) as opened:
        return [piece for piece in opened.page(1).pieces if isinstance(piece, PageTable)]


def test_names_before_a_ruled_grid_belong_to_its_rows(typeset: Typeset) -> None:
    cells = "[], [Torque], [Angle], [Flange bolt], [79], [90], [Hub bolt], [46], [60], [Cover bolt], [25], [30]"
    stroke = "stroke: (x, y) => if x > 0 { 1pt } else if y == 0 { (bottom: 1pt) }"
    (table,) = tables(typeset(f"#table(columns: (90pt, 60pt, 60pt), {stroke}, {cells})"))
    assert [row.cells for row in table.rows[1:]] == [
        ("Flange bolt", "79", "90"),
        ("Hub bolt", "46", "60"),
        ("Cover bolt", "25", "30"),
    ]


def test_a_cell_that_spans_rows_still_covers_them(typeset: Typeset) -> None:
    cells = "[Bolt], [Size], [Torque], table.cell(rowspan: 2)[Flange], [M12], [79], [M10], [46]"
    (table,) = tables(typeset(f"#table(columns: (90pt, 60pt, 60pt), {cells})"))
    assert [row.cells for row in table.rows[1:]] == [("Flange", "M12", "79"), ("Flange", "M10", "46")]


def test_sentences_in_two_columns_are_no_table(typeset: Typeset) -> None:
    left = [
        "The pump is primed",
        "by hand before it is",
        "started, and again",
        "after each change",
        "of the suction hose.",
    ]
    right = [
        "A second person must",
        "watch the gauge and",
        "close the valve as",
        "soon as it rises, so",
        "that nothing bursts.",
    ]
    cells = ", ".join(f"[{one}], [{other}]" for one, other in zip(left, right, strict=True))
    assert tables(typeset(f"#table(columns: (120pt, 120pt), stroke: none, {cells})")) == []


def test_the_scales_of_a_chart_are_no_table_though_a_mark_is_lost(typeset: Typeset) -> None:
    marks = [
        ("20", "100"),
        ("18", "90"),
        ("16", "80"),
        ("14", "70"),
        ("12", "60"),
        ("8", "40"),
        ("6", "30"),
        ("4", "20"),
    ]
    cells = ", ".join(f"[{one}], [{other}]" for one, other in marks)
    assert tables(typeset(f"#table(columns: (120pt, 120pt), stroke: none, {cells})")) == []
