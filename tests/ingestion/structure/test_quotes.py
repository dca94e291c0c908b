"""What a passage quotes stands on the page, inside the box that it names: checked with another extractor."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from domain.documents import Passage

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def plain(text: str) -> str:
    """Letters and figures; extractors differ on what a font's dashes, quotes and degree signs are in Unicode."""
    return "".join(character for character in text if character.isascii() and character.isalnum())


def missing(path: Path, passages: Sequence[Passage]) -> list[tuple[int, str, str]]:
    """Lines that are not found inside their box, as (page, quoted, found)."""
    wrong: list[tuple[int, str, str]] = []
    with pdfplumber.open(path) as opened:
        for passage in passages:
            for line in passage.lines:
                assert line.page is not None
                assert line.box is not None
                page = opened.pages[line.page - 1]
                x0, y0, x1, y1 = line.box
                box = (max(x0 - 1, 0), max(y0 - 1, 0), min(x1 + 1, page.width), min(y1 + 1, page.height))
                found = page.crop(box).extract_text() or ""
                if plain(line.text) not in plain(found):
                    wrong.append((line.page, line.text, found))
    return wrong


def test_every_quote_of_the_manual_is_on_its_page(manual: Path, read_manual: Any) -> None:
    assert missing(manual, read_manual[3]) == []


def test_quotes_of_a_navy_manual_are_on_their_pages(shared: Path) -> None:
    path = shared / "neets" / "neets-module-04.pdf"
    passages = [p for p in read_pages(path, range(13, 31)) if p.lines]
    wrong = missing(path, passages)
    lines = sum(len(passage.lines) for passage in passages)
    assert lines > 300
    assert len(wrong) <= 0.02 * lines, wrong[:5]


def read_pages(path: Path, numbers: range) -> Sequence[Passage]:
    from ingestion.passages.splitter import split
    from ingestion.readers.files import open_file
    from ingestion.structure.outline import outline

    with open_file(path) as opened:
        pages = [opened.page(number) for number in numbers]
        return split("test", outline(opened.source, pages, "NEETS"), {})[1]
