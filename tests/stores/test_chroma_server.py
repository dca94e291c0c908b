"""A Chroma server in place of the folder: what is written lies there, and a machine that has only the server finds it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import rmtree
from typing import cast

import httpx
import numpy as np
import pytest
from sqlalchemy import create_engine

from domain.documents import Document, Passage, Section
from domain.errors import Unavailable
from stores.passages.store import Passages

PATIENCE = 90.0


class WordEmbedder:
    """A direction for every word, the same in every process."""

    name = "words"
    dimensions = 16

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                found[row, sum(word.encode()) % self.dimensions] += 1
        return cast("Sequence[Sequence[float]]", found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9))


class QuestionsOnly(WordEmbedder):
    """Embeds one question, but no passages: their vectors have to come from the server."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        assert len(texts) == 1
        return super().embed(texts)


class Server:
    """A real server on loopback, in a folder of its own; it can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{port}"
        program = str(Path(sys.executable).with_name("chroma"))
        self._command = [program, "run", "--host", "127.0.0.1", "--port", port, "--path", str(folder)]
        self.start()

    def start(self) -> None:
        try:
            self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError as error:
            pytest.skip(f"chroma cannot be started: {error}")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            try:
                if httpx.get(f"{self.address}/api/v2/heartbeat", timeout=2).is_success:
                    return
            except httpx.HTTPError:
                time.sleep(0.2)
        pytest.skip(f"chroma did not answer within {PATIENCE:.0f} s")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("chroma"))
    yield running
    running.stop()


def brakes(library: str = "main") -> tuple[Document, list[Section], list[Passage]]:
    document = Document(id=f"d-{library}", title="Manual", path="d.md", library=library)
    section = Section(id=f"s-{library}", document_id=document.id, title="Brake")
    texts = ("Tighten the caliper to 450 Nm.", "Grease the yaw bearing every year.")
    passages = [
        Passage(id=f"p{at}-{library}", document_id=document.id, section_id=section.id, text=text)
        for at, text in enumerate(texts)
    ]
    return document, [section], passages


def test_vectors_lie_on_the_server_and_are_enough_for_another_machine(server: Server, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'rows.db'}")
    store = Passages(engine, tmp_path / "one", server.address, WordEmbedder())
    store.write(*brakes())
    assert not (tmp_path / "one" / "chroma").exists()
    assert store.vectors.count("words", "main") == 2
    rmtree(tmp_path / "one")
    other = Passages(engine, tmp_path / "two", server.address, QuestionsOnly())
    assert other.search("yaw bearing grease").hits[0].passage.id == "p1-main"
    store.remove("d-main")
    assert store.vectors.count("words", "main") == 0
    assert other.search("yaw bearing grease").hits == ()


def test_a_server_that_stops_leaves_the_words_and_the_search_is_whole_again_when_it_is_back(
    server: Server, tmp_path: Path
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'rows.db'}")
    store = Passages(engine, tmp_path, server.address, WordEmbedder())
    store.write(*brakes("stopping"))
    assert not store.search("grease", library="stopping").problem
    server.stop()
    found = store.search("grease", library="stopping")
    assert [hit.passage.id for hit in found.hits] == ["p1-stopping"]
    assert "vector store could not be reached" in found.problem
    fresh = Passages(engine, tmp_path, server.address, WordEmbedder())
    assert [hit.passage.id for hit in fresh.search("grease", library="stopping").hits] == ["p1-stopping"]
    server.start()
    for one in (store, fresh):
        found = one.search("grease", library="stopping")
        assert (found.problem, len(found.hits)) == ("", 2)


def test_a_server_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'rows.db'}")
    store = Passages(engine, tmp_path, "http://127.0.0.1:9", WordEmbedder())
    document = Document(id="d", title="Manual", path="d.md")
    with pytest.raises(Unavailable, match="vector store could not be reached"):
        store.write(document, [], [Passage(id="p", document_id="d", section_id="s", text="Grease.")])
