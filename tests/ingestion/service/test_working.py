"""Jobs worked on: read, told, stopped, failed with a reason; uploads handed over and cleaned away; places elsewhere mirrored."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from domain.errors import BadInput
from domain.ingest_jobs import IngestJob
from ingestion.service.queue import IngestQueue
from ingestion.service.remote import mirrored
from ingestion.service.working import Worker
from stores.open_stores import Stores, open_stores
from stores.settings import StoreSettings

TEXT = "# Pump\n\nThe pump moves the oil of the brake at 160 bar.\n"


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with open_stores(settings=StoreSettings(home=tmp_path / "home", database_url="")) as opened:
        yield opened


@pytest.fixture
def queue(stores: Stores) -> IngestQueue:
    return IngestQueue(stores.ingest_jobs, stores.settings.home)


@pytest.fixture
def work(queue: IngestQueue, store: Any, stores: Stores) -> Callable[[], bool]:
    return Worker(queue, lambda: store, stores.settings.home, beat_seconds=0.01).work


def written(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(TEXT + name, "utf-8")
    return folder


def test_a_folder_is_read_and_its_bad_files_are_told(tmp_path: Path, queue: IngestQueue, work: Any, store: Any) -> None:
    folder = written(tmp_path / "m", "a.md", "b.md")
    (folder / "c.pdf").write_bytes(b"")
    job = queue.submit([folder], library="main", requested_by="kim", revision="C")
    assert (job.state, work(), work()) == ("waiting", True, False)
    done = queue.get(job.id)
    assert done.state == "done"
    assert done.report is not None
    assert (done.report.added, [f.reason for f in done.report.failed]) == (2, ["empty file"])
    assert {document.revision for document in store.documents()} == {"C"}
    assert folder.exists()


def test_uploads_are_handed_over_and_gone_when_read(tmp_path: Path, queue: IngestQueue, work: Any, store: Any) -> None:
    upload = written(tmp_path / "up", "a.md") / "a.md"
    job = queue.submit([upload], hand_over=True)
    assert not upload.exists()
    assert Path(job.paths[0]).exists()
    work()
    assert [document.path for document in store.documents()] == ["a.md"]
    assert not Path(job.kept).exists()


def test_an_upload_is_for_the_sites_and_roles_that_it_names(
    tmp_path: Path, queue: IngestQueue, work: Any, store: Any
) -> None:
    upload = written(tmp_path / "up", "a.md") / "a.md"
    queue.submit([upload], hand_over=True, sites=["Nordhafen"], roles=["engineer"])
    work()
    assert [(document.sites, document.roles) for document in store.documents()] == [(("Nordhafen",), ("engineer",))]


def test_the_same_upload_with_the_same_key_is_one_job(tmp_path: Path, queue: IngestQueue) -> None:
    first = queue.submit([written(tmp_path / "1", "a.md") / "a.md"], hand_over=True, job_id="key")
    assert queue.submit([written(tmp_path / "2", "a.md") / "a.md"], hand_over=True, job_id="key") == first


def test_what_is_not_there_fails_at_once_with_a_reason(tmp_path: Path, queue: IngestQueue, work: Any) -> None:
    job = queue.submit([tmp_path / "nothing"])
    work()
    failed = queue.get(job.id)
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert "nothing" in failed.reason
    with pytest.raises(BadInput):
        queue.submit([])


def test_a_cancelled_job_stops_and_keeps_what_it_read(
    tmp_path: Path, queue: IngestQueue, stores: Stores, store: Any
) -> None:
    folder = written(tmp_path / "m", *(f"{number}.md" for number in range(40)))
    job = queue.submit([folder])

    class Cancelling(type(store)):
        def write(self, *given: Any) -> None:
            super().write(*given)
            if self.writes == 2:
                queue.cancel(job.id)
            elif self.writes > 2:
                time.sleep(0.02)  # a beat fits in between, and does not crowd the database

    held = Cancelling()
    Worker(queue, lambda: held, stores.settings.home, beat_seconds=0.02).work()
    assert queue.get(job.id).state == "cancelled"
    assert 2 <= held.writes < 40
    queue.retry(job.id)
    Worker(queue, lambda: store, stores.settings.home).work()
    assert queue.get(job.id).state == "done"


def test_what_breaks_is_told_and_does_not_end_the_worker(tmp_path: Path, queue: IngestQueue, stores: Stores) -> None:
    job = queue.submit([written(tmp_path / "m", "a.md")])

    def broken() -> Any:
        raise RuntimeError("?")

    assert Worker(queue, broken, stores.settings.home).work()
    assert (queue.get(job.id).state, queue.get(job.id).reason) == ("waiting", "It broke off: RuntimeError.")


@pytest.mark.parametrize("address", ["memory://place/manuals", "file://{tmp}/there/manuals"])
def test_a_folder_elsewhere_is_mirrored_and_kept_up_to_date(
    tmp_path: Path, address: str, queue: IngestQueue, work: Any, store: Any
) -> None:
    address = address.format(tmp=tmp_path)
    place, root = fsspec.core.url_to_fs(address)
    for name in ("a.md", "deep/b.md", "picture.png"):
        place.makedirs(f"{root}/deep", exist_ok=True)
        place.pipe_file(f"{root}/{name}", (TEXT + name).encode())
    queue.submit([address])
    work()
    assert sorted(document.path for document in store.documents()) == ["manuals/a.md", "manuals/deep/b.md"]
    place.rm_file(f"{root}/a.md")
    place.pipe_file(f"{root}/deep/b.md", (TEXT + "changed a lot").encode())
    job = queue.submit([address])
    work()
    report = queue.get(job.id).report
    assert report is not None
    assert (report.replaced, report.removed, report.added) == (1, 1, 0)


def test_an_address_without_documents_or_program_is_told(tmp_path: Path) -> None:
    for address in ("memory://empty", "nonsense://x/y", "file:///no/such/place"):
        with pytest.raises(BadInput):
            mirrored(address, tmp_path)


def test_a_process_of_its_own_works_on_the_queue(tmp_path: Path, stores: Stores, queue: IngestQueue) -> None:
    jobs = [queue.submit([tmp_path / "nothing"]) for _ in range(2)]
    home = str(stores.settings.home)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}  # noqa: TID251
    subprocess.run([sys.executable, "-m", "nacelle", "jobs", "work", "--home", home], check=True, env=environment)
    assert {queue.get(job.id).state for job in jobs} == {"failed"}


def test_jobs_say_what_became_of_them(queue: IngestQueue, tmp_path: Path) -> None:
    job: IngestJob = queue.submit(["relative.md"], applies_to=["S126"])
    assert Path(job.paths[0]).is_absolute()
    assert queue.listed("main") == [job]
    assert queue.listed("other") == []
