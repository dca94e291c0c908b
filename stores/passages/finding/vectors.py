"""The vector side: Chroma, in a folder by default, a server by setting; it searches by its own index and metadata filters."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from domain.errors import Unavailable
from stores.passages.finding.narrowing import Narrowed

Floats = npt.NDArray[np.float32]

BATCH = 1000
SAMPLED = 400
"""Passages by which the middle of a language is estimated."""
HNSW = {"space": "ip", "ef_construction": 200, "max_neighbors": 24, "ef_search": 300}
"""Vectors have length 1: the inner product is the cosine. The graph of Malkov and Yashunin (2016)."""
FURTHER = 8
"""Times as many passages as are wanted, among which a filter that lets most through finds enough."""
_ALIASES = count()
MOST_ALIASES = 500
"""More than there are clients at a time."""


class ChromaVectors:
    """A collection for each library and embedder; an id is `<generation>:<passage id>`, so generations never mix.

    Args:
        folder: where the embedded database lies.
        url: address of a Chroma server, instead of the folder.
    """

    def __init__(self, folder: Path, url: str | None) -> None:
        self._folder = folder
        self._url = url
        self._lock = Lock()
        self._client: Any = None
        self._retired: Any = None
        self._alias = ""
        self._collections: dict[str, Any] = {}

    def put(
        self, embedder: str, library: str, ids: Sequence[str], vectors: Floats, about: Sequence[Mapping[str, str]]
    ) -> None:
        """Add vectors with what filters ask (`scope`, `kind`, `document`, `generation`); doing so twice changes nothing.

        Raises:
            Unavailable: when Chroma cannot be reached.
        """
        for part in _batches(len(ids)):
            given = {
                "ids": list(ids[part]),
                "embeddings": vectors[part],
                "metadatas": [dict(one) for one in about[part]],
            }
            self._ask(embedder, library, "upsert", **given)

    def drop(self, embedder: str, library: str, generation: str) -> None:
        """Remove a generation; it need not exist."""
        self._ask(embedder, library, "delete", where={"generation": generation})

    def count(self, embedder: str, library: str) -> int:
        """How many vectors there are."""
        return int(self._ask(embedder, library, "count"))

    def present(self, embedder: str, library: str, ids: Sequence[str]) -> set[str]:
        """Those of the ids that have a vector."""
        parts = (self._ask(embedder, library, "get", ids=list(ids[part]), include=[]) for part in _batches(len(ids)))
        return {one for part in parts for one in part["ids"]}

    def nearest(
        self, embedder: str, library: str, questions: Floats, count: int, narrowed: Narrowed | None = None
    ) -> list[dict[str, float]]:
        """For each question, shape (n, dimensions), the ids of the nearest passages with their cosines, best first.

        Raises:
            Unavailable: when Chroma cannot be reached.
        """
        narrowed = narrowed or Narrowed()
        asked: dict[str, Any] = {"query_embeddings": questions, "include": ["distances", "metadatas"]}
        if not narrowed.everything:
            # Chroma lists all that a filter lets through before it searches: where that is much, to look further is faster.
            found = self._ask(embedder, library, "query", **asked, n_results=count * FURTHER)
            told = _cosines(found, narrowed, count)
            whole = all(len(ids) < count * FURTHER for ids in found["ids"])
            if whole or all(len(each) == count for each in told):
                return told
            asked["where"] = narrowed.where
        found = self._ask(embedder, library, "query", **asked, n_results=count)
        return _cosines(found, narrowed, count)

    def cosines(self, embedder: str, library: str, ids: Collection[str], question: Floats) -> dict[str, float]:
        """The cosines of some passages with a question, shape (dimensions,); those that have no vector are left out."""
        if not ids:
            return {}
        found = self._ask(embedder, library, "get", ids=list(ids), include=["embeddings"])
        if not len(found["ids"]):
            return {}
        vectors = np.asarray(found["embeddings"], dtype=np.float32)
        # Not `@`: BLAS threads wait for each other on a busy machine.
        return dict(zip(found["ids"], np.einsum("ij,j->i", vectors, question).tolist(), strict=True))

    def middle(self, embedder: str, library: str, documents: Collection[str]) -> Floats | None:
        """The mean vector of the first few hundred passages of some documents, shape (dimensions,); None where there are none."""
        where = Narrowed(documents=frozenset(sorted(documents)[:SAMPLED])).where
        found = self._ask(embedder, library, "get", where=where, limit=SAMPLED, include=["embeddings"])
        return np.asarray(found["embeddings"], dtype=np.float32).mean(axis=0) if len(found["ids"]) else None

    def vectors(self, embedder: str, library: str, ids: Sequence[str]) -> Floats | None:
        """The vectors of some passages in order; None when any is missing."""
        at: dict[str, Any] = {}
        for part in _batches(len(ids)):
            found = self._ask(embedder, library, "get", ids=list(ids[part]), include=["embeddings"])
            at.update(zip(found["ids"], found["embeddings"], strict=True))
        return np.asarray([at[one] for one in ids], dtype=np.float32) if ids and len(at) == len(ids) else None

    def _ask(self, embedder: str, library: str, what: str, **arguments: Any) -> Any:
        from chromadb.errors import ChromaError  # noqa: PLC0415
        from httpx import HTTPError  # noqa: PLC0415

        try:
            return getattr(self._collection(embedder, library), what)(**arguments)
        except (ChromaError, HTTPError, OSError, ValueError) as error:
            # ValueError: how the client says that nobody answers
            self._collections.clear()
            raise Unavailable(f"The vector store could not be reached: {error}") from error

    def _collection(self, embedder: str, library: str) -> Any:
        name = f"{short(embedder)}-{short(library)}"
        with self._lock:
            if name not in self._collections:
                self._collections[name] = self.client().get_or_create_collection(
                    name,
                    embedding_function=None,
                    metadata={"library": library, "embedder": embedder},
                    configuration={"hnsw": HNSW},
                )
            return self._collections[name]

    def refresh(self) -> None:
        """See what another process wrote into the folder: Chroma keeps its graph in memory for as long as a client lives.

        The client before is closed one refresh later, for a search of another thread may still ask it.
        """
        if self._url or self._client is None:
            return
        with self._lock:
            if self._retired is not None:
                self._retired.close()
            self._retired, self._client = self._client, None
            self._collections.clear()
            # Chroma shares one database among clients of the same path; this is the same folder by another name.
            self._alias = "/." * (1 + next(_ALIASES) % MOST_ALIASES)

    def check(self) -> None:
        """Raises Unavailable where Chroma does not answer."""
        try:
            self.client().heartbeat()
        except Exception as error:
            raise Unavailable("The vector store could not be reached.") from error

    def client(self) -> Any:
        """The connection, opened at the first use."""
        if self._client is None:
            import chromadb  # noqa: PLC0415
            from chromadb.config import Settings  # noqa: PLC0415

            quiet = Settings(anonymized_telemetry=False)
            if self._url:
                at = urlsplit(self._url)
                secure = at.scheme == "https"
                port = at.port or (443 if secure else 8000)
                self._client = chromadb.HttpClient(at.hostname or "localhost", port, ssl=secure, settings=quiet)
            else:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._client = chromadb.PersistentClient(f"{self._folder}{self._alias}", settings=quiet)
        return self._client


def _batches(count: int) -> Iterator[slice]:
    return (slice(first, first + BATCH) for first in range(0, count, BATCH))


def _cosines(found: Any, narrowed: Narrowed, most: int) -> list[dict[str, float]]:
    """For each question the nearest of those that are let through, with their cosines."""
    out: list[dict[str, float]] = []
    for each in zip(found["ids"], found["distances"], found["metadatas"], strict=True):
        kept = [(name, 1.0 - distance) for name, distance, about in zip(*each, strict=True) if narrowed.lets(about)]
        out.append(dict(kept[:most]))
    return out


def short(name: str) -> str:
    """How an embedder or a library is called in the name of a collection."""
    return hashlib.sha256(name.encode()).hexdigest()[:12]
