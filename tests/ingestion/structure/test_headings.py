"""Bookmarks, chapters, contents pages and running heads, on pages as the readers hand them on."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ingestion.pages import Bookmark, Page, PageTable, Piece, Printed, Row, Source
from ingestion.structure.contents_pages import listing_of
from ingestion.structure.furniture import without_furniture
from ingestion.structure.outline import Part, outline

WIDTH, HEIGHT = 600.0, 800.0


def line(text: str, y: float, size: float = 10, bold: bool = False, page: int = 1) -> Printed:
    return Printed(text, (50, y, 50 + 5 * len(text), y + size), size, bold, page)


def page_of(number: int, *pieces: Piece) -> Page:
    return Page(number, WIDTH, HEIGHT, tuple(pieces))


def paragraph(y: float, page: int = 1, lines: int = 3) -> list[Printed]:
    return [
        line("The pump is driven by the motor through a coupling of steel", y + 12 * i, page=page) for i in range(lines)
    ]


def parts_of(pages: Sequence[Page], *bookmarks: Bookmark) -> list[Part]:
    return outline(Source("pdf", "test", len(pages), bookmarks=bookmarks), pages, "Manual")


def test_sections_whose_titles_are_not_printed_begin_where_their_bookmarks_point_in_order() -> None:
    pages = [page_of(1, *paragraph(100), *paragraph(300), *paragraph(500))]
    marks = [Bookmark(1, "First", 1, 95.0), Bookmark(2, "Second", 1, 295.0), Bookmark(2, "Third", 1, 495.0)]
    found = parts_of(pages, *marks)
    assert [part.path for part in found] == [("First",), ("First", "Second"), ("First", "Third")]
    assert [len(part.blocks[0].lines) for part in found] == [3, 3, 3]


def test_a_bookmark_without_its_number_finds_the_numbered_line() -> None:
    pages = [page_of(1, line("2.11.2 upslog", 100, 9, True), *paragraph(130))]
    (part,) = parts_of(pages, Bookmark(1, "upslog", 1, 95.0))
    assert (part.title, len(part.blocks[0].lines)) == ("upslog", 3)


def test_a_heading_of_larger_type_does_not_end_the_section_of_a_bookmark() -> None:
    pages = [
        page_of(2, *paragraph(100), line("Objective", 200, 14, True), *paragraph(230)),
    ]
    found = parts_of(pages, Bookmark(1, "Chapter one", 2, 90.0), Bookmark(2, "Measuring", 2, 95.0))
    assert found[-1].path == ("Chapter one", "Measuring", "Objective")


def test_a_chapter_and_the_title_under_it_are_one_heading() -> None:
    pages = [page_of(2, line("Chapter 4", 100, 18, True), line("Hydraulic system", 130, 24, True), *paragraph(200))]
    assert parts_of(pages)[-1].path == ("4 Hydraulic system",)


def test_a_small_numbered_step_in_bold_does_not_end_its_section() -> None:
    pages = [
        page_of(
            2, line("7 Yaw system", 60, 18, True), *paragraph(100), line("7.3 Pads", 200, 14, True), *paragraph(230)
        ),
        page_of(3, line("1 Take off the cover", 60, 10.5, True, 2), *paragraph(90, 2, 20)),
    ]
    assert parts_of(pages)[-1].path[:2] == ("7 Yaw system", "7.3 Pads")


def test_a_contents_page_without_dot_leaders_is_a_listing() -> None:
    entries = [line(f"{n} Title of chapter {'abcdefgh'[n]} {4 * n + 3}", 100 + 20 * n) for n in range(8)]
    assert listing_of(page_of(2, *entries)) == set(range(8))


def test_a_table_of_rising_values_is_no_listing() -> None:
    rows = tuple(Row((f"Bolt size {n}", str(20 * n)), ()) for n in range(1, 9))
    table = PageTable(rows, 0, (50, 100, 300, 300), 2, ruled=True)
    assert listing_of(page_of(2, table)) == set()
    assert listing_of(page_of(40, *(line(f"Torque of bolt {n} {20 * n}", 100 + 20 * n) for n in range(1, 9)))) == set()


def test_running_heads_with_changing_titles_and_page_numbers_are_dropped() -> None:
    pages = [
        page_of(n, line(f"{'abcdefghij'[n]} section title {n + 6}", 30, page=n), *paragraph(100, n))
        for n in range(1, 9)
    ]
    assert all("section title" not in piece.text for page in without_furniture(pages) for piece in page.pieces)  # type: ignore[union-attr]


def test_a_signal_word_at_the_top_of_many_pages_is_no_running_head() -> None:
    pages = [page_of(n, line("WARNING", 40, 10, True, n), *paragraph(60, n)) for n in range(1, 9)]
    assert all(page.pieces[0].text == "WARNING" for page in without_furniture(pages))  # type: ignore[union-attr]


def test_numbered_sections_of_a_sheet_stand_under_its_title(
    read: Callable[[Path], Any], typeset: Callable[..., Path]
) -> None:
    source = "#set text(size: 9pt)\n= Hydraulic unit HU-7\n== 1 Oil change\nFill 14 litres.\n== 2 Filter\nChange it every 12 months.\n"
    paths = [section.path for section in read(typeset(source))[2]]
    assert paths[1:] == [("Hydraulic unit HU-7", "1 Oil change"), ("Hydraulic unit HU-7", "2 Filter")]
