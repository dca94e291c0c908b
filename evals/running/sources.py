"""The whole places that an answer cites, not only what it quotes: the passages of a manual's page, a record as it stands."""

from collections.abc import Sequence

from domain.answers import Answer, Citation
from domain.documents import Passage
from domain.errors import NacelleError
from evals.running.quotes import record_text, share_of_words
from evals.running.transcript import SourceText
from stores.open_stores import Stores

MOST = 6
"""Passages of one citation."""
SHARED = 0.5
"""The share of a passage's words that a quote has, or the other way round, where one is of the other."""


def sources_of(answer: Answer, stores: Stores) -> tuple[SourceText, ...]:
    """What stands where the citations point; the quote alone where that cannot be read any more."""
    return tuple(_source(citation, stores, answer.language) for citation in answer.citations)


def _source(citation: Citation, stores: Stores, language: str) -> SourceText:
    heading = "\n".join(part for part in (citation.title, citation.section) if part)
    try:
        if citation.document_id is not None:
            found = _passages(citation, stores.passages.passages_of_document(citation.document_id))
            text = "\n".join([*(passage.text for passage in found), citation.quote])
            return SourceText(n=citation.n, heading=heading, text=text, tables=_tables(found))
        if citation.source_id:
            text = f"{record_text(citation, stores, language)}\n{citation.quote}"
            return SourceText(n=citation.n, heading=heading, text=text)
    except (NacelleError, OSError):
        pass
    return SourceText(n=citation.n, heading=heading, text=citation.quote)


def _passages(citation: Citation, passages: Sequence[Passage]) -> list[Passage]:
    """Those of the page that hold a part of the quote or are held by it, in their order."""
    here = [p for p in passages if citation.page is None or p.page in {None, citation.page}]
    shares = {p.id: max(share_of_words(citation.quote, p.text), share_of_words(p.text, citation.quote)) for p in here}
    best = sorted((p for p in here if shares[p.id] >= SHARED), key=lambda p: -shares[p.id])[:MOST]
    return sorted(best, key=lambda p: p.order)


def _tables(passages: Sequence[Passage]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Rows under their heads: passages of one table have the same head."""
    tables: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for passage in passages:
        if passage.table:
            tables.setdefault(passage.table[0], {}).update(dict.fromkeys(passage.table[1:]))
    return tuple((head, *rows) for head, rows in tables.items())
