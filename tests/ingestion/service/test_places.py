"""Places elsewhere whose packages have options and errors of their own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from domain.errors import BadInput, Unavailable
from ingestion.service.remote import mirrored


class RefusedError(Exception):
    """As packages raise them: no OSError."""


class Dav(fsspec.AbstractFileSystem):
    """A WebDAV server that wants its address as `base_url`, as `webdav4` does, and a name."""

    def __init__(self, base_url: str, auth: tuple[str, str] = ("", ""), **given: Any) -> None:
        super().__init__(**given)
        self._base_url, self._auth = base_url, auth

    def find(self, path: str, **_: Any) -> dict[str, Any]:
        if self._auth != ("kim", "secret"):
            raise RefusedError("received 401\nmore")
        return {f"{path}/pump.md": {"size": 7, "etag": self._base_url}}

    def get_file(self, rpath: str, lpath: str, **_: Any) -> None:
        Path(lpath).write_text(f"# {rpath}", "utf-8")


@pytest.fixture(autouse=True)
def dav() -> Iterator[None]:
    fsspec.register_implementation("webdav", Dav, clobber=True)
    yield
    fsspec.config.conf.pop("webdav", None)


def test_a_webdav_server_is_told_from_the_path_on_it(tmp_path: Path) -> None:
    fsspec.config.conf["webdav"] = {"auth": ["kim", "secret"]}
    folder = mirrored("webdavs://files.example:8443/manuals/pumps", tmp_path)
    assert (folder / "pump.md").read_text("utf-8") == "# manuals/pumps/pump.md"
    assert '"https://files.example:8443|7"' in (folder.parent / "pumps.seen.json").read_text("utf-8")


def test_what_a_package_raises_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"^'webdav://files.example/m' is out of reach: received 401\.$"):
        mirrored("webdav://files.example/m", tmp_path)


def test_a_place_that_wants_more_than_an_address_is_told(tmp_path: Path) -> None:
    fsspec.register_implementation("davlike", Dav, clobber=True)
    with pytest.raises(BadInput, match="base_url"):
        mirrored("davlike://files.example/m", tmp_path)
