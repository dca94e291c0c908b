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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server, on loopback, in a folder of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1", "--port", str(port)]
    try:
        process = subprocess.Popen(
            [*command, "--path", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        pytest.skip(f"chroma cannot be started: {error}")
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{address}/api/v2/heartbeat", timeout=2).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    pytest.skip(f"chroma did not answer within {PATIENCE:.0f} s")


def test_vectors_lie_on_the_server_and_are_enough_for_another_machine(server: str, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'rows.db'}")
    store = Passages(engine, tmp_path / "one", server, WordEmbedder())
    document = Document(id="d", title="Manual", path="d.md")
    section = Section(id="s", document_id="d", title="Brake")
    texts = ("Tighten the caliper to 450 Nm.", "Grease the yaw bearing every year.")
    passages = [Passage(id=f"p{at}", document_id="d", section_id="s", text=text) for at, text in enumerate(texts)]
    store.write(document, [section], passages)
    assert not (tmp_path / "one" / "chroma").exists()
    assert store.vectors.count() == 2
    rmtree(tmp_path / "one")
    other = Passages(engine, tmp_path / "two", server, QuestionsOnly())
    assert other.search("yaw bearing grease").hits[0].passage.id == "p1"
    store.remove("d")
    assert store.vectors.count() == 0


def test_a_server_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'rows.db'}")
    store = Passages(engine, tmp_path, "http://127.0.0.1:9", WordEmbedder())
    document = Document(id="d", title="Manual", path="d.md")
    with pytest.raises(Unavailable, match="vector store could not be reached"):
        store.write(document, [], [Passage(id="p", document_id="d", section_id="s", text="Grease.")])
