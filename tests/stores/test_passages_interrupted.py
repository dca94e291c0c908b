"""A write that is killed anywhere leaves a consistent index, and the next one repairs it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select

from domain.documents import Document, Passage, Section
from stores.embedders.bundled import BundledEmbedder
from stores.passages import tables
from stores.passages.segments import Floats, Segment
from stores.passages.shelf import Shelf
from stores.passages.vectors import ChromaVectors
from stores.passages.writing import Writer


class Killed(BaseException):
    """As if the process had ended here."""


class Collaborators:
    """The writer's world, in which one step may end the process."""

    def __init__(self, home: Path) -> None:
        self.engine: Engine = create_engine(f"sqlite:///{home / 'rows.db'}")
        tables.create(self.engine)
        self.folder = home / "search"
        self.embedder = BundledEmbedder()
        self.vectors = ChromaVectors(home / "chroma", None, "test")
        self.shelf = Shelf(self.engine, self.folder, self.vectors, self.embedder)

    def writer(self, vectors: ChromaVectors | None = None) -> Writer:
        return Writer(self.engine, self.folder, vectors or self.vectors, self.embedder, self.shelf)

    def generations(self) -> tuple[set[str], set[str], set[str]]:
        """What SQL points at, what lies in files, what is noted as litter."""
        with self.engine.connect() as connection:
            live = set(connection.scalars(select(tables.documents.c.generation)))
            litter = set(connection.scalars(select(tables.litter.c.generation)))
        return live, {path.stem for path in self.folder.glob("*.npz")}, litter


class DiesAfterPut(ChromaVectors):
    def put(self, generation: str, library: str, document_id: str, ids: Sequence[str], vectors: Floats) -> None:
        super().put(generation, library, document_id, ids, vectors)
        raise Killed


class DiesInSweep(ChromaVectors):
    def drop(self, generation: str) -> None:
        raise Killed


def content(text: str) -> tuple[Document, list[Section], list[Passage]]:
    section = Section(id="s", document_id="d", title="Oil", path=("Oil",))
    passage = Passage(id=f"p-{text}", document_id="d", section_id="s", text=f"Change the oil {text}.")
    return Document(id="d", title="Manual", path="d.pdf"), [section], [passage]


@pytest.fixture
def world(tmp_path: Path) -> Collaborators:
    return Collaborators(tmp_path)


def shown(world: Collaborators) -> list[str]:
    return [world.shelf.library("main").segments[one].passage_ids[0] for one in sorted(world.generations()[0])]


@pytest.mark.parametrize(("dies", "old"), [(DiesAfterPut, True), (DiesInSweep, False)])
def test_killed_write_shows_old_or_new_and_is_repaired(
    world: Collaborators, tmp_path: Path, dies: type[ChromaVectors], old: bool
) -> None:
    world.writer().write(*content("yearly"))
    with pytest.raises(Killed):
        world.writer(dies(tmp_path / "chroma", None, "test")).write(*content("monthly"))
    assert shown(world) == ["p-yearly" if old else "p-monthly"]
    assert world.generations()[2]
    world.writer().write(*content("weekly"))
    live, files, litter = world.generations()
    assert (len(live), files, litter) == (1, live, set())
    assert world.vectors.count() == 1


def test_lost_and_damaged_segments_come_back_from_chroma(world: Collaborators) -> None:
    world.writer().write(*content("yearly"))
    (path,) = world.folder.glob("*.npz")
    before = world.shelf.library("main").segments
    for harm in (path.unlink, lambda: path.write_bytes(b"PK\x03\x04 half")):
        harm()
        world.shelf.forget("main")
        again = world.shelf.library("main").segments
        assert same(next(iter(before.values())), next(iter(again.values())))


def test_lost_vectors_are_made_again(world: Collaborators) -> None:
    world.writer().write(*content("yearly"))
    (path,) = world.folder.glob("*.npz")
    path.unlink()
    world.vectors.drop(path.stem)
    assert shown(world) == ["p-yearly"]
    assert (world.vectors.count(), path.exists()) == (1, True)


def same(one: Segment, other: Segment) -> bool:
    return (
        one.terms == other.terms
        and one.vectors.tolist() == other.vectors.tolist()
        and one.tokens.tolist() == other.tokens.tolist()
    )
