"""The vector side: Chroma, in a folder by default, a server by setting; it searches by its own index and metadata filters."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
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
HNSW = {"space": "ip", "ef_construction": 200, "max_neighbors": 24, "ef_search": 300}
"""Vectors have length 1: the inner product is the cosine. The graph of Malkov and Yashunin (2016)."""


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
        for first in range(0, len(ids), BATCH):
            part = slice(first, first + BATCH)
            self._ask(
                embedder,
                library,
                "upsert",
                ids=list(ids[part]),
                embeddings=vectors[part],
                metadatas=[dict(one) for one in about[part]],
            )

    def drop(self, embedder: str, library: str, generation: str) -> None:
        """Remove a generation; it need not exist."""
        self._ask(embedder, library, "delete", where={"generation": generation})

    def count(self, embedder: str, library: str) -> int:
        """How many vectors there are."""
        return int(self._ask(embedder, library, "count"))

    def present(self, embedder: str, library: str, ids: Sequence[str]) -> set[str]:
        """Those of the ids that have a vector."""
        parts = [ids[first : first + BATCH] for first in range(0, len(ids), BATCH)]
        return {one for part in parts for one in self._ask(embedder, library, "get", ids=list(part), include=[])["ids"]}

    def nearest(
        self, embedder: str, library: str, questions: Floats, count: int, narrowed: Narrowed | None = None
    ) -> list[dict[str, float]]:
        """For each question, shape (n, dimensions), the ids of the nearest passages with their cosines, best first.

        Raises:
            Unavailable: when Chroma cannot be reached.
        """
        where = _where(narrowed or Narrowed())
        found = self._ask(
            embedder,
            library,
            "query",
            query_embeddings=questions,
            n_results=count,
            include=["distances"],
            **({"where": where} if where else {}),
        )
        return [
            {name: 1.0 - distance for name, distance in zip(ids, distances, strict=True)}
            for ids, distances in zip(found["ids"], found["distances"], strict=True)
        ]

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

    def of_first_edition(self, embedder: str, ids: Sequence[str]) -> Floats | None:
        """Vectors out of the one collection that the first edition had for all libraries; None when any is missing."""
        try:
            kept = self.client().get_collection(f"passages-{short(embedder)}", embedding_function=None)
            found = kept.get(ids=list(ids), include=["embeddings"])
        except Exception:  # noqa: BLE001  no such collection, or one that cannot be read: the vectors are made again
            return None
        at = {one: row for row, one in enumerate(found["ids"])}
        if len(at) != len(ids):
            return None
        return np.asarray(found["embeddings"], dtype=np.float32)[[at[one] for one in ids]]

    def _ask(self, embedder: str, library: str, what: str, **arguments: Any) -> Any:
        from chromadb.errors import ChromaError  # noqa: PLC0415
        from httpx import HTTPError  # noqa: PLC0415

        try:
            return getattr(self._collection(embedder, library), what)(**arguments)
        except (
            ChromaError,
            HTTPError,
            OSError,
            ValueError,
        ) as error:  # ValueError: how the client says that nobody answers
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


def _where(narrowed: Narrowed) -> dict[str, Any]:
    """As Chroma's operators say it."""
    asked = {"scope": narrowed.scopes, "kind": narrowed.kinds, "document": narrowed.documents}
    clauses: list[dict[str, Any]] = [
        {field: {"$in": sorted(values)}} for field, values in asked.items() if values is not None
    ]
    if narrowed.without:
        clauses.append({"document": {"$nin": sorted(narrowed.without)}})
    if len(clauses) > 1:
        return {"$and": clauses}
    return clauses[0] if clauses else {}


def short(name: str) -> str:
    """How an embedder or a library is called in the name of a collection."""
    return hashlib.sha256(name.encode()).hexdigest()[:12]
