"""Folders of other places, read through fsspec: S3, WebDAV, SFTP, or whatever else is installed for it."""

import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from domain.errors import BadInput, Unavailable
from ingestion.readers.archive import MOST_BYTES, MOST_FILES
from ingestion.readers.files import SUFFIXES

_WEBDAV = {"webdav": "http", "dav": "http", "webdavs": "https", "davs": "https"}


def mirrored(address: str, folder: Path) -> Path:
    """A copy of the documents at `address`, brought up to date: only what changed there is fetched, what is gone is deleted.

    Args:
        address: `s3://bucket/manuals`, `webdavs://host/path` (`webdav://` without TLS), `file:///...`, `memory://...`; access as the
            protocol's package takes it from its own settings, or as fsspec does (`FSSPEC_WEBDAV='{"auth": ["name", "password"]}'`).
        folder: where copies are kept from one time to the next.

    Raises:
        BadInput: the address cannot be used, or there is nothing at it.
        Unavailable: the place is out of reach.
    """
    try:
        place, root = _place(address)
        found: dict[str, Any] = place.find(root, detail=True)
    except (ImportError, ValueError, TypeError) as error:
        raise BadInput(f"'{address}' cannot be read: {_said(error)}.") from error
    except FileNotFoundError as error:
        raise BadInput(f"There is nothing at '{address}'.") from error
    except Exception as error:  # each protocol's package has errors of its own
        raise Unavailable(f"'{address}' is out of reach: {_said(error)}.") from error
    wanted = {path: about for path, about in found.items() if PurePosixPath(path).suffix.lower() in SUFFIXES}
    if not wanted:
        raise BadInput(f"There is nothing at '{address}' that can be read.")
    size = sum(int(about.get("size") or 0) for about in wanted.values())
    if len(wanted) > MOST_FILES or size > MOST_BYTES * 10:
        raise BadInput(f"'{address}' holds more than {MOST_FILES} files or {MOST_BYTES * 10 // 2**30} GB.")
    own = folder / hashlib.sha256(address.encode()).hexdigest()[:16]
    target = own / _name_of(root)
    if list(wanted) == [root]:
        _bring(place, {root: PurePosixPath(root).name}, wanted, own)
        return own / PurePosixPath(root).name
    _bring(place, {path: str(PurePosixPath(path).relative_to(root)) for path in wanted}, wanted, target)
    return target


def _place(address: str) -> tuple[Any, str]:
    """The file system and the path on it; of WebDAV, whose package wants it told apart, the server."""
    import fsspec  # noqa: PLC0415  (only for what lies elsewhere)

    reach: Any = fsspec
    told = urlsplit(address)
    if told.scheme not in _WEBDAV:
        return reach.core.url_to_fs(address)
    auth = reach.config.conf.get("webdav", {}).get("auth")
    options = {"auth": tuple(auth)} if auth else {}
    return reach.filesystem("webdav", base_url=f"{_WEBDAV[told.scheme]}://{told.netloc}", **options), told.path.strip(
        "/"
    )


def _name_of(root: str) -> str:
    return PurePosixPath(root.rstrip("/")).name or "root"


def _bring(place: Any, names: dict[str, str], about: dict[str, Any], target: Path) -> None:
    """Fetch what is not here as it is there; the states seen are written down when all is here."""
    target.mkdir(parents=True, exist_ok=True)
    seen = target.with_name(f"{target.name}.seen.json")
    before: dict[str, str] = json.loads(seen.read_text("utf-8")) if seen.exists() else {}
    states = {names[path]: _state(place, path, about[path]) for path in names}
    for path, name in names.items():
        local = target / name
        if not local.resolve().is_relative_to(target.resolve()):
            raise BadInput(f"'{path}' has a name that leads out of its folder.")
        if local.exists() and before.get(name) == states[name]:
            continue
        local.parent.mkdir(parents=True, exist_ok=True)
        partial = local.with_name(f".{local.name}.part")
        try:
            place.get_file(path, str(partial))
        except Exception as error:
            partial.unlink(missing_ok=True)
            raise Unavailable(f"'{path}' could not be fetched: {_said(error)}.") from error
        partial.replace(local)
    for gone in set(before) - set(states):
        (target / gone).unlink(missing_ok=True)
    seen.write_text(json.dumps(states), "utf-8")


def _state(place: Any, path: str, about: dict[str, Any]) -> str:
    """What changes when the file does: its tag or time and size."""
    told = [
        str(about[key])
        for key in ("ETag", "etag", "mtime", "LastModified", "modified", "created", "size")
        if about.get(key)
    ]
    return "|".join(told) or str(place.ukey(path))


def _said(error: Exception) -> str:
    """The first line of what an error says, else its name."""
    return next(iter(str(error).splitlines()), "").rstrip(". ") or type(error).__name__
