"""A write that is killed anywhere leaves a consistent index, and the next one repairs it; what an index lost comes back."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import rmtree

import pytest
from sqlalchemy import Engine, create_engine, select

from domain.documents import Document, Passage, SearchResult, Section
from stores.embedders.bundled import BundledEmbedder
from stores.passages import tables
from stores.passages.applying.applicability import Wanted
from stores.passages.finding.embedding import Embedding, Space
from stores.passages.finding.locking import WritingLock
from stores.passages.finding.narrowing import Readers
from stores.passages.finding.searching import Asked, Searcher
from stores.passages.finding.shelf import Shelf
from stores.passages.finding.vectors import ChromaVectors, Floats
from stores.passages.states.keeping import Keeping
from stores.passages.writing import Writer


class Killed(BaseException):
    """As if the process had ended here."""


class World:
    """A store's parts, of which one step may end the process."""

    def __init__(self, home: Path, vectors: type[ChromaVectors] = ChromaVectors) -> None:
        self.engine: Engine = create_engine(f"sqlite:///{home / 'rows.db'}")
        tables.create(self.engine)
        self.folder = home / "search"
        self.space = Space(BundledEmbedder())
        self.vectors = vectors(home / "chroma", None)
        embedding = Embedding(self.engine, self.vectors)
        lock = WritingLock(self.folder, self.vectors)
        self.shelf = Shelf(self.engine, self.folder, lock, embedding, [self.space])
        keeping = Keeping(self.engine, self.vectors, [self.space])
        self.writer = Writer(self.engine, lock, self.vectors, embedding, self.shelf, keeping, [self.space])
        self.searcher = Searcher(self.engine, self.shelf, self.vectors)

    def found(self, query: str = "oil") -> list[str]:
        return [hit.passage.text for hit in self.result(query).hits]

    def result(self, query: str = "oil") -> SearchResult:
        return self.searcher.search(Asked(query, "main", Wanted(), Readers(), 8))

    def generation(self) -> str:
        with self.engine.connect() as connection:
            return str(connection.scalar(select(tables.documents.c.generation)))

    def litter(self) -> int:
        with self.engine.connect() as connection:
            return len(connection.execute(select(tables.litter)).all())

    def count(self) -> int:
        return self.vectors.count(self.space.name, "main")


class DiesAfterPut(ChromaVectors):
    def put(
        self, embedder: str, library: str, ids: Sequence[str], vectors: Floats, about: Sequence[Mapping[str, str]]
    ) -> None:
        super().put(embedder, library, ids, vectors, about)
        raise Killed


class DiesInSweep(ChromaVectors):
    def drop(self, embedder: str, library: str, generation: str) -> None:
        raise Killed


def content(text: str) -> tuple[Document, list[Section], list[Passage]]:
    section = Section(id="s", document_id="d", title="Oil", path=("Oil",))
    passage = Passage(id=f"p-{text}", document_id="d", section_id="s", text=f"Change the oil {text}.")
    return Document(id="d", title="Manual", path="d.pdf"), [section], [passage]


@pytest.mark.parametrize(("dies", "old"), [(DiesAfterPut, True), (DiesInSweep, False)])
def test_killed_write_shows_old_or_new_and_is_repaired(tmp_path: Path, dies: type[ChromaVectors], old: bool) -> None:
    world = World(tmp_path)
    world.writer.write(*content("yearly"))
    assert world.found() == ["Change the oil yearly."]
    with pytest.raises(Killed):
        World(tmp_path, dies).writer.write(*content("monthly"))
    assert world.found() == [f"Change the oil {'yearly' if old else 'monthly'}."]
    assert world.litter() == 1
    world.writer.write(*content("weekly"))
    assert (world.found(), world.litter(), world.count()) == (["Change the oil weekly."], 0, 1)


def test_words_that_were_lost_or_never_written_are_indexed_again(tmp_path: Path) -> None:
    World(tmp_path).writer.write(*content("yearly"))
    assert World(tmp_path).found("yearly") == ["Change the oil yearly."]
    for harm in (rmtree, _damage):
        harm(next((tmp_path / "search").glob("words-*")))
        assert World(tmp_path).found("yearly") == ["Change the oil yearly."]


def _damage(folder: Path) -> None:
    for file in folder.iterdir():
        file.write_bytes(b"half")


def test_vectors_that_were_lost_are_made_again(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.writer.write(*content("yearly"))
    world.vectors.drop(world.space.name, "main", world.generation())
    other = World(tmp_path)
    assert (other.found(), other.count()) == (["Change the oil yearly."], 1)


def test_vectors_that_another_process_wrote_are_asked(tmp_path: Path) -> None:
    mine, theirs = World(tmp_path), World(tmp_path)
    theirs.vectors.client()
    theirs.vectors.refresh()  # from here on it has a database of its own, as another process has
    mine.writer.write(*content("yearly"))
    assert mine.found("automobile") == ["Change the oil yearly."]
    section = Section(id="t", document_id="e", title="Car", path=("Car",))
    passage = Passage(id="car", document_id="e", section_id="t", text="The car needs fuel.")
    theirs.writer.write(Document(id="e", title="Other", path="e.pdf"), [section], [passage])
    assert mine.found("automobile")[0] == "The car needs fuel."
    mine.writer.write(*content("weekly"))
    assert sorted(theirs.found("automobile")) == ["Change the oil weekly.", "The car needs fuel."]
