"""Files, folders and archives to the single files that are to be read."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.documents import IngestFailure
from domain.errors import BadInput, ReadFailure
from ingestion.readers.archive import unpack
from ingestion.readers.files import SUFFIXES, format_of

_ARCHIVE_SUFFIXES = frozenset(suffix for suffix in SUFFIXES if suffix != ".zip")


@dataclass(frozen=True)
class Found:
    """A file to read: where it is, and the name it goes by in the library."""

    path: Path
    name: str


@dataclass(frozen=True)
class Search:
    """What `find` came upon; `folders` are the names below which a library's file that is gone counts as removed."""

    files: tuple[Found, ...]
    folders: tuple[str, ...]
    failures: tuple[IngestFailure, ...]


def find(paths: Iterable[Path], scratch: Path) -> Search:
    """All readable files below `paths`, in a fixed order.

    Args:
        paths: files, folders or archives.
        scratch: an empty folder that archives are unpacked into.

    Raises:
        BadInput: a path does not exist, or nothing at it can be read.
    """
    files: dict[str, Found] = {}
    folders: list[str] = []
    failures: list[IngestFailure] = []
    for given in paths:
        path = given.expanduser()
        if not path.exists():
            raise BadInput(f"There is nothing at '{given}'.")
        before = len(failures)
        inside = list(_below(path, failures)) if path.is_dir() else [Found(path, _printable(path.name))]
        if not inside and len(failures) == before:
            kinds = " ".join(sorted(SUFFIXES))
            raise BadInput(f"No document was found in '{given}' ({kinds}).")
        if path.is_dir():
            folders.append(f"{_folder_name(path)}/")
        for found in inside:
            for single in _opened(found, scratch / str(len(files)), failures, folders):
                files[single.name] = single
    return Search(tuple(files[name] for name in sorted(files)), tuple(folders), tuple(failures))


def _folder_name(path: Path) -> str:
    return _printable(path.resolve().name) or "root"


def _below(folder: Path, failures: list[IngestFailure]) -> Iterator[Found]:
    """Readable files in the order of their paths; links to folders are not followed, so none can lead in circles."""
    name = _folder_name(folder)

    def unreadable(error: OSError) -> None:
        inside = Path(error.filename or folder).relative_to(folder).as_posix()
        failures.append(IngestFailure(path=f"{name}/{inside}", reason=f"folder cannot be read: {error.strerror}"))

    found: list[Path] = []
    for at, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = [one for one in folders if not one.startswith(".")]
        found += [Path(at, one) for one in files if not one.startswith(".") and Path(one).suffix.lower() in SUFFIXES]
    for path in sorted(found):
        relative = f"{name}/{path.relative_to(folder).as_posix()}"
        reason = _no_file(path)
        if reason:
            failures.append(IngestFailure(path=_printable(relative), reason=reason))
        else:
            yield Found(path, _printable(relative))


def _no_file(path: Path) -> str:
    """Why a path is no file that can be read, "" where it is one."""
    try:
        return "" if stat.S_ISREG(path.stat().st_mode) else "not a file"
    except OSError as error:
        return "a link that leads nowhere" if path.is_symlink() else f"cannot be read: {error.strerror}"


def _printable(name: str) -> str:
    """A name whose bytes are no UTF-8 with those bytes spelled out, so that it can be stored and printed."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _opened(found: Found, scratch: Path, failures: list[IngestFailure], folders: list[str]) -> Iterator[Found]:
    try:
        if format_of(found.path) != "zip":
            yield found
            return
        scratch.mkdir(parents=True, exist_ok=True)
        folders.append(f"{found.name}/")
        for member in unpack(found.path, scratch, _ARCHIVE_SUFFIXES):
            name = f"{found.name}/{member.name}"
            if member.path is None:
                failures.append(IngestFailure(path=name, reason=member.reason))
            else:
                yield Found(member.path, name)
    except ReadFailure as failure:
        failures.append(IngestFailure(path=found.name, reason=failure.reason))
