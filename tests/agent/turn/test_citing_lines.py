"""Which printed lines carry a sentence."""

import pytest

from agent.turn.citations import CitationBook, carrying_lines
from domain.answers import Evidence, Region

LINES = ("Tighten the caliper bolts", "M30 to  450 N·m", "in two passes. Straße 7.", "Then grease the pins.")


def evidence() -> Evidence:
    text = "\n".join(LINES)
    regions: list[Region] = []
    for line in LINES:
        start = text.index(line)
        regions.append(Region(text=line, start=start, end=start + len(line), page=1))
    return Evidence(id="e", kind="manual", title="OM", text=text, regions=tuple(regions))


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("Tighten the caliper bolts M30 to 450 N·m in two passes.", [0, 1, 2]),
        ("m30 TO 450 n·M", [1]),
        ("**grease** the pins", [3]),
        ("bolts M30", [0, 1]),
        ("The pins get grease then", [3]),
    ],
)
def test_a_quotation_is_found_across_lines_spaces_and_case(said: str, lines: list[int]) -> None:
    assert carrying_lines(evidence(), said) == lines


def test_a_quotation_is_where_it_stands_and_not_where_its_words_stand_first() -> None:
    lines = ("The pins of the hoist", "Grease the pins")
    text = "\n".join(lines)
    regions = tuple(
        Region(text=line, start=text.index(line), end=text.index(line) + len(line), page=1) for line in lines
    )
    source = Evidence(id="e", kind="manual", title="OM", text=text, regions=regions)
    assert carrying_lines(source, "the pins") == [1]


TABLE = ("Table 2. Copper wire", "Ohms at", "1,000 ft.", "7 144.0 .508", "10 102.0 1.02", "14 64.0 2.58")


def table() -> Evidence:
    text = "\n".join(TABLE)
    at = [text.index(line) for line in TABLE]
    regions = [
        Region(text=line, start=start, end=start + len(line), page=1, box=(0.0, 10.0 * n, 100.0, 10.0 * n + 9))
        for n, (line, start) in enumerate(zip(TABLE, at, strict=True))
    ]
    rows = (
        ("Gage", "Mils", "Ohms at 1,000 ft."),
        ("7", "144.0", ".508"),
        ("10", "102.0", "1.02"),
        ("14", "64.0", "2.58"),
    )
    return Evidence(id="t", kind="manual", title="OM", text=text, regions=tuple(regions), table=rows, page=1)


def test_a_row_is_carried_by_its_line_though_its_columns_have_names_with_figures() -> None:
    assert carrying_lines(table(), "Gage: 10; Mils: 102.0; Ohms at 1,000 ft.: 1.02") == [4]


def test_what_is_marked_is_the_row_and_not_the_title_over_it_nor_what_lies_between() -> None:
    book = CitationBook()
    book.release("**Table 2. Copper wire**", [table()])
    book.release("Gage: 10; Mils: 102.0; Ohms at 1,000 ft.: 1.02", [table()])
    (cited,) = book.citations()
    assert cited.boxes == ((0.0, 40.0, 100.0, 49.0),)
    assert cited.quote == "\n".join(TABLE[:5])


def test_a_title_alone_is_marked() -> None:
    book = CitationBook()
    book.release("**Table 2. Copper wire**", [table()])
    assert book.citations()[0].boxes == ((0.0, 0.0, 100.0, 9.0),)
