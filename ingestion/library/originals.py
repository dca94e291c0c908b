"""The originals of what is indexed, kept by their content so that pages can be shown."""

import hashlib
import os
import shutil
from pathlib import Path

from domain.errors import ReadFailure
from stores.protocols import PassageStore

CHANGED = "changed while it was being read: ingest it again"


def sha256_of(path: Path) -> str:
    """The file's SHA-256. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_original(path: Path, sha256: str, folder: Path) -> None:
    """Copy the file to `<folder>/<sha256><suffix>`, whole or not at all.

    Raises:
        ReadFailure: the file is no longer what `sha256` says.
        OSError: it cannot be read, or the folder cannot be written.
    """
    target = folder / f"{sha256}{path.suffix.lower()}"
    if target.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f".{os.getpid()}.part")
    try:
        shutil.copyfile(path, partial)
        if sha256_of(partial) != sha256:
            raise ReadFailure(CHANGED)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def drop_original(sha256: str, folder: Path, store: PassageStore) -> None:
    """Delete the original of a removed document, unless another document, of any library, has the same content."""
    if not sha256 or any(d.sha256 == sha256 for name in store.libraries() for d in store.documents(name)):
        return
    for path in folder.glob(f"{sha256}*"):
        path.unlink(missing_ok=True)
