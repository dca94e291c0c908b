"""Citations held against the source itself: a real page, its boxes, a text file, a record."""

from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
import typst

from agent.assistant import Assistant
from domain.answers import Citation
from domain.documents import Box
from evals.running.quotes import check_quotes, share_of_words
from ingestion.pipeline import ingest
from stores.open_stores import Stores, open_stores
from tests.evals.builders import answer, citation

PAGES = "#set page(width: 300pt, height: 200pt)\nTighten the bolts to 520 Nm.\n\nGrease with 350 g.\n#pagebreak()\nBleed at 12 bar.\n"


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("quotes")
    (folder / "om.typ").write_text(PAGES, encoding="utf-8")
    typst.compile(folder / "om.typ", output=folder / "om.pdf")
    with open_stores(folder / "home") as opened:
        ingest([folder / "om.pdf"], passages=opened.passages, workers=1, keep=folder / "home" / "files")
        yield opened


def box_of(stores: Stores, words: str) -> Box:
    """Where the words stand on page 1, from the top left."""
    (file,) = (stores.settings.home / "files").glob("*.pdf")
    page = pdfium.PdfDocument(file)[0]
    text = page.get_textpage()
    index = str(text.get_text_range()).index(words)
    boxes = [text.get_charbox(index + n) for n in range(len(words))]
    height = float(page.get_height())
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    return (left, height - max(b[3] for b in boxes), right, height - min(b[1] for b in boxes))


def checked(stores: Stores, quote: str, **rest: Any) -> Any:
    (document,) = stores.passages.documents("main")
    (found,) = check_quotes(answer("x", citations=[citation(1, quote, document_id=document.id, **rest)]), stores)
    return found


def test_a_quote_stands_on_its_page_and_in_its_box(stores: Stores) -> None:
    right = checked(stores, "Grease with 350 g.", page=1, boxes=[box_of(stores, "Grease with 350 g.")])
    assert (right.in_source, right.in_box) == (True, True)


def test_another_box_of_the_page_holds_other_words(stores: Stores) -> None:
    wrong = checked(stores, "Grease with 350 g.", page=1, boxes=[box_of(stores, "Tighten the bolts")])
    assert (wrong.in_source, wrong.in_box, wrong.reason) == (True, False, "the box holds other words")


def test_another_page_does_not_hold_the_quote(stores: Stores) -> None:
    assert checked(stores, "Grease with 350 g.", page=2).reason == "the quote is not on page 2"
    assert checked(stores, "Grease with 350 g.", page=9).reason == "there is no page 9"


def test_a_document_that_is_gone_is_not_judged(stores: Stores) -> None:
    (found,) = check_quotes(answer(citations=[citation(1, "x", document_id="gone", page=1)]), stores)
    assert found.in_source is None
    assert "cannot be read" in found.reason


@pytest.mark.anyio
async def test_records_and_text_files_are_sources_as_well(assistant: Assistant) -> None:
    manual = next(d for d in assistant.stores.passages.documents("main") if d.path.endswith("hx20-manual.md"))
    cited = [
        citation(1, "Status: open", kind="work_order", source_id="JOB-102"),
        citation(2, "Nine were painted yellow yesterday", kind="part", source_id="55-100"),
        citation(3, "Tighten the cover screws to 25 Nm crosswise.", document_id=manual.id),
        citation(4, "Tighten the flange nuts to 9999 Nm twice.", document_id=manual.id),
    ]
    found = check_quotes(answer(citations=[Citation.model_validate(c) for c in cited]), assistant.stores)
    assert [check.in_source for check in found] == [True, False, True, False]


@pytest.mark.parametrize(
    ("quote", "source", "share"),
    [
        ("re-greased bearings", "regreased\nbear-\nings", 1.0),
        ("", "x", 1.0),
        ("one two", "one", 0.5),
        ("ﬁve", "five", 1.0),
    ],
)
def test_words_are_found_however_the_page_breaks_them(quote: str, source: str, share: float) -> None:
    assert share_of_words(quote, source) == share


def test_the_kept_file_is_what_is_compared_with(stores: Stores, tmp_path: Path) -> None:
    moved = stores.settings.home / "files"
    moved.rename(tmp_path / "elsewhere")
    try:
        assert checked(stores, "Grease with 350 g.", page=1).reason == "the file is not kept"
    finally:
        (tmp_path / "elsewhere").rename(moved)
