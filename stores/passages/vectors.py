"""Vectors in Chroma: a folder by default, a server by setting."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from domain.errors import Unavailable
from stores.passages.segments import Floats

BATCH = 1000


class ChromaVectors:
    """One collection for all libraries; an id is `<generation>:<passage id>`, so generations never mix.

    Args:
        folder: where the embedded database lies.
        url: address of a Chroma server, instead of the folder.
        space: what the collection is for; another embedder gets another collection.
    """

    def __init__(self, folder: Path, url: str | None, space: str) -> None:
        self._folder = folder
        self._url = url
        self._name = f"passages-{space}"
        self._opening = Lock()

    def put(self, generation: str, library: str, document_id: str, ids: Sequence[str], vectors: Floats) -> None:
        """Add a generation; doing so twice changes nothing.

        Raises:
            Unavailable: when Chroma cannot be reached.
        """
        about = {"generation": generation, "library": library, "document_id": document_id}
        for first in range(0, len(ids), BATCH):
            some = ids[first : first + BATCH]
            self._ask(
                "upsert",
                ids=[f"{generation}:{one}" for one in some],
                embeddings=vectors[first : first + BATCH],
                metadatas=[about] * len(some),
            )

    def get(self, generation: str, ids: Sequence[str], dimensions: int) -> Floats | None:
        """The vectors in the order of `ids`, shape (len(ids), dimensions); None when any is missing."""
        found = np.zeros((len(ids), dimensions), dtype=np.float32)
        for first in range(0, len(ids), BATCH):
            some = [f"{generation}:{one}" for one in ids[first : first + BATCH]]
            answer = self._ask("get", ids=some, include=["embeddings"])
            at = {one: row for row, one in enumerate(answer["ids"])}
            if len(at) != len(some):
                return None
            found[first : first + len(some)] = np.asarray(answer["embeddings"])[[at[one] for one in some]]
        return found

    def drop(self, generation: str) -> None:
        """Remove a generation; it need not exist."""
        self._ask("delete", where={"generation": generation})

    def count(self) -> int:
        """How many vectors there are, all libraries together."""
        return int(self._ask("count"))

    def _ask(self, what: str, **arguments: Any) -> Any:
        from chromadb.errors import ChromaError  # noqa: PLC0415
        from httpx import HTTPError  # noqa: PLC0415

        try:
            with self._opening:
                collection = self._collection
            return getattr(collection, what)(**arguments)
        except (
            ChromaError,
            HTTPError,
            OSError,
            ValueError,
        ) as error:  # ValueError: how the client says that nobody answers
            raise Unavailable(f"The vector store could not be reached: {error}") from error

    @cached_property
    def _collection(self) -> Any:
        import chromadb  # noqa: PLC0415
        from chromadb.config import Settings  # noqa: PLC0415

        # Vectors have length 1: the inner product is the cosine, and Chroma gives back what it was given.
        quiet = Settings(anonymized_telemetry=False)
        if self._url:
            at = urlsplit(self._url)
            secure = at.scheme == "https"
            port = at.port or (443 if secure else 8000)
            client = chromadb.HttpClient(host=at.hostname or "localhost", port=port, ssl=secure, settings=quiet)
        else:
            self._folder.mkdir(parents=True, exist_ok=True)
            client = chromadb.PersistentClient(str(self._folder), settings=quiet)
        return client.get_or_create_collection(self._name, embedding_function=None, metadata={"hnsw:space": "ip"})
