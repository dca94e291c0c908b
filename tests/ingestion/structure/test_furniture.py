"""Running headers and footers of a scan: they lie askew, and their words run together now and then."""

from ingestion.pages import Page, Piece, Printed
from ingestion.structure.furniture import without_furniture


def scanned(number: int, header: str, at: float, confidence: float | None) -> Page:
    pieces: list[Piece] = [
        Printed(header, (60.0, at, 400.0, at + 10)),
        Printed(f"The nut of hook {number * 7} is undone by hand.", (60.0, 300.0, 400.0, 310.0)),
    ]
    return Page(number, 595.0, 842.0, tuple(pieces), confidence=confidence)


HEADERS = [("Crane Works 2025-05 Page 2 of4", 40.0), ("Crane Works2025-05 Page 3 of 4", 47.0), ("Crane Works 2025-05 Page4 of 4", 52.0)]  # fmt: skip


def kept(confidence: float | None) -> list[list[str]]:
    pages = [scanned(number, text, at, confidence) for number, (text, at) in enumerate(HEADERS, start=2)]
    return [[piece.text for piece in page.pieces if isinstance(piece, Printed)] for page in without_furniture(pages)]


def test_a_scans_header_is_dropped_though_it_is_read_differently_on_each_page() -> None:
    assert all(len(texts) == 1 and texts[0].startswith("The nut") for texts in kept(0.9))


def test_on_a_typeset_page_lines_at_other_heights_are_no_header() -> None:
    assert all(len(texts) == 2 for texts in kept(None))
