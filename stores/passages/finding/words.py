"""The word side: a tantivy index for each library, so that a word is as rare as this library has it."""

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from domain.documents import Passage, Section
from domain.errors import Unavailable
from stores.passages.finding.narrowing import Narrowed, key_of, scope_of
from stores.passages.finding.texts import Written, indexed_text, twin_key
from stores.passages.wording.text import words

HEAP = 15_000_000
"""Bytes that a writer gathers before it lays down a segment: the least that tantivy takes."""
LONGER = 3
"""Letters that a word of the vocabulary has more than."""


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


class WordIndex:
    """The index of one library in a folder; one process at a time may write (the caller sees to it)."""

    def __init__(self, folder: Path) -> None:
        import tantivy  # noqa: PLC0415

        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, str(folder))
        self._index.config_reader("manual", 0)

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether there is an index in a folder."""
        return (folder / "meta.json").exists()

    def now(self) -> Words:
        """The index as the last write of any process left it."""
        self._index.reload()
        return Words(self._index.searcher(), self._schema)

    def replace(self, gone: Iterable[str], added: Iterable[Written]) -> None:
        """Take generations out and put documents in, visible to others all at once.

        Raises:
            Unavailable: when the disk is full, or the folder is gone or cannot be written.
        """
        try:
            self._replace(gone, added)
        except (ValueError, OSError) as error:  # ValueError: how tantivy says all that happens on the disk
            raise Unavailable(f"The word index cannot be written: {error}") from error

    def _replace(self, gone: Iterable[str], added: Iterable[Written]) -> None:
        writer = self._index.writer(HEAP, 1)
        for generation in gone:
            writer.delete_documents_by_term("generation", generation)
        for written in added:
            writer.delete_documents_by_term("generation", written.generation)
            by_id = {section.id: section for section in written.sections}
            for passage in written.passages:
                writer.add_document(_entry(written, passage, by_id.get(passage.section_id)))
        writer.commit()
        writer.wait_merging_threads()


def _schema() -> Any:
    import tantivy  # noqa: PLC0415

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("term", tokenizer_name="whitespace", index_option="freq")
    schema.add_text_field("surface", tokenizer_name="whitespace", index_option="basic")
    for name in ("key", "generation", "scope", "scope_key", "kind", "document"):
        schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
    schema.add_bytes_field("held", stored=True)
    return schema.build()


def _entry(written: Written, passage: Passage, section: Section | None) -> Any:
    import tantivy  # noqa: PLC0415

    document = written.document
    headings, body = (list(words(text, document.language)) for text in indexed_text(passage, section))
    scope = scope_of(document, passage).text
    held = {
        "key": f"{written.generation}:{passage.id}",
        "passage": passage.id,
        "section": passage.section_id,
        "document": document.id,
        "scope": key_of(scope),
        "twin": twin_key(passage),
        "headings": [word.term for word in headings],
        "text": [word.term for word in body],
    }
    surfaces = {word.surface for word in (*headings, *body) if word.surface.isalpha() and len(word.surface) > LONGER}
    fields: Mapping[str, str] = {
        "term": " ".join([*held["headings"], *held["text"]]),
        "surface": " ".join(sorted(surfaces)),
        "key": str(held["key"]),
        "generation": written.generation,
        "scope": scope,
        "scope_key": str(held["scope"]),
        "kind": passage.kind,
        "document": document.id,
    }
    entry = tantivy.Document()
    for name, value in fields.items():
        entry.add_text(name, value)
    entry.add_bytes("held", json.dumps(held, ensure_ascii=False).encode())
    return entry


def _held(document: Any, score: float) -> Held:
    values: dict[str, Any] = json.loads(bytes(document.get_first("held")))
    values["headings"], values["text"] = frozenset(values["headings"]), tuple(values["text"])
    return Held(**values, words=score)


def _boolean(clauses: Sequence[tuple[str, Any]]) -> Any:
    import tantivy  # noqa: PLC0415

    return tantivy.Query.boolean_query([(getattr(tantivy.Occur, occur), query) for occur, query in clauses])
