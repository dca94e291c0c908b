"""Files that could not be read, noted until they are read or gone."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from pydantic import TypeAdapter, ValidationError

from domain.documents import IngestFailure

_LIST = TypeAdapter(tuple[IngestFailure, ...])


class FailureLog:
    """One file a library; a failure stays until its file is read, or is no longer there.

    Args:
        home: the folder of `NACELLE_HOME`; the log's own folder is in it.
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / "failures"

    def of(self, library: str) -> tuple[IngestFailure, ...]:
        """What of a library could not be read, by path and page; nothing where the log is missing or damaged."""
        try:
            return _LIST.validate_json(self._path(library).read_bytes())
        except (OSError, ValidationError):
            return ()

    def note(self, library: str, read: Iterable[str], folders: Sequence[str], failed: Sequence[IngestFailure]) -> None:
        """Put down what an ingest found.

        Args:
            library: the set of documents.
            read: names of the files that this ingest looked at.
            folders: name prefixes of the folders that it walked; what they no longer hold is forgotten.
            failed: the failures of this ingest.
        """
        looked_at = {*read, *(failure.path for failure in failed)}
        before = self.of(library)
        kept = [f for f in before if f.path not in looked_at and not f.path.startswith(tuple(folders))]
        now = tuple(sorted((*kept, *failed), key=lambda failure: failure.path))
        if now != before:
            self._write(library, now)

    def _write(self, library: str, failures: tuple[IngestFailure, ...]) -> None:
        path = self._path(library)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.part")
        partial.write_bytes(_LIST.dump_json(failures))
        partial.replace(path)

    def _path(self, library: str) -> Path:
        return self._folder / f"{quote(library, safe=' ')}.json"
