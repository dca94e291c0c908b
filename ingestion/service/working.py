"""Working on the queue: one job after the other, with its progress told, stopped where it is cancelled."""

import os
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from domain.errors import BadInput, NacelleError
from domain.ingest_jobs import IngestJob, IngestProgress
from ingestion.library.update import Progress
from ingestion.pipeline import ingest
from ingestion.service.queue import IngestQueue
from ingestion.service.remote import mirrored
from stores.originals import Originals
from stores.protocols import PassageStore

BEAT_SECONDS = 5.0


class _Stopped(Exception):
    """The job is no longer this worker's."""


@dataclass
class Worker:
    """One process's hand on the queue.

    Args:
        queue: the jobs.
        passages: opens where documents go, when there is a job.
        home: the folder of `NACELLE_HOME`.
        originals: where originals are kept ("files" in `home` where it is not given).
        name: tells this worker from others.
        beat_seconds: how often it says that it is alive.
    """

    queue: IngestQueue
    passages: Callable[[], PassageStore]
    home: Path
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    beat_seconds: float = BEAT_SECONDS
    originals: Originals | None = None

    def work(self) -> bool:
        """Take the next job and bring it to an end; False where none waits. Never raises for what is wrong with a job."""
        job = self.queue.jobs.claim(self.name)
        if job is None:
            return False
        try:
            with self._beating(job) as tell:
                report = ingest(
                    [self._here(path) for path in job.paths],
                    passages=self.passages(),
                    library=job.library,
                    applies_to=job.applies_to,
                    revision=job.revision,
                    sites=job.sites,
                    roles=job.roles,
                    further=True,
                    keep=self.originals or Originals(self.home / "files"),
                    progress=tell,
                )
        except _Stopped:
            return True
        except BadInput as error:
            self.queue.jobs.fail(job.id, self.name, str(error), again=False)
        except NacelleError as error:
            self.queue.jobs.fail(job.id, self.name, str(error), again=True)
        except Exception as error:  # noqa: BLE001  (a job must not end the worker)
            self.queue.jobs.fail(job.id, self.name, f"It broke off: {type(error).__name__}.", again=True)
        else:
            if self.queue.jobs.finish(job.id, self.name, report):
                self.queue.release(job)
        return True

    def _here(self, path: str) -> Path:
        return mirrored(path, self.home / "remote") if "://" in path else Path(path)

    @contextmanager
    def _beating(self, job: IngestJob) -> Generator[Callable[[Progress], None]]:
        """A function that takes the progress, and a thread that passes it on; the function raises once the job is another's."""
        latest = [IngestProgress()]
        ended, lost = Event(), Event()

        def beat() -> None:
            while not ended.wait(self.beat_seconds):
                if not self.queue.jobs.beat(job.id, self.name, latest[0]):
                    lost.set()
                    return

        def tell(step: Progress) -> None:
            latest[0] = IngestProgress(
                path=step.path, done=step.done, total=step.total, file=step.file, files=step.files, counts=step.counts
            )
            if lost.is_set():
                raise _Stopped

        thread = Thread(target=beat, name=f"beat {job.id}", daemon=True)
        thread.start()
        try:
            yield tell
        finally:
            ended.set()
            thread.join()
