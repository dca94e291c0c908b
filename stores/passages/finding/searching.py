"""One search: read the question, narrow to what applies, ask both indexes, rank, fold, and fetch what is shown."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Engine

from domain.documents import Document, SearchHit, SearchResult
from domain.errors import Unavailable
from stores.passages.applying.applicability import Wanted
from stores.passages.applying.overriding import with_bulletins
from stores.passages.finding.asking import Asking, ways_to_ask
from stores.passages.finding.fetching import Fetching
from stores.passages.finding.folding import fold
from stores.passages.finding.mixed import Middles, meaning
from stores.passages.finding.narrowing import Narrowed, Readers, may_read
from stores.passages.finding.ranking import Meaning, Ranked, Weights, rank
from stores.passages.finding.shelf import Library, Shelf
from stores.passages.finding.vectors import ChromaVectors
from stores.passages.wording.question import read

ATTEMPTS = 5
POOL = 100
"""How many of the best by words, and of the best by vector, are ranked."""

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """What is searched for. `readers`: whose rights narrow the search."""

    query: str
    library: str
    wanted: Wanted
    readers: Readers
    limit: int


@dataclass
class Searcher:
    """Searches the libraries of a shelf."""

    engine: Engine
    shelf: Shelf
    vectors: ChromaVectors
    weights: Weights = field(default_factory=Weights)
    middles: Middles = field(init=False)

    def __post_init__(self) -> None:
        self.middles = Middles(self.vectors)

    def search(self, asked: Asked) -> SearchResult:
        """Best passages first; those of superseded documents after the others.

        Raises:
            NotFound: when there is no such library.
            IndexMismatch: when another embedder or schema wrote the index.
        """
        for _ in range(ATTEMPTS):
            library = self.shelf.library(asked.library)
            if not asked.query.strip() or not library.words.size or asked.limit < 1:
                return SearchResult()
            result = Search(self, library, asked).result()
            if result is not None:
                return result
            self.shelf.forget(asked.library)
        raise Unavailable(f"The library {asked.library!r} is being written too often to be searched just now.")


class Search:
    """One search in one state of a library."""

    def __init__(self, searcher: Searcher, library: Library, asked: Asked) -> None:
        self._searcher = searcher
        self._library = library
        self._asked = asked
        self._problem = library.problem
        self._reading = read(asked.query, library.words, library.languages)
        self._vectors = ways_to_ask(self._reading, library)
        self._fetching = Fetching(searcher.engine, library, self._reading)

    def result(self) -> SearchResult | None:
        """None when the library changed between ranking and fetching."""
        asked, library = self._asked, self._library
        open_to = {key: scope for key, scope in library.scopes.items() if scope.is_open_to(asked.readers)}
        fitting = {key for key, scope in open_to.items() if scope.fits(asked.wanted)}
        kinds = asked.wanted.kinds or None
        readable = Narrowed(_but_all(open_to, library), kinds)
        allowed = Narrowed(_but_all(fitting, library), kinds)
        shown = self._shown(allowed)
        hits = self._fetching.hits(shown)
        if hits is None:
            return None

        def best_of(document: Document) -> SearchHit | None:
            best = fold(self._ranked(allowed.to({document.id})), 1)
            return next(iter(self._fetching.hits(best) or ()), None)

        readable_documents = [one for one in library.documents.values() if may_read(one, asked.readers)]
        hits = with_bulletins(hits, readable_documents, asked.wanted, best_of)
        result = SearchResult(hits=hits, problem=self._problem)
        if len(fitting) == len(open_to) or asked.wanted.anything:
            return result
        hidden = [open_to[one.held.scope] for one in self._shown(readable) if one.held.scope not in fitting]
        models = {model for scope in hidden for model in (*scope.of_document.models, *scope.own.models)}
        return result.model_copy(update={"hidden": len(hidden), "hidden_models": tuple(sorted(models))})

    def _shown(self, narrowed: Narrowed) -> list[Ranked]:
        """The current documents' passages, half of the places for those named; behind them those of superseded documents."""
        limit, old = self._asked.limit, self._library.superseded
        current = replace(narrowed, without=old)
        named = _named(self._library.documents.values(), self._asked.query) - old
        ranked = self._ranked(current, named)
        first = fold([one for one in ranked if one.held.document in named], (limit + 1) // 2) if named else []
        shown = [*first, *(one for one in fold(ranked, limit) if one not in first)][:limit]
        if old and len(shown) < limit:
            last = min((one.score for one in shown), default=0.0)
            said = {one.held.twin for one in shown}
            late = [one for one in fold(self._ranked(narrowed.to(old)), limit) if one.held.twin not in said]
            shown += [replace(one, score=min(one.score, last)) for one in late]
        return shown[:limit]

    def _ranked(self, narrowed: Narrowed, named: Collection[str] = ()) -> list[Ranked]:
        words, terms = self._library.words, self._reading.terms
        near = [self._nearest(one, narrowed, named) for one in self._vectors]
        pool = {held.key: held for held in words.best(terms, narrowed, POOL)}
        found = {key for one in near for key in one}
        pool |= {held.key: held for held in words.these(found - pool.keys(), terms, narrowed)}
        meanings: list[Meaning] = []
        for asking, one in zip(self._vectors, near, strict=True):
            cosines = {**self._cosines(asking, pool.keys() - one.keys()), **one}
            said = self._try(partial(meaning, asking, self._library, cosines, pool, self._searcher.middles))
            meanings += [said] if said and said.cosines else []
        foreign = self._library.in_other_languages(self._reading.language)
        return rank(self._reading, list(pool.values()), meanings, self._searcher.weights, foreign)

    def _nearest(self, asking: Asking, narrowed: Narrowed, named: Collection[str]) -> dict[str, float]:
        """The nearest of those that may be shown; metadata filters cost time, so first it is tried without."""
        own = self._ask(asking, narrowed.to(named)) if named else {}
        if narrowed.documents is None and asking.space is not self._library.spaces[0]:
            # Each language has its nearest: else those of the question's language fill the pool.
            languages = self._library.by_language
            for documents in languages.values() if len(languages) > 1 else ():
                own |= self._ask(asking, narrowed.to(documents))
        if narrowed.everything or narrowed.documents is not None:
            return {**own, **self._ask(asking, narrowed)}
        near = self._ask(asking, Narrowed())
        left = self._library.words.these(near, (), narrowed)
        if len(left) <= len(near) // 2:
            return {**own, **self._ask(asking, narrowed)}
        return {**own, **{held.key: near[held.key] for held in left}}

    def _ask(self, asking: Asking, narrowed: Narrowed) -> dict[str, float]:
        found = self._try(
            lambda: self._searcher.vectors.nearest(
                asking.space.name, self._library.name, asking.question[None], POOL, narrowed
            )
        )
        return found[0] if found else {}

    def _cosines(self, asking: Asking, keys: Collection[str]) -> dict[str, float]:
        vectors, library = self._searcher.vectors, self._library.name
        return self._try(lambda: vectors.cosines(asking.space.name, library, keys, asking.question)) or {}

    def _try(self, ask: Callable[[], T]) -> T | None:
        """None, and the problem told, where Chroma cannot be reached: words still find."""
        if self._problem:
            return None
        try:
            return ask()
        except Unavailable as error:
            self._problem = f"{error} It was searched by words alone."
            return None


def _but_all(keys: Collection[str], library: Library) -> frozenset[str] | None:
    return None if len(keys) == len(library.scopes) else frozenset(keys)


def _named(documents: Collection[Document], query: str) -> frozenset[str]:
    """The documents whose number the query gives ("SB-031"): others only mention it."""
    asked = query.casefold()
    return frozenset(
        document.id
        for document in documents
        if (number := document.number.casefold())
        and number in asked
        and any(character.isdigit() for character in number)
        and re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", asked)
    )
