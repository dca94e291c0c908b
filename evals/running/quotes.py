"""Citations held against the sources themselves: the kept file's own text, or the record as it stands."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import pypdfium2 as pdfium

from domain.answers import Answer, Citation
from domain.documents import Box
from domain.errors import NacelleError
from evals.running.transcript import QuoteCheck
from language.folding import words
from stores.open_stores import Stores
from tools import evidence

IN_PLACE = 0.8
"""The share of a quote's words that its page must hold: glyphs without a code are read apart by every reader."""
IN_BOX = 0.5
"""The share of words that the marked boxes and the quote have in common, of the one that has less: the box of a line touches the lines beside it."""
MARGIN = 2.0
"""PDF points around a box."""
_pdfium = Lock()


def check_quotes(answer: Answer, stores: Stores) -> tuple[QuoteCheck, ...]:
    """Each citation of an answer against its source."""
    return tuple(_check(citation, stores, answer.language) for citation in answer.citations)


def _check(citation: Citation, stores: Stores, language: str) -> QuoteCheck:
    try:
        if citation.document_id is None and not citation.source_id:
            return QuoteCheck(n=citation.n)  # a figure over many records: required facts check it
        if citation.kind == "picture":
            return QuoteCheck(n=citation.n, reason="a model read it from a picture, which only a person can check")
        if citation.document_id is None:
            return _against(citation, record_text(citation, stores, language))
        document = stores.passages.document(citation.document_id)
        kept = stores.originals.find(document.sha256)
        if kept is None:
            return QuoteCheck(n=citation.n, reason="the file is not kept")
        if kept.suffix == ".pdf" and citation.page is not None:
            return _on_page(citation, kept)
        return _in_file(citation, kept)
    except (NacelleError, OSError, pdfium.PdfiumError) as error:
        return QuoteCheck(n=citation.n, reason=f"the source cannot be read: {error}")


def record_text(citation: Citation, stores: Stores, language: str) -> str:
    """The record that is cited, as a tool tells it in the answer's language. Raises NotFound."""
    records, number = stores.records, citation.source_id or ""
    if citation.kind == "alarm":
        return "\n".join(evidence.alarm_evidence(alarm, language).text for alarm in records.alarms(number))
    if citation.kind == "work_order":
        return evidence.work_order_evidence(records.work_order(number), language).text
    if citation.kind == "part":
        return evidence.part_evidence(records.part(number), language).text
    return evidence.asset_evidence(records.asset(number), language).text


def _against(citation: Citation, source: str) -> QuoteCheck:
    share = share_of_words(citation.quote, source)
    return QuoteCheck(
        n=citation.n, in_source=share >= IN_PLACE, reason="" if share >= IN_PLACE else "the record says otherwise"
    )


def _in_file(citation: Citation, file: Path) -> QuoteCheck:
    if file.suffix.lower() not in {".md", ".txt", ".rst", ".html", ".htm"}:
        return QuoteCheck(n=citation.n, reason=f"{file.suffix} files have no pages to compare with")
    share = share_of_words(citation.quote, file.read_text(encoding="utf-8", errors="replace"))
    right = share >= IN_PLACE
    return QuoteCheck(n=citation.n, in_source=right, reason="" if right else "the quote is not in the file")


def _on_page(citation: Citation, file: Path) -> QuoteCheck:
    with _pdfium, _page(file, citation.page or 1) as page:
        if page is None:
            return QuoteCheck(n=citation.n, in_source=False, reason=f"there is no page {citation.page}")
        text = page.get_textpage()
        whole = str(text.get_text_range())
        if not words(whole):
            return QuoteCheck(n=citation.n, reason="the page is a picture")
        if share_of_words(citation.quote, whole) < IN_PLACE:
            return QuoteCheck(n=citation.n, in_source=False, reason=f"the quote is not on page {citation.page}")
        if not citation.boxes or page.get_rotation():
            return QuoteCheck(n=citation.n, in_source=True, in_box=None)
        height = float(page.get_height())
        inside = "\n".join(_text_in(text, box, height) for box in citation.boxes)
        # A box is a printed line: it may hold more than the quote, which may be a part of it, or less, where the quote runs on.
        shares = (share_of_words(inside, citation.quote), share_of_words(citation.quote, inside))
        right = bool(words(inside)) and max(shares) >= IN_BOX
        return QuoteCheck(
            n=citation.n, in_source=True, in_box=right, reason="" if right else "the box holds other words"
        )


@contextmanager
def _page(file: Path, number: int) -> Generator[Any]:
    document = pdfium.PdfDocument(file)
    try:
        yield document[number - 1] if 1 <= number <= len(document) else None
    finally:
        document.close()


def _text_in(text: Any, box: Box, height: float) -> str:
    left, top, right, bottom = box
    return str(text.get_text_bounded(left - MARGIN, height - bottom - MARGIN, right + MARGIN, height - top + MARGIN))


def share_of_words(quote: str, source: str) -> float:
    """The share of the quote's words that the source holds; words broken at a line end count as whole."""
    wanted = words(quote)
    squeezed = "".join(words(source))
    return sum(word in squeezed for word in wanted) / len(wanted) if wanted else 1.0
