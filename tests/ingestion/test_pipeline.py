"""Ingest: added, unchanged, replaced, removed; a bad file never stops the others."""

import os
import signal
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.errors import BadInput
from ingestion.pipeline import Progress, ingest
from ingestion.processes.reading import Readers

Typeset = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "manuals"
    path.mkdir()
    (path / "pump.md").write_text("# Pump\n\nTighten the flange to 40 Nm.\n", "utf-8")
    (path / "valve.txt").write_text("Valve\n\nThe valve opens at 12 bar.\n", "utf-8")
    return path


def test_twice_changes_nothing(folder: Path, store: Any) -> None:
    first = ingest([folder], passages=store)
    second = ingest([folder], passages=store)
    assert (first.added, first.failed) == (2, ())
    assert (second.added, second.unchanged, second.replaced, store.writes) == (0, 2, 0, 2)
    assert [document.path for document in store.documents()] == ["manuals/pump.md", "manuals/valve.txt"]


def test_a_changed_file_replaces_and_a_gone_file_is_removed(folder: Path, store: Any) -> None:
    ingest([folder], passages=store)
    (folder / "pump.md").write_text("# Pump\n\nTighten the flange to 45 Nm.\n", "utf-8")
    (folder / "valve.txt").unlink()
    report = ingest([folder], passages=store)
    assert (report.replaced, report.removed, report.added) == (1, 1, 0)
    (document,) = store.documents()
    assert "45 Nm" in store.passages_of_document(document.id)[-1].text


def test_libraries_keep_apart(folder: Path, store: Any) -> None:
    ingest([folder], passages=store)
    ingest([folder], passages=store, library="other")
    assert len({document.id for library in store.libraries() for document in store.documents(library)}) == 4


def test_what_the_person_says_stands_above_what_is_printed(folder: Path, store: Any) -> None:
    ingest([folder], passages=store)
    report = ingest([folder], passages=store, applies_to=["P-100"], revision="C")
    assert report.replaced == 2
    assert {(d.applies_to.models, d.revision) for d in store.documents()} == {(("P-100",), "C")}


def test_originals_are_kept_by_their_hash(folder: Path, store: Any, tmp_path: Path) -> None:
    ingest([folder], passages=store, keep=tmp_path / "files")
    kept = {path.name for path in (tmp_path / "files").iterdir()}
    assert kept == {f"{d.sha256}{Path(d.path).suffix}" for d in store.documents()}


def test_bad_files_are_reported_and_the_rest_is_read(folder: Path, store: Any) -> None:
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "no.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    report = ingest([folder], passages=store)
    reasons = {failure.path: failure.reason for failure in report.failed}
    assert report.added == 2
    assert reasons == {
        "manuals/empty.pdf": "empty file",
        "manuals/cut.pdf": "damaged or not a PDF: it cannot be opened",
        "manuals/no.docx": "damaged archive",
        "manuals/binary.txt": "not a document: binary data",
    }


def test_a_zip_is_read_file_by_file(folder: Path, store: Any, tmp_path: Path) -> None:
    archive = tmp_path / "set.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for path in folder.iterdir():
            opened.write(path, path.name)
    report = ingest([archive], passages=store)
    assert report.added == 2
    assert {document.path for document in store.documents()} == {"set.zip/pump.md", "set.zip/valve.txt"}


def test_a_zip_bomb_is_refused(store: Any, tmp_path: Path) -> None:
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("bomb.txt", b"0" * 50_000_000)
    (failure,) = ingest([archive], passages=store).failed
    assert "zip bomb" in failure.reason


def test_nothing_at_a_path_is_bad_input(store: Any, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nothing at"):
        ingest([tmp_path / "missing"], passages=store)
    with pytest.raises(BadInput, match="No document"):
        ingest([tmp_path], passages=store)


def test_progress_counts_pages(store: Any, typeset: Typeset) -> None:
    steps: list[Progress] = []
    ingest([typeset("One\n#pagebreak()\nTwo\n#pagebreak()\nThree")], passages=store, progress=steps.append)
    assert [(step.done, step.total) for step in steps] == [(1, 3), (2, 3), (3, 3)]


@pytest.fixture
def readers() -> Iterator[Readers]:
    opened = Readers(1)
    yield opened
    opened.close()


def test_a_killed_reader_costs_a_page_not_the_document(readers: Readers, typeset: Typeset) -> None:
    path = typeset("#for i in range(30) [Page #i says something. #pagebreak(weak: true)]")
    killed: list[int] = []

    def kill_once(done: int, total: int) -> None:
        if done == 3 and not killed:
            killed.append(readers.processes[0])
            os.kill(killed[0], signal.SIGKILL)

    read = readers.read(path, kill_once)
    assert sum(page is not None for page in read.pages) >= len(read.pages) - 1
    assert len(read.failures) <= 1
