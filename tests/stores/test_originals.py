"""Originals of documents in a folder, and where only fsspec reaches."""

import hashlib
import subprocess
import sys
import uuid
from pathlib import Path

import fsspec
import pytest

from domain.errors import NotFound, ReadFailure, SettingsError, Unavailable
from stores.originals import Originals, originals_of
from stores.settings import StoreSettings

TEXT = b"# Crane\n\nGrease the hook.\n"
SHA256 = hashlib.sha256(TEXT).hexdigest()


@pytest.fixture(params=["folder", "file", "memory"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    shared = tmp_path / "shared"
    return {"folder": str(shared), "file": f"file://{shared}", "memory": f"memory://{uuid.uuid4().hex}"}[request.param]


@pytest.fixture
def manual(tmp_path: Path) -> Path:
    path = tmp_path / "crane.MD"
    path.write_bytes(TEXT)
    return path


class NoDocuments:
    def contents(self) -> set[str]:
        return set()


def test_two_servers_share_them(address: str, manual: Path, tmp_path: Path) -> None:
    one, other = Originals(address, tmp_path / "one"), Originals(address, tmp_path / "other")
    assert other.names() == ()
    with pytest.raises(NotFound):
        other.file(SHA256)
    one.keep(manual, SHA256)
    one.keep(manual, SHA256)
    assert list(other.names()) == [f"{SHA256}.md"]
    for _ in range(2):
        assert other.file(SHA256).read_bytes() == TEXT
    other.drop(SHA256, NoDocuments())  # pyright: ignore[reportArgumentType]
    assert one.find(SHA256) is None


def test_what_changed_meanwhile_is_not_kept(address: str, manual: Path, tmp_path: Path) -> None:
    kept = Originals(address, tmp_path / "home")
    with pytest.raises(ReadFailure):
        kept.keep(manual, "0" * 64)
    assert list(kept.names()) == []


def test_a_half_copied_one_is_not_there(tmp_path: Path) -> None:
    (tmp_path / f".{SHA256}.pdf.77.part").write_bytes(b"%PDF")
    assert Originals(tmp_path).find(SHA256) is None


def test_another_process_sees_them(manual: Path, tmp_path: Path) -> None:
    address = f"file://{tmp_path}/shared"
    code = f"from pathlib import Path; from stores.originals import Originals; Originals({address!r}, Path({str(tmp_path)!r})).keep(Path({str(manual)!r}), {SHA256!r})"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
    assert Originals(address, tmp_path / "home").file(SHA256).read_bytes() == TEXT


def test_copies_of_what_lies_elsewhere_do_not_fill_the_disk(manual: Path, tmp_path: Path) -> None:
    kept = Originals(f"memory://{uuid.uuid4().hex}", tmp_path / "home", most_copied_bytes=2 * len(TEXT))
    for number in range(4):
        text = TEXT[:-1] + str(number).encode()
        manual.write_bytes(text)
        sha256 = hashlib.sha256(text).hexdigest()
        kept.keep(manual, sha256)
        assert kept.file(sha256).exists()
    assert len(list((tmp_path / "home" / "copies").iterdir())) == 2


class Away(fsspec.AbstractFileSystem):
    """A place whose package raises what is no OSError, as S3's does without a network."""

    protocol = "away"

    def ls(self, path: str, detail: bool = True, **kwargs: object) -> list[str]:
        raise RuntimeError("no route")


def test_a_place_out_of_reach(manual: Path, tmp_path: Path) -> None:
    fsspec.register_implementation("away", Away, clobber=True)
    kept = Originals("away://x", tmp_path)
    for tried in (
        kept.names,
        lambda: kept.find(SHA256),
        lambda: kept.fetch("x", tmp_path / "x"),
        lambda: kept.keep(manual, SHA256),
    ):
        with pytest.raises(Unavailable):
            tried()


def test_settings(tmp_path: Path) -> None:
    assert originals_of(StoreSettings(home=tmp_path)).address == str(tmp_path / "files")
    assert originals_of(StoreSettings(home=tmp_path, files="memory://x")).address == "memory://x"
    with pytest.raises(SettingsError):
        Originals("nowhere://x", tmp_path).names()
    fsspec.filesystem("memory").store.clear()
