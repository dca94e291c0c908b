"""Folders of other places, read through fsspec: S3, WebDAV, SFTP, or whatever else is installed for it."""

import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import Any

from domain.errors import BadInput, Unavailable
from ingestion.readers.archive import MOST_BYTES, MOST_FILES
from ingestion.readers.files import SUFFIXES


def mirrored(address: str, folder: Path) -> Path:
    """A copy of the documents at `address`, brought up to date: only what changed there is fetched, what is gone is deleted.

    Args:
        address: `s3://bucket/manuals`, `webdav://host/path`, `file:///...`, `memory://...`; access as the protocol's package takes it from
            its own settings.
        folder: where copies are kept from one time to the next.

    Raises:
        BadInput: the address cannot be used, or there is nothing at it.
        Unavailable: the place is out of reach.
    """
    import fsspec  # noqa: PLC0415  (only for what lies elsewhere)

    try:
        reach: Any = fsspec
        place, root = reach.core.url_to_fs(address)
        found: dict[str, Any] = place.find(root, detail=True)
    except (ImportError, ValueError) as error:
        raise BadInput(f"'{address}' cannot be read: {error}.") from error
    except FileNotFoundError as error:
        raise BadInput(f"There is nothing at '{address}'.") from error
    except OSError as error:
        raise Unavailable(f"'{address}' is out of reach: {error}.") from error
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
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise Unavailable(f"'{path}' could not be fetched: {error}.") from error
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
