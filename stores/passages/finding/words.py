"""The word side: a tantivy index for each library, so that a word is as rare as this library has it."""

import json
import math
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from stores.passages.finding.narrowing import Narrowed


class Held(NamedTuple):
    """A passage as the index holds it. `key` is `<generation>:<passage id>`; `terms` are of its headings and of its text."""

    key: str
    passage: str
    section: str
    document: str
    scope: str
    twin: str
    headings: frozenset[str]
    text: tuple[str, ...]
    words: float
    """BM25 of the question."""
    asks: bool = False
    """Whether it asks and does not answer, as a page of an exam does."""


Meant = Sequence[tuple[str, float]]
"""Terms that one word of a question stands for, each with how surely, 0 to 1; the best of them counts."""


class Words:
    """One state of an index: what other threads and processes write meanwhile is not seen."""

    def __init__(self, searcher: Any, schema: Any) -> None:
        self._searcher = searcher
        self._schema = schema

    @cached_property
    def generations(self) -> frozenset[str]:
        """Of the documents that are held."""
        return frozenset(self._terms("generation"))

    @cached_property
    def scopes(self) -> Sequence[str]:
        """Every distinct `Scope.text`."""
        return self._terms("scope")

    @cached_property
    def vocabulary(self) -> Sequence[str]:
        """Words as written, of four letters or more, for finding what a misspelt word meant."""
        return self._terms("surface")

    @property
    def size(self) -> int:
        """How many passages."""
        return int(self._searcher.num_docs)

    def holds(self, term: str) -> bool:
        """Whether any passage has this term."""
        return bool(self._searcher.doc_freq("term", term))

    def rarity(self, term: str) -> float:
        """The weight of a term (Robertson and Zaragoza 2009, with 1 added so that none is negative); 0 where it is unknown."""
        held = self._searcher.doc_freq("term", term)
        return math.log1p((max(self.size, held) - held + 0.5) / (held + 0.5)) if held else 0.0

    def best(self, question: Sequence[Meant], narrowed: Narrowed, count: int) -> list[Held]:
        """The passages with the highest BM25 (k1 = 1.2, b = 0.75), best first; none that holds no word of the question."""
        return self._held(self._both(self._saying(question), narrowed), count) if question else []

    def these(self, keys: Collection[str], question: Sequence[Meant], narrowed: Narrowed) -> list[Held]:
        """Those of some passages that are still there and within what the search is narrowed to."""
        if not keys:
            return []
        found = self._both(self._set("key", keys), narrowed)
        if question:
            found = _boolean([("Must", found), ("Should", self._saying(question))])
        return self._held(found, len(keys))

    def _held(self, query: Any, count: int) -> list[Held]:
        found = self._searcher.search(query, count, count=False).hits
        return [_held(self._searcher.doc(address), float(score)) for score, address in found]

    def _saying(self, question: Sequence[Meant]) -> Any:
        import tantivy  # noqa: PLC0415

        parts: list[Any] = []
        for meant in question:
            one = [self._boosted(term, sure) for term, sure in meant]
            parts.append(one[0] if len(one) == 1 else tantivy.Query.disjunction_max_query(one))
        return _boolean([("Should", part) for part in parts])

    def _boosted(self, term: str, sure: float) -> Any:
        import tantivy  # noqa: PLC0415

        plain = tantivy.Query.term_query(self._schema, "term", term, "freq")
        return plain if sure >= 1 else tantivy.Query.boost_query(plain, sure)

    def _both(self, query: Any, narrowed: Narrowed) -> Any:
        clauses = [("Must", query)]
        for field, values in (
            ("scope_key", narrowed.scopes), ("kind", narrowed.kinds), ("document", narrowed.documents)
        ):  # fmt: skip
            if values is not None:
                clauses.append(("Must", self._set(field, values)))
        if narrowed.without:
            clauses.append(("MustNot", self._set("document", narrowed.without)))
        return _boolean(clauses) if len(clauses) > 1 else query

    def _set(self, field: str, values: Collection[str]) -> Any:
        import tantivy  # noqa: PLC0415

        chosen = tantivy.Query.term_set_query(self._schema, field, sorted(values))
        return tantivy.Query.const_score_query(chosen, 0.0)

    def _terms(self, field: str) -> list[str]:
        import tantivy  # noqa: PLC0415

        return [term for term, _ in self._searcher.terms_with_prefix(field, "", tantivy.Query.all_query())]


def _held(document: Any, score: float) -> Held:
    values: dict[str, Any] = json.loads(bytes(document.get_first("held")))
    values["headings"], values["text"] = frozenset(values["headings"]), tuple(values["text"])
    return Held(**values, words=score)


def _boolean(clauses: Sequence[tuple[str, Any]]) -> Any:
    import tantivy  # noqa: PLC0415

    return tantivy.Query.boolean_query([(getattr(tantivy.Occur, occur), query) for occur, query in clauses])
