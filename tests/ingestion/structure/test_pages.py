"""Pages as displayed: order, rotation, cropping, doubled glyphs, tables without rules."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingestion.pages import Page, PageTable, Printed, Word
from ingestion.readers.files import open_file
from ingestion.readers.page_tables.cells import table_of
from ingestion.structure.contents_pages import listing_of

Typeset = Callable[..., Path]


def one_page(content: str, extra: str = "", media: str = "0 0 300 200", *, inherited: bool = False) -> bytes:
    """A PDF of one page with this content stream, set in Helvetica; the page's size may stand at its parent."""
    size = f"/MediaBox [{media}]"
    of_parent, own = (size, "") if inherited else ("", size)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [3 0 R] /Count 1 {of_parent} >>",
        f"<< /Type /Page /Parent 2 0 R {own} {extra} /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{body}\nendobj\n" for n, body in enumerate(objects, 1))
    return f"{out}trailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n".encode("latin-1")


def lines(path: Path, number: int = 1) -> list[Printed]:
    with open_file(path) as opened:
        return [piece for piece in opened.page(number).pieces if isinstance(piece, Printed)]


def tables(path: Path) -> list[PageTable]:
    with open_file(path) as opened:
        return [piece for piece in opened.page(1).pieces if isinstance(piece, PageTable)]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def make(content: str, **more: Any) -> Path:
        path = tmp_path / "one.pdf"
        path.write_bytes(one_page(content, **more))
        return path

    return make


def test_boxes_are_measured_from_the_top_left_of_the_displayed_page(write: Callable[..., Path]) -> None:
    (line,) = lines(write("BT /F 10 Tf 50 150 Td (Rotor lock) Tj ET"))
    assert line.box is not None
    assert line.box[0] == pytest.approx(50, abs=1)
    assert 35 < line.box[1] < 50 < line.box[3] < 56


def test_the_crop_box_moves_the_origin(write: Callable[..., Path]) -> None:
    (line,) = lines(write("BT /F 10 Tf 50 150 Td (Rotor lock) Tj ET", extra="/CropBox [40 20 280 180]"))
    assert line.box is not None
    assert line.box[0] == pytest.approx(10, abs=1)
    assert 15 < line.box[1] < 30


def test_a_page_may_have_its_size_from_its_parent(write: Callable[..., Path]) -> None:
    (line,) = lines(write("BT /F 10 Tf 50 820 Td (Rotor lock) Tj ET", media="0 0 595 842", inherited=True))
    assert line.box is not None
    assert 8 < line.box[1] < 20


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_rotated_page_reads_in_order(write: Callable[..., Path], rotation: int) -> None:
    path = write("BT /F 10 Tf 50 150 Td (First line) Tj 0 -20 Td (Second line) Tj ET", extra=f"/Rotate {rotation}")
    found = lines(path)
    assert [line.text for line in found] == ["First line", "Second line"]
    width, height = (300, 200) if rotation in (0, 180) else (200, 300)
    assert all(line.box and 0 <= line.box[0] < line.box[2] <= width for line in found)
    assert all(line.box and 0 <= line.box[1] < line.box[3] <= height for line in found)


def test_doubled_glyphs_count_once(write: Callable[..., Path]) -> None:
    path = write("BT /F 10 Tf 50 150 Td (Danger) Tj ET BT /F 10 Tf 50.3 150 Td (Danger) Tj ET")
    assert [line.text for line in lines(path)] == ["Danger"]


def test_an_accent_printed_over_a_letter_belongs_to_it(write: Callable[..., Path]) -> None:
    over = r"BT /F 10 Tf 50 150 Td [(Pr) -111 (\302) 444 (ec) -111 (\301) 444 (ede)] TJ 0 -20 Td (6 \302 4) Tj ET"
    assert [line.text for line in lines(write(over))] == ["Pr\u00e9c\u00e8de", "6 \u00b4 4"]


def test_columns_of_short_lines_are_read_apart_where_their_paragraphs_begin_apart(typeset: Typeset) -> None:
    def column(name: str, most: int) -> str:
        blocks = [
            [f"{name} {n} of the pump", *[f"{n}.{m} as told by the maker" for m in range(most + n % 3)]]
            for n in range(9)
        ]
        return " #v(9pt, weak: true) ".join(r" \ ".join(block) for block in blocks)

    page = "#set page(height: 800pt)\n#grid(columns: (200pt, 200pt), [{}], [{}])"
    found = lines(typeset(page.format(column("Part", 3), column("Side", 4))))
    assert [line.text for line in found[:2]] == ["Part 0 of the pump", "0.0 as told by the maker"]
    assert tables(typeset(page.format(column("Part", 3), column("Side", 3)))) != []


