"""Real hostile and scanned files end in text or in a reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.errors import ReadFailure
from ingestion.readers.files import open_file


def outcome(path: Path) -> str:
    try:
        with open_file(path) as opened:
            page = opened.page(1)
            return page.problem or f"{len(page.pieces)} pieces"
    except ReadFailure as failure:
        return failure.reason


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hostile/empty.pdf", "empty file"),
        ("hostile/libreoffice-writer-password.pdf", "password protected"),
        ("hostile/password-example.pdf", "password protected"),
        ("hostile/unreadablemetadata.pdf", "damaged or not a PDF: it cannot be opened"),
        ("scanned/invalid.pdf", "damaged or not a PDF: it cannot be opened"),
        ("scanned/blank.pdf", "no legible text: the page is blank"),
        ("scanned/no_contents.pdf", "no legible text: the page is blank"),
    ],
)
def test_what_cannot_be_read_says_why(shared: Path, name: str, expected: str) -> None:
    assert outcome(shared / "pdf" / name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "annotated_pdf",
        "habibi-rotated",
        "issue-463-example",
        "issue-71-duplicate-chars",
        "multicolumn",
        "nics-background-checks-2015-11-rotated",
        "pdflatex-forms",
        "with-attachment",
    ],
)
def test_what_can_be_read_is_read(shared: Path, name: str) -> None:
    assert outcome(shared / "pdf" / "hostile" / f"{name}.pdf").endswith("pieces")


def test_columns_come_one_after_the_other(shared: Path, read: Callable[[Path], Any]) -> None:
    passages = read(shared / "pdf" / "hostile" / "multicolumn.pdf")[3]
    text = " ".join(passage.text for passage in passages)
    assert "Ut purus elit, vestibulum ut, placerat ac, adipiscing vitae, felis" in text


def test_a_picture_of_a_page_is_read(shared: Path) -> None:
    with open_file(shared / "pdf" / "scanned" / "francais.pdf") as opened:
        page = opened.page(1)
    assert page.confidence is not None
    assert page.confidence > 0.8
    assert sum(len(piece.text) for piece in page.pieces if hasattr(piece, "text")) > 100
