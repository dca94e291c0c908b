"""The originals of documents, kept by their content: in a folder here, or wherever else fsspec reaches."""

import hashlib
import os
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from domain.errors import NacelleError, NotFound, ReadFailure, SettingsError, Unavailable
from stores.protocols import PassageStore
from stores.settings import StoreSettings

CHANGED = "changed while it was being read: ingest it again"
MOST_COPIED_BYTES = 2_000_000_000
COPIES = "copies"
BLOCK = 1_000_000


class Originals:
    """Files `<sha256><suffix>` at one address, whole or not there.

    Args:
        address: a folder, or what fsspec calls one: `s3://bucket/originals`, `file:///...`, `memory://...`; access as the protocol's
            package takes it from its own settings.
        home: the folder for what is this machine's own: copies of what lies elsewhere, the last used of them.
    """

    def __init__(
        self, address: str | Path, home: Path | None = None, *, most_copied_bytes: int = MOST_COPIED_BYTES
    ) -> None:
        self.address = str(address)
        self.home = home or Path(address).parent
        self._most_copied = most_copied_bytes
        self._lock = threading.Lock()

    @cached_property
    def _place(self) -> tuple[Any, str]:
        import fsspec  # noqa: PLC0415  (a search needs no originals)

        reach: Any = fsspec
        try:
            # Other servers write there too, so what was listed before is not believed.
            return reach.core.url_to_fs(self.address, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            raise SettingsError(f"NACELLE_FILES cannot be used: {error}.") from error

    @property
    def _is_here(self) -> bool:
        return "file" in self._place[0].protocol

    def keep(self, path: Path, sha256: str) -> None:
        """Copy a file to its name.

        Raises:
            ReadFailure: the file is no longer what `sha256` says.
            OSError: it cannot be read, or the folder cannot be written.
            Unavailable: a place elsewhere is out of reach.
        """
        self.put(path, f"{sha256}{path.suffix.lower()}", sha256)

    def put(self, path: Path, name: str, sha256: str = "") -> None:
        """Copy a file to a name, unless it is there; raises as `keep` does where `sha256` is given."""
        if self._is_here:
            self._put(path, name, sha256)
            return
        with self._reached():
            self._put(path, name, sha256)

    def _put(self, path: Path, name: str, sha256: str) -> None:
        place, root = self._place
        if place.exists(f"{root}/{name}"):
            return
        place.makedirs(root, exist_ok=True)
        partial = f"{root}/.{name}.{os.getpid()}.part"
        try:
            if _copied(path, place, partial) != sha256 and sha256:
                raise ReadFailure(CHANGED)
            place.mv(partial, f"{root}/{name}")
        finally:
            if place.exists(partial):
                place.rm_file(partial)

    def names(self) -> Sequence[str]:
        """Every file that is kept. Raises Unavailable."""
        with self._reached() as (place, root):
            try:
                found: list[str] = place.ls(root, detail=False)
            except FileNotFoundError:
                return ()
        names = (path.rstrip("/").rpartition("/")[2] for path in found)
        return sorted(name for name in names if not name.startswith("."))

    def fetch(self, name: str, target: Path) -> None:
        """A copy of one of `names`. Raises Unavailable."""
        with self._reached() as (place, root):
            place.get_file(f"{root}/{name}", str(target))

    def file(self, sha256: str) -> Path:
        """The original as a file of this machine. Raises NotFound where it was not kept, Unavailable where its place is out of reach."""
        found = self.find(sha256)
        if found is None:
            raise NotFound("The original of this document was not kept.")
        return found

    def find(self, sha256: str) -> Path | None:
        """The same, or None where it was not kept. Raises Unavailable."""
        name = next(iter(self._named(sha256)), "") if sha256 else ""
        if not name:
            return None
        return Path(self._place[1], name).resolve() if self._is_here else self._copy(name)

    def drop(self, sha256: str, store: PassageStore) -> None:
        """Delete the original of a removed document, unless another document of any library, or of a state, has the same content."""
        if not sha256 or sha256 in store.contents():
            return
        for name in self._named(sha256):
            with self._reached() as (place, root):
                place.rm_file(f"{root}/{name}")

    def _named(self, sha256: str) -> Sequence[str]:
        with self._reached() as (place, root):
            found: list[str] = place.glob(f"{root}/{sha256}.*")
        return sorted(path.rpartition("/")[2] for path in found)

    def _copy(self, name: str) -> Path:
        folder = self.home / COPIES
        copy, partial = folder / name, folder / f".{name}.part"
        with self._lock:
            if copy.exists():
                os.utime(copy)
                return copy.resolve()
            folder.mkdir(parents=True, exist_ok=True)
            try:
                self.fetch(name, partial)
                partial.replace(copy)
            finally:
                partial.unlink(missing_ok=True)
            _make_room(folder, copy, self._most_copied)
            return copy.resolve()

    @contextmanager
    def _reached(self) -> Generator[tuple[Any, str]]:
        place = self._place
        try:
            yield place
        except NacelleError:
            raise
        except Exception as error:  # each protocol's package has errors of its own
            told = f"The originals of documents are out of reach ({type(error).__name__}); try again later."
            raise Unavailable(told) from error


def originals_of(settings: StoreSettings) -> Originals:
    """The originals where the settings say, or in `home`."""
    return Originals(settings.files or settings.home / "files", settings.home)


def _copied(path: Path, place: Any, target: str) -> str:
    """Copy block by block; returns the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    with path.open("rb") as source, place.open(target, "wb") as out:
        while block := source.read(BLOCK):
            digest.update(block)
            out.write(block)
    return digest.hexdigest()


def _make_room(folder: Path, newest: Path, most: int) -> None:
    """Delete the copies that were not used for longest; whoever still reads one has it open."""
    by_use = sorted((path.stat().st_mtime, path) for path in folder.iterdir() if path != newest)
    size = newest.stat().st_size + sum(path.stat().st_size for _, path in by_use)
    for _, path in by_use:
        if size <= most:
            return
        size -= path.stat().st_size
        path.unlink(missing_ok=True)