def test_terms_in_the_order_of_the_alphabet_with_their_pages_are_no_text(typeset: Typeset) -> None:
    terms = "Abgleich Bremse Drehzahl Encoder Filter Getriebe Haube Kette Lager Motor Nabe Pumpe Riemen Spindel".split()
    index = typeset(" \\ ".join(f"{term}, {n + 3}, {n}-{n + 7}" for n, term in enumerate(terms)))
    found, first = lines(index), Page(1, 595.0, 842.0)
    assert listing_of(replace(first, pieces=tuple(found))) == set(range(len(terms)))
    assert listing_of(replace(first, pieces=tuple(found[::2] + found[::-2]))) == set()


def test_two_columns_are_read_one_after_the_other(typeset: Typeset) -> None:
    path = typeset("#set page(columns: 2, height: 300pt)\n#set par(justify: true)\n#lorem(220)")
    text = " ".join(line.text for line in lines(path)).replace("- ", "")
    assert text.startswith("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt")


def test_a_ruled_table(typeset: Typeset) -> None:
    path = typeset("#table(columns: 3, [*Part*], [*Size*], [*Torque*], [Bolt], [M12], [79 Nm], [Nut], [M10], [46 Nm])")
    (table,) = tables(path)
    assert [row.cells for row in table.rows] == [
        ("Part", "Size", "Torque"),
        ("Bolt", "M12", "79 Nm"),
        ("Nut", "M10", "46 Nm"),
    ]
    assert table.header == 1


def test_a_table_that_only_its_alignment_shows(typeset: Typeset) -> None:
    rows = "[Pump], [12.5], [bar], [Valve], [3.1], [bar], [Tank], [40], [litres], [Hose], [2], [m]"
    (table,) = tables(typeset(f"#table(columns: (100pt, 80pt, 80pt), stroke: none, {rows})"))
    assert [row.cells for row in table.rows][1] == ("Valve", "3.1", "bar")


def test_notes_between_rules_across_the_page_are_no_table(typeset: Typeset) -> None:
    note = "#line(length: 100%)\n*Note* \\ The {} is read twice, and again when it was moved.\n#line(length: 100%)\n"
    part = "4.{} #h(14pt) Offset of the {} \\ It is zero at first, and is told\\ once it was found.\n\n"
    path = typeset(
        "\n".join(note.format(one) + part.format(n, one) for n, one in enumerate(("gauge", "valve", "pump")))
    )
    assert tables(path) == []
    assert "4.1 Offset of the valve" in [line.text for line in lines(path)]


def test_a_numbered_list_is_no_table(typeset: Typeset) -> None:
    assert tables(typeset("+ Open the valve.\n+ Close the drain.\n+ Read the gauge.\n+ Note the value.")) == []


def test_a_blank_page_says_so(write: Callable[..., Path]) -> None:
    with open_file(write(" ")) as opened:
        assert opened.page(1).problem == "no legible text: the page is blank"


@pytest.mark.parametrize(
    ("names", "heads"),
    [
        (("Type A", "Type AA", "Type AB"), 0),
        (("1", "2", "3"), 0),
        (("Type", "A", "AA"), 1),
        (("Size", "10", "12"), 1),
        (("Type A", "Kind B", "Type C"), 1),
    ],
)
def test_the_first_of_a_list_is_no_heading_of_the_others(names: tuple[str, ...], heads: int) -> None:
    def cell(text: str, x: float, y: float) -> list[Word]:
        return [Word(x + 30 * n, y, x + 30 * n + 25, y + 10, word, 10.0) for n, word in enumerate(text.split())]

    rows = [([cell(name, 50, 20 * n), cell(f"{said} insulation", 200, 20 * n)], [])
            for n, (name, said) in enumerate(zip(names, ("cotton", "paper", "glass"), strict=True))]  # fmt: skip
    table = table_of(rows, 1, ruled=False)
    assert table is not None
    assert table.header == heads
