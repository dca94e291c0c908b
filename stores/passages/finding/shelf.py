"""Libraries as search needs them: what SQL says is current, and both indexes brought to it."""

import fcntl
import shutil
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, select

from domain.documents import Document
from domain.errors import NotFound, Unavailable
from language.vocabulary import ENGLISH
from stores.passages import rows, tables
from stores.passages.applying import identity
from stores.passages.finding.embedding import Embedding, Space
from stores.passages.finding.locking import WritingLock
from stores.passages.finding.narrowing import Scope, key_of, read_scope
from stores.passages.finding.vectors import short
from stores.passages.finding.word_index import WordIndex
from stores.passages.finding.words import Words

ATTEMPTS = 20


@dataclass(frozen=True)
class Library:
    """One state of a library: `stamp` rises by one with every write.

    `spaces` are those in which every passage has a vector; `problem` says why there are none.
    """

    name: str
    stamp: int
    documents: Mapping[str, Document]
    words: Words
    spaces: Sequence[Space]
    problem: str = ""

    @cached_property
    def scopes(self) -> Mapping[str, Scope]:
        """Every distinct scope of a passage, by its key."""
        return {key_of(text): read_scope(text) for text in self.words.scopes}

    @cached_property
    def superseded(self) -> frozenset[str]:
        """The documents of which there is a newer one."""
        return frozenset(one.id for one in self.documents.values() if one.superseded_by)

    @cached_property
    def languages(self) -> frozenset[str]:
        """Of the documents, as two letters."""
        return frozenset(one.language[:2].lower() for one in self.documents.values() if one.language)

    @cached_property
    def language_of(self) -> Mapping[str, str]:
        """A document to its language, as two letters; an unknown one counts as English."""
        return {one.id: one.language[:2].lower() or ENGLISH for one in self.documents.values()}

    @cached_property
    def by_language(self) -> Mapping[str, frozenset[str]]:
        """The documents of each language."""
        spoken = self.language_of
        return {each: frozenset(one for one in spoken if spoken[one] == each) for each in set(spoken.values())}

    def in_other_languages(self, language: str) -> frozenset[str]:
        """The documents that are not in a language."""
        return frozenset(one for one, spoken in self.language_of.items() if spoken != language)

    @cached_property
    def english(self) -> float:
        """The share of passages in English documents, 0 to 1; of unknown language counts as English."""
        english = sum(one.passages for one in self.documents.values() if one.language[:2].lower() in {"", ENGLISH})
        return english / max(1, sum(one.passages for one in self.documents.values()))


class Shelf:
    """Holds libraries; what an index lacks is made again from SQL.

    Args:
        engine: the database of documents and passages.
        folder: where the word indexes lie.
        lock: of those who write vectors.
        embedding: makes the vectors that are missing.
        spaces: the first is one in which every passage has its vector; in the others they may be missing.
    """

    def __init__(
        self, engine: Engine, folder: Path, lock: WritingLock, embedding: Embedding, spaces: Sequence[Space]
    ) -> None:
        self._engine = engine
        self._folder = folder
        self._lock = lock
        self._embedding = embedding
        self._first, *self._others = spaces
        self._libraries: dict[str, Library] = {}
        self._indexes: dict[str, WordIndex] = {}
        self._loading = Lock()

    def library(self, name: str) -> Library:
        """The library as of now.

        Raises:
            NotFound: when there is no such library.
            IndexMismatch: when another embedder or schema wrote the index.
        """
        held = self._libraries.get(name)
        if held and held.stamp == self._stamp(name):
            return held
        with self._loading:
            held = self._libraries.get(name)
            if not held or held.stamp != self._stamp(name):
                if not self._lock.was_mine():
                    self._embedding.refresh()
                held = self._load(name)
                if not held.problem:
                    self._libraries[name] = held
        return held

    def forget(self, name: str) -> None:
        """Look at both indexes again at the next search."""
        self._libraries.pop(name, None)

    def catch_up(self, name: str) -> None:
        """Bring the word index of a library to what SQL says now."""
        self._words(name, self._stamp(name), self._documents(name))

    def _stamp(self, name: str) -> int:
        with self._engine.connect() as connection:
            stamp = connection.scalar(select(tables.libraries.c.stamp).where(tables.libraries.c.name == name))
            if stamp is None and name != "main":
                known = tuple(connection.scalars(select(tables.libraries.c.name).order_by("name")))
                raise NotFound(f"No library '{name}'.", known)
        return int(stamp or 0)

    def _load(self, name: str) -> Library:
        for _ in range(ATTEMPTS):
            stamp = self._stamp(name)
            documents = self._documents(name)
            words = self._words(name, stamp, documents)
            if words:
                by_id = {document.id: document for document in documents.values()}
                spaces, problem = self._spaces(name, list(by_id.values()))
                if stamp == self._stamp(name):
                    return Library(name, stamp, by_id, words, spaces, problem)
        raise Unavailable(f"The library {name!r} is being written too often to be read just now.")

    def _documents(self, name: str) -> dict[str, Document]:
        """By their generation."""
        with self._engine.connect() as connection:
            identity.require_same(connection, self._first.embedder)
            chosen = select(tables.documents).where(tables.documents.c.library == name)
            found = connection.execute(chosen).mappings().all()
        return {row["generation"]: rows.to_document(row) for row in found}

    def _spaces(self, name: str, documents: Sequence[Document]) -> tuple[Sequence[Space], str]:
        try:
            if name not in self._libraries:
                self._embedding.doubt(self._first, documents)
            if not self._embedding.is_complete(self._first, name):
                with self._lock.held():
                    self._embedding.restore(self._first, name)
        except Unavailable as error:
            return (), str(error)
        return [self._first, *(one for one in self._others if self._embedding.is_complete(one, name))], ""

    def _words(self, name: str, stamp: int, documents: Mapping[str, Document]) -> Words | None:
        """The words of exactly these generations; None when the library has changed meanwhile."""
        index = self._index(name)
        words = index.now()
        filled = {generation for generation, document in documents.items() if document.passages}
        if not words.generations ^ filled:
            return words
        with self._writing():
            if stamp != self._stamp(name):
                return None
            words = index.now()
            missing = [rows.written(self._engine, documents[one].id, one) for one in sorted(filled - words.generations)]
            index.replace(words.generations - filled, [one for one in missing if one])
            return index.now() if all(missing) else None

    def _index(self, library: str) -> WordIndex:
        folder = self._folder / f"words-{short(library)}"
        if library not in self._indexes or not WordIndex.exists(folder):
            try:
                self._indexes[library] = WordIndex(folder)
            except ValueError:  # damaged, or of another version: it is made again
                shutil.rmtree(folder)
                self._indexes[library] = WordIndex(folder)
        return self._indexes[library]

    @contextmanager
    def _writing(self) -> Generator[None]:
        """One process at a time on this machine; the lock goes with the process."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "words.lock").open("w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
