"""How near two short texts of the records are in meaning, whatever their languages."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from stores.protocols import Embedder

Vectors = npt.NDArray[np.float32]

NOTES = (
    ("Pump loses oil", "Motor does not start", "Annual service", "Replace the filter", "Sensor faulty", "Door is stuck"),
    ("Pumpe verliert Öl", "Motor startet nicht", "Jahreswartung", "Filter ersetzen", "Sensor defekt", "Tür klemmt"),
    ("La pompe perd de l'huile", "Le moteur ne démarre pas", "Révision annuelle", "Remplacer le filtre", "Capteur défectueux", "La porte est coincée"),
    ("La bomba pierde aceite", "El motor no arranca", "Revisión anual", "Cambiar el filtro", "Sensor averiado", "La puerta está atascada"),
    ("A bomba perde óleo", "O motor não arranca", "Revisão anual", "Substituir o filtro", "Sensor avariado", "A porta está presa"),
    ("Pumpen taber olie", "Motoren starter ikke", "Årligt eftersyn", "Udskift filteret", "Sensor defekt", "Døren sidder fast"),
    ("La pompa perde olio", "Il motore non parte", "Revisione annuale", "Sostituire il filtro", "Sensore guasto", "La porta è bloccata"),
)  # fmt: skip
"""The same notes, as every company writes them, in seven languages."""
LEAST = 1e-3
"""A direction in which the languages differ less than this is no difference of languages."""


class Meaning:
    """Vectors of texts less what all such texts have in common, and less what tells one language from another.

    Raw cosines of a multilingual model lie within a few hundredths of each other, and two texts in one language are nearer than the same said in two.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def name(self) -> str:
        """What the vectors are made with; those of another name cannot be compared with them."""
        return self._embedder.name

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimensions), each of length 1, or 0 where a text says nothing of its own."""
        mean, languages = self._common
        own = self._raw(texts) - mean
        own -= (own @ languages.T) @ languages
        lengths = np.sqrt(np.einsum("ij,ij->i", own, own))
        return own / np.maximum(lengths, 1e-9)[:, None]

    def cosines(self, text: str, others: Sequence[str]) -> list[float]:
        """How near each of `others` is to `text`, from -1 to 1."""
        if not others:
            return []
        one, *rest = self.vectors([text, *others])
        return [float(one @ other) for other in rest]

    @cached_property
    def _common(self) -> tuple[Vectors, Vectors]:
        """The mean of the notes, and the directions in which those of one language lie from those of another, shape (n, dimensions)."""
        notes = np.stack([self._raw(each) for each in NOTES])
        mean = notes.mean(axis=(0, 1))
        _, sizes, directions = np.linalg.svd(notes.mean(axis=1) - mean, full_matrices=False)
        return mean, directions[sizes > LEAST]

    def _raw(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._embedder.embed(list(texts)), dtype=np.float32)
