"""Files, folders and archives to the single files that are to be read."""

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
        inside = list(_below(path)) if path.is_dir() else [Found(path, path.name)]
        if not inside:
            kinds = " ".join(sorted(SUFFIXES))
            raise BadInput(f"No document was found in '{given}' ({kinds}).")
        if path.is_dir():
            folders.append(f"{_folder_name(path)}/")
        for found in inside:
            for single in _opened(found, scratch / str(len(files)), failures, folders):
                files[single.name] = single
    return Search(tuple(files[name] for name in sorted(files)), tuple(folders), tuple(failures))


def _folder_name(path: Path) -> str:
    return path.resolve().name or "root"


def _below(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in relative.parts)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            yield Found(path, f"{_folder_name(folder)}/{relative.as_posix()}")


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
