"""A document of very many pages that hold nothing is told in a few lines, and what it does hold is read."""

from pathlib import Path

import pypdfium2
import pytest

from domain.errors import ReadFailure
from ingestion.documents import Made, make_document
from ingestion.library.originals import sha256_of
from ingestion.processes.reading import readers
from ingestion.wishes import Wishes

BLANK = "no legible text: the page is blank"


def made(path: Path) -> Made:
    with readers(1) as reading:
        return make_document(reading, path, path.name, sha256_of(path), Wishes())


def written(path: Path, blank: int, *, text: Path | None = None) -> Path:
    document = pypdfium2.PdfDocument.new()
    if text:
        document.import_pages(pypdfium2.PdfDocument(text), [0])
    for _ in range(blank):
        document.new_page(595, 842)
    document.save(path)
    return path


def test_thousands_of_blank_pages_are_told_together(tmp_path: Path, shared: Path) -> None:
    text = next((shared / "field" / "layouts").glob("*.pdf"))
    found = made(written(tmp_path / "scan.pdf", 2_000, text=text))
    assert found.passages
    first, *_, last = [failure.reason for failure in found.failures]
    assert len(found.failures) <= 25
    assert first == BLANK
    assert "1979 more" in last
    assert "page 2001" in last


def test_a_document_of_blank_pages_alone_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReadFailure) as failure:
        made(written(tmp_path / "blank.pdf", 2_000))
    assert failure.value.reason == BLANK
