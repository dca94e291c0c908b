"""Where a library's words are kept: a tantivy index in a folder."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from domain.documents import Passage, Section
from domain.errors import Unavailable
from stores.passages.finding.narrowing import key_of, scope_of
from stores.passages.finding.texts import Written, indexed_text, twin_key
from stores.passages.finding.words import Words
from stores.passages.wording.text import words

HEAP = 15_000_000
"""Bytes that a writer gathers before it lays down a segment: the least that tantivy takes."""
LONGER = 3
"""Letters that a word of the vocabulary has more than."""


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
        "asks": passage.kind == "question",
    }
    surfaces = {word.surface for word in (*headings, *body) if word.surface.isalpha() and len(word.surface) > LONGER}
    fields: Mapping[str, str] = {
        "term": " ".join(word.term for word in (*headings, *body)),
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
