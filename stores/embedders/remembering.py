"""Vectors that were made before: a turn asks for its question several times, and turns quote the same sentences."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

REMEMBERED = 8_192
"""Vectors kept, 1.5 KB each."""
SMALL = 64
"""Larger batches are documents being read in, and not asked for again."""


class RememberedVectors:
    """The latest vectors of small batches, by text; threads may share it."""

    def __init__(self, make: Callable[[Sequence[str]], Vectors]) -> None:
        self._make = make
        self._lock = Lock()
        self._known: OrderedDict[str, Vectors] = OrderedDict()

    def of(self, texts: Sequence[str]) -> Vectors:
        """One row a text, from memory where it was asked before."""
        if len(texts) > SMALL or not texts:
            return self._make(texts)
        known = self._recall(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known.update(zip(missing, self._make(missing), strict=True))
            self._keep({text: known[text] for text in missing})
        return np.stack([known[text] for text in texts])

    def _recall(self, texts: Sequence[str]) -> dict[str, Vectors]:
        with self._lock:
            found = {text: self._known[text] for text in texts if text in self._known}
            for text in found:
                self._known.move_to_end(text)
        return found

    def _keep(self, vectors: dict[str, Vectors]) -> None:
        with self._lock:
            self._known.update({text: vector.copy() for text, vector in vectors.items()})
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
