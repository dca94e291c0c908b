"""One writer at a time on this machine, and who it was: Chroma's folder is not made for several processes that write."""

import fcntl
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from stores.passages.finding.vectors import ChromaVectors


class WritingLock:
    """Held while vectors are written; the lock goes with the process, and the file keeps the name of the last writer."""

    def __init__(self, folder: Path, vectors: ChromaVectors) -> None:
        self._path = folder / "writing.lock"
        self._vectors = vectors
        self._own = Lock()
        self._name = uuid.uuid4().hex

    @contextmanager
    def held(self) -> Generator[None]:
        """Where another process wrote last, Chroma's folder is read anew first: else its graph would be written over."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._own, self._path.open("a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not self.was_mine():
                self._vectors.refresh()
            file.truncate(0)
            file.write(self._name)
            file.flush()
            yield

    def was_mine(self) -> bool:
        """Whether nobody else was the last to write."""
        try:
            return self._path.read_text(encoding="utf-8") in {self._name, ""}
        except FileNotFoundError:
            return True
