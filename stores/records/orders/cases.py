"""Past work orders by meaning: a vector for each, made when first needed, kept in a file, made anew when one changes."""

import hashlib
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sqlalchemy import Engine, select

from stores.protocols import Embedder
from stores.records.orders.meaning import Meaning, Vectors
from stores.records.tables import VersionRow, WorkOrderRow

MOST = 20_000
"""Work orders that are found by meaning, newest first: 30 MB of vectors."""
BATCH = 16
"""Work orders embedded at once: between two batches the time is looked at, and whether the store is closing."""
LONGEST = 300


class CaseIndex:
    """Which work orders describe a problem like this one. Safe to share between threads."""

    def __init__(self, engine: Engine, embedder: Embedder | None, folder: Path) -> None:
        self._engine, self._meaning = engine, Meaning(embedder) if embedder else None
        name = hashlib.sha256(embedder.name.encode()).hexdigest()[:12] if embedder else ""
        self._file = folder / f"meanings-{name}.npz"
        self._lock = threading.RLock()
        self._version: int | None = None
        self._texts: dict[str, str] = {}
        self._numbers: list[tuple[str, str]] = []
        self._held: dict[str, Vectors] = {}
        self._matrix: tuple[list[str], Vectors] = ([], np.zeros((0, 0), np.float32))
        self._filling: threading.Thread | None = None
        self._closing = threading.Event()

    def nearest(self, text: str, *, limit: int = 8, seconds: float = 1.5) -> Sequence[tuple[str, float]]:
        """Numbers of the work orders nearest in meaning with their cosine, best first.

        Args:
            text: What happened, in anybody's words.
            limit: How many.
            seconds: What may be spent now on vectors that are missing; the rest follow in the background.
        """
        if self._meaning is None or not text.strip():
            return ()
        numbers, vectors = self._ready(seconds)
        if not numbers:
            return ()
        question = self._meaning.vectors([text[:LONGEST]])[0]
        cosine = np.einsum("ij,j->i", vectors, question)
        best = np.argsort(-cosine, kind="stable")[:limit]
        return [(numbers[int(at)], float(cosine[int(at)])) for at in best.tolist()]

    def alike(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """How near each of `others` is to `text` in meaning, as `nearest` tells it; none without an embedder."""
        if self._meaning is None:
            return ()
        return self._meaning.cosines(text[:LONGEST], [other[:LONGEST] for other in others])

    def fill(self, seconds: float = float("inf")) -> int:
        """Make the vectors that are missing, as far as the time goes; returns how many are still missing."""
        if self._meaning is None:
            return 0
        with self._lock:
            self._read()
            missing = [digest for digest in self._texts if digest not in self._held]
        if not missing:
            return 0
        until = time.monotonic() + seconds
        done = 0
        for start in range(0, len(missing), BATCH):
            if self._closing.is_set() or time.monotonic() > until:
                break
            self._embed(missing[start : start + BATCH])
            done = start + BATCH
        self._save()
        return max(0, len(missing) - done)

    def close(self) -> None:
        """Stop the work in the background; what it made is kept."""
        self._closing.set()
        if self._filling is not None:
            self._filling.join()

    def _ready(self, seconds: float) -> tuple[list[str], Vectors]:
        filling = self._filling is not None and self._filling.is_alive()
        if not filling and self.fill(seconds):
            self._filling = threading.Thread(target=self.fill, name="work order vectors")
            self._filling.start()
        with self._lock:
            held = [(number, self._held[digest]) for number, digest in self._numbers if digest in self._held]
            if len(held) != len(self._matrix[0]):
                self._matrix = ([number for number, _ in held], np.stack([vector for _, vector in held]))
            return self._matrix

    def _read(self) -> None:
        """The texts of the work orders, again after a write."""
        with self._engine.connect() as connection:
            version = connection.execute(
                select(VersionRow.version).where(VersionRow.subject == WorkOrderRow.__tablename__)
            ).scalar()
            if version == self._version:
                return
            if self._version is None:
                self._held = self._load()
            order = WorkOrderRow
            rows = connection.execute(
                select(order.number, order.title, order.component, order.failure_mode, order.description)
                .order_by(order.opened_epoch.desc())
                .limit(MOST)
            ).all()
        told = [(row[0], ". ".join(filter(None, row[1:]))[:LONGEST]) for row in rows]
        # Many jobs say the same: one vector serves them all.
        self._texts = {_digest(text): text for _, text in told}
        self._numbers = [(number, _digest(text)) for number, text in told]
        self._held = {digest: vector for digest, vector in self._held.items() if digest in self._texts}
        self._matrix = ([], np.zeros((0, 0), np.float32))
        self._version = version

    def _embed(self, digests: Sequence[str]) -> None:
        assert self._meaning is not None
        with self._lock:
            chosen = {digest: self._texts[digest] for digest in digests if digest in self._texts}
        if not chosen:
            return
        vectors = self._meaning.vectors(list(chosen.values()))
        with self._lock:
            self._held.update(zip(chosen, vectors, strict=True))

    def _load(self) -> dict[str, Vectors]:
        try:
            with np.load(self._file) as kept:
                vectors = np.asarray(kept["vectors"], dtype=np.float32)
                return dict(zip([str(digest) for digest in kept["digests"]], vectors, strict=True))
        except (OSError, ValueError, KeyError):
            # Nothing kept yet, or unreadable: the vectors are made again from the records.
            return {}

    def _save(self) -> None:
        with self._lock:
            digests, vectors = list(self._held), list(self._held.values())
            if not digests:
                return
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(f".{threading.get_ident()}.new.npz")
            np.savez(fresh, digests=np.asarray(digests), vectors=np.stack(vectors).astype(np.float16))
            fresh.replace(self._file)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
