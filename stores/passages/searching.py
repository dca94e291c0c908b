"""One search: read the question, filter by applicability, rank, fold, and fetch what is shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import Engine, select

from domain.documents import Document, Passage, SearchHit, SearchResult, Section
from domain.errors import Unavailable
from stores.passages import rows, tables
from stores.passages.applicability import Wanted, applies
from stores.passages.overriding import with_bulletins
from stores.passages.question import Reading, read
from stores.passages.ranking import Mask, Ranked, Weights, rank
from stores.passages.segments import Floats
from stores.passages.shelf import Library, Shelf
from stores.passages.spanning import page_asked_for
from stores.protocols import Embedder

ATTEMPTS = 5
A_SECTION = 2
"""How many passages of one section are shown before those of other sections."""


@dataclass
class Searcher:
    """Searches libraries that the shelf holds."""

    engine: Engine
    shelf: Shelf
    embedder: Embedder
    weights: Weights = field(default_factory=Weights)

    def search(self, query: str, library: str, wanted: Wanted, limit: int) -> SearchResult:
        """Best passages first; those of superseded documents after the others.

        Raises:
            NotFound: when there is no such library.
            IndexMismatch: when another embedder or schema wrote the index.
        """
        for _ in range(ATTEMPTS):
            held = self.shelf.library(library)
            if not query.strip() or not held.image.size or limit < 1:
                return SearchResult()
            result = self._search(query, held, wanted, limit)
            if result is not None:
                return result
        raise Unavailable(f"The library {library!r} is being written too often to be searched just now.")

    def _search(self, query: str, held: Library, wanted: Wanted, limit: int) -> SearchResult | None:
        """None when the library changed between ranking and fetching."""
        image = held.image
        reading = read(query, image, sorted({document.language for document in held.documents.values()}))
        question = self._vector(reading)
        of_kind = _of_kind(held, wanted)
        allowed = _applicable(held, wanted) if of_kind is None else _applicable(held, wanted) & of_kind
        everything = bool(allowed.all())
        named = _named(held, query)
        ranked = rank(reading, question, image, None if everything else allowed, self.weights, named)
        shown = _fold(held, ranked, limit) if named is None else _named_first(held, ranked, named, limit)
        hits = self._fetch(held, shown, reading)
        if hits is None:
            return None

        def best_of(document: Document) -> SearchHit | None:
            mine = _of_documents(held, {document.id})
            best = _fold(held, rank(reading, question, image, mine & allowed, self.weights), 1)
            return next(iter(self._fetch(held, best, reading) or ()), None)

        hits = with_bulletins(hits, list(held.documents.values()), wanted, best_of)
        if everything or wanted.anything:
            return SearchResult(hits=hits)
        unfiltered = rank(reading, question, image, of_kind, self.weights, named)
        return self._count_hidden(held, unfiltered, allowed, limit, hits)

    def _vector(self, reading: Reading) -> Floats:
        """The question as asked and as understood, averaged."""
        mean = sum(np.asarray(self.embedder.embed([text]), dtype=np.float32)[0] for text in reading.texts)
        vector = np.asarray(mean, dtype=np.float32)
        return vector / max(float(np.linalg.norm(vector)), 1e-9)

    def _count_hidden(
        self, held: Library, everything: Ranked, allowed: Mask, limit: int, hits: tuple[SearchHit, ...]
    ) -> SearchResult:
        """What would stand among the first `limit` but for the machine that was asked for."""
        removed = [at for at, _ in _fold(held, everything, limit) if not bool(allowed[at])]
        models: set[str] = set()
        for at in removed:
            for scope in held.image.scopes[int(held.image.scope_of[at])]:
                models.update(scope.models)
        return SearchResult(hits=hits, hidden=len(removed), hidden_models=tuple(sorted(models)))

    def _fetch(
        self, held: Library, shown: Sequence[tuple[int, float]], reading: Reading
    ) -> tuple[SearchHit, ...] | None:
        image = held.image
        passages, sections = self._nouns(
            [image.passage_ids[at] for at, _ in shown], {image.section_ids[at] for at, _ in shown}
        )
        hits: list[SearchHit] = []
        for place, (at, score) in enumerate(shown):
            passage, section = passages.get(image.passage_ids[at]), sections.get(image.section_ids[at])
            document = held.documents[image.document_ids[int(image.document_of[at])]]
            if passage is None:
                return None
            section = section or Section(id=passage.section_id, document_id=document.id, title="")
            hits.append(
                SearchHit(
                    rank=place + 1,
                    score=round(score, 4),
                    passage=passage,
                    document=document,
                    section=section,
                    asked_page=page_asked_for(passage, reading, image, document.language or "en"),
                    superseded=bool(document.superseded_by),
                )
            )
        return tuple(hits)

    def _nouns(
        self, passage_ids: Sequence[str], section_ids: set[str]
    ) -> tuple[dict[str, Passage], dict[str, Section]]:
        with self.engine.connect() as connection:
            passages = (
                connection.execute(select(tables.passages).where(tables.passages.c.id.in_(passage_ids)))
                .mappings()
                .all()
            )
            sections = (
                connection.execute(select(tables.sections).where(tables.sections.c.id.in_(section_ids)))
                .mappings()
                .all()
            )
        return {row["id"]: rows.to_passage(row) for row in passages}, {
            row["id"]: rows.to_section(row) for row in sections
        }


def _named(held: Library, query: str) -> Mask | None:
    """The passages of the documents whose number the query gives ("SB-031"): others only mention it."""
    asked = query.casefold()
    ids = {
        document.id
        for document in held.documents.values()
        if (number := document.number.casefold())
        and number in asked
        and any(character.isdigit() for character in number)
        and re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", asked)
    }
    return _of_documents(held, ids) if ids else None


def _of_documents(held: Library, ids: set[str]) -> Mask:
    """The passages of some documents."""
    return np.asarray([one in ids for one in held.image.document_ids], dtype=np.bool_)[held.image.document_of]


def _named_first(held: Library, ranked: Ranked, named: Mask, limit: int) -> list[tuple[int, float]]:
    """Half of the places for the document that is named, others say more of the question's words; then all by score."""
    own = named[ranked.passages]
    first = _fold(held, Ranked(ranked.passages[own], ranked.scores[own]), (limit + 1) // 2)
    return [*first, *(one for one in _fold(held, ranked, limit) if one not in first)][:limit]


def _applicable(held: Library, wanted: Wanted) -> Mask:
    if wanted.anything:
        return np.ones(held.image.size, dtype=np.bool_)
    fits = np.asarray([all(applies(scope, wanted) for scope in both) for both in held.image.scopes], dtype=np.bool_)
    return fits[held.image.scope_of]


def _of_kind(held: Library, wanted: Wanted) -> Mask | None:
    if not wanted.kinds:
        return None
    return np.asarray([kind in wanted.kinds for kind in held.image.kinds], dtype=np.bool_)


def _fold(held: Library, ranked: Ranked, limit: int) -> list[tuple[int, float]]:
    """The first `limit`: no twins, few passages a section, superseded documents last."""
    image = held.image
    old = {at for at, name in enumerate(image.document_ids) if held.documents[name].superseded_by}
    scored = [(int(at), float(score)) for at, score in zip(ranked.passages, ranked.scores, strict=True)]
    order = sorted(scored, key=lambda one: int(image.document_of[one[0]]) in old)
    seen: set[str] = set()
    sections: dict[str, int] = {}
    first: list[tuple[int, float]] = []
    rest: list[tuple[int, float]] = []
    for at, score in order:
        if image.twins[at] in seen:
            continue
        seen.add(image.twins[at])
        section = image.section_ids[at]
        sections[section] = sections.get(section, 0) + 1
        (first if sections[section] <= A_SECTION else rest).append((at, score))
    return (first + rest)[:limit]
