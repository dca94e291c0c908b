"""Files that change, vanish, lead nowhere or cannot be written: a reason for each, and the rest goes on."""

import os
from pathlib import Path
from typing import Any

import pytest

from domain.errors import ReadFailure, Unavailable
from ingestion.documents import make_document
from ingestion.library.failures import FailureLog
from ingestion.library.originals import sha256_of
from ingestion.pipeline import ingest
from ingestion.processes.reading import readers
from ingestion.terminal.document_list import as_text
from ingestion.wishes import Wishes
from stores.originals import CHANGED, Originals


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "handbücher & more"
    path.mkdir()
    (path / "Pumpe größer.md").write_text("# Pump\n\nTighten the flange to 40 Nm.\n", "utf-8")
    return path


def test_links_in_circles_and_names_with_blanks_and_accents(folder: Path, store: Any) -> None:
    (folder / "loop").symlink_to(folder)
    (folder / "self.pdf").symlink_to(folder / "self.pdf")
    report = ingest([folder], passages=store)
    assert [(f.path, f.reason) for f in report.failed] == [("handbücher & more/self.pdf", "a link that leads nowhere")]
    assert [document.path for document in store.documents()] == ["handbücher & more/Pumpe größer.md"]


def test_a_name_that_is_no_utf8_is_spelled_out(folder: Path, store: Any) -> None:
    os.rename(os.fsencode(folder / "Pumpe größer.md"), os.fsencode(folder) + b"/pump\xff.md")
    ingest([folder], passages=store)
    assert [document.path for document in store.documents()] == ["handbücher & more/pump\\xff.md"]


def test_a_file_that_changes_while_it_is_read_is_not_indexed(folder: Path, tmp_path: Path) -> None:
    path = folder / "Pumpe größer.md"
    before = sha256_of(path)
    path.write_text("# Pump\n\nTighten the flange to 45 Nm.\n", "utf-8")
    with readers(1) as reading, pytest.raises(ReadFailure, match="changed while"):
        make_document(reading, path, path.name, before, Wishes())
    with pytest.raises(ReadFailure) as failure:
        Originals(tmp_path / "files").keep(path, before)
    assert failure.value.reason == CHANGED
    assert list((tmp_path / "files").iterdir()) == []


def test_a_file_that_vanishes_while_it_is_read(folder: Path) -> None:
    with readers(1) as reading, pytest.raises((ReadFailure, FileNotFoundError)):
        make_document(reading, folder / "gone.md", "gone.md", "", Wishes())


def test_what_failed_is_remembered_until_it_is_read_or_gone(folder: Path, store: Any, tmp_path: Path) -> None:
    keep = tmp_path / "home" / "files"
    bad = folder / "bad.pdf"
    bad.write_bytes(b"")
    ingest([folder], passages=store, keep=keep)
    assert [(f.path, f.reason) for f in FailureLog(keep.parent).of("main")] == [
        ("handbücher & more/bad.pdf", "empty file")
    ]
    listed = "\n".join(as_text("main", store.documents(), FailureLog(keep.parent).of("main")))
    assert "not indexed  handbücher & more/bad.pdf: empty file" in listed
    assert "indexed 20" in listed
    assert "by markdown-it, nacelle" in listed
    bad.unlink()
    ingest([folder], passages=store, keep=keep)
    assert FailureLog(keep.parent).of("main") == ()


def test_the_original_goes_with_the_last_document_that_has_it(folder: Path, store: Any, tmp_path: Path) -> None:
    keep = tmp_path / "files"
    ingest([folder], passages=store, keep=keep)
    ingest([folder], passages=store, keep=keep, library="other")
    (folder / "Pumpe größer.md").rename(folder / "other.md")
    (folder / "other.md").write_text("# Valve\n\nThe valve opens at 12 bar.\n", "utf-8")
    ingest([folder], passages=store, keep=keep)
    assert len(list(keep.iterdir())) == 2
    ingest([folder], passages=store, keep=keep, library="other")
    assert len(list(keep.iterdir())) == 1


class FullStore:
    """Another store whose disk is full."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def write(self, *given: Any) -> None:
        raise OSError(28, "No space left on device")


def test_a_full_disk_ends_the_ingest_in_one_sentence(folder: Path, store: Any) -> None:
    with pytest.raises(Unavailable, match="No space left on device"):
        ingest([folder], passages=FullStore(store))
    assert store.documents() == []


def test_a_file_of_headings_alone_is_told_and_not_listed(folder: Path, store: Any) -> None:
    (folder / "cover.md").write_text("# Pump\n\n## ua\n", "utf-8")
    report = ingest([folder], passages=store)
    assert [(f.path, f.reason) for f in report.failed] == [
        ("handbücher & more/cover.md", "only headings or a few letters could be read, no text")
    ]
    assert [document.title for document in store.documents()] == ["Pump"]
