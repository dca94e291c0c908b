"""Zip archives, unpacked into a folder within limits."""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from domain.errors import ReadFailure

MOST_FILES = 5_000
MOST_BYTES = 2 * 2**30
MOST_RATIO = 200
_CHUNK = 2**20


class Member(NamedTuple):
    """A file of an archive, unpacked at `path`; or the reason why not."""

    name: str
    path: Path | None
    reason: str = ""


def unpack(archive: Path, folder: Path, suffixes: frozenset[str]) -> Iterator[Member]:
    """The members with one of `suffixes`, one after the other.

    Raises:
        ReadFailure: the archive is damaged, or would unpack to more than the limits allow (a "zip bomb").
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            infos = [info for info in opened.infolist() if _is_wanted(info, suffixes)]
            _check(opened.infolist(), archive.stat().st_size)
            for number, info in enumerate(infos):
                yield _member(opened, info, folder / f"{number:05d}{PurePosixPath(info.filename).suffix.lower()}")
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise ReadFailure("damaged archive") from error


def _is_wanted(info: zipfile.ZipInfo, suffixes: frozenset[str]) -> bool:
    name = PurePosixPath(info.filename)
    hidden = any(part.startswith((".", "__MACOSX")) for part in name.parts)
    return not info.is_dir() and not hidden and name.suffix.lower() in suffixes


def _check(infos: list[zipfile.ZipInfo], size: int) -> None:
    total = sum(info.file_size for info in infos)
    if len(infos) > MOST_FILES:
        raise ReadFailure(f"archive with more than {MOST_FILES} files")
    if total > MOST_BYTES or total > max(size, 1) * MOST_RATIO:
        raise ReadFailure("archive that unpacks to far more than its size (zip bomb)")


def _member(opened: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> Member:
    if info.flag_bits & 1:
        return Member(info.filename, None, "password protected")
    left = info.file_size
    try:
        with opened.open(info) as packed, target.open("wb") as out:
            while chunk := packed.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    return Member(info.filename, None, "archive that unpacks to far more than its size (zip bomb)")
                out.write(chunk)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        return Member(info.filename, None, f"damaged in the archive: {error}")
    return Member(info.filename, target)
