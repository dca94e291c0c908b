"""Asking for ingests, following them, cancelling them and trying them again."""

import shutil
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from domain.errors import BadInput
from domain.ingest_jobs import IngestJob
from stores.clock import utc_now
from stores.database.paging import Mark
from stores.ingest_jobs import SqlIngestJobs


class IngestQueue:
    """The jobs of one home.

    Args:
        jobs: where they are kept.
        home: the folder of `NACELLE_HOME`; files handed over lie in it until their job is done.
        clock: the time now.
    """

    def __init__(self, jobs: SqlIngestJobs, home: Path, clock: Callable[[], datetime] = utc_now) -> None:
        self.jobs = jobs
        self._incoming = home / "incoming"
        self._clock = clock

    def submit(
        self,
        paths: Iterable[str | Path],
        *,
        library: str = "main",
        applies_to: Sequence[str] = (),
        revision: str = "",
        sites: Sequence[str] = (),
        roles: Sequence[str] = (),
        requested_by: str = "",
        hand_over: bool = False,
        job_id: str = "",
    ) -> IngestJob:
        """A job for files, folders or addresses (`s3://...`); returns at once.

        Args:
            paths: what to read.
            library: the set of documents they belong to.
            applies_to: models that the files are for, instead of what they print.
            revision: their revision, instead of what they print.
            sites: who may read them: people of one of these sites; empty means everybody.
            roles: who may read them: people with one of these roles; empty means everybody.
            requested_by: who asks.
            hand_over: move the files here, for they will be gone when the job runs (uploads); deleted once it is done.
            job_id: the same id asks for the same job once ("" for a new one).

        Raises:
            BadInput: there is nothing to read.
            OSError: the files cannot be moved.
        """
        identity = job_id or uuid.uuid4().hex
        named = [str(path) for path in paths]
        if not named:
            raise BadInput("There is nothing to read.")
        kept = self._incoming / identity if hand_over else None
        if kept and not kept.exists():
            partial = kept.with_name(f".{identity}.part")
            partial.mkdir(parents=True)
            for path in named:
                shutil.move(path, partial / Path(path).name)
            partial.rename(kept)
        where = tuple(str((kept / Path(path).name).resolve()) if kept else _whole(path) for path in named)
        return self.jobs.put(
            IngestJob(
                id=identity,
                library=library,
                paths=where,
                applies_to=tuple(applies_to),
                revision=revision,
                sites=tuple(sites),
                roles=tuple(roles),
                requested_by=requested_by,
                kept=str(kept.resolve()) if kept else "",
                created=self._clock(),
            )
        )

    def get(self, job_id: str) -> IngestJob:
        """Raises NotFound."""
        return self.jobs.get(job_id)

    def listed(self, library: str = "", limit: int = 100, after: Mark | None = None) -> Sequence[IngestJob]:
        """The newest jobs, those that failed with their reason among them."""
        return self.jobs.listed(library, limit, after)

    def cancel(self, job_id: str) -> IngestJob:
        """Stop a job; documents that it has read stay. Raises NotFound, or Conflict where it is finished."""
        return self.jobs.cancel(job_id)

    def retry(self, job_id: str) -> IngestJob:
        """Let a job that failed or was cancelled run again. Raises NotFound, or Conflict where there is nothing to try again."""
        return self.jobs.retry(job_id)

    def release(self, job: IngestJob) -> None:
        """Delete the files that were handed over with a job that is done."""
        if job.kept and Path(job.kept).parent == self._incoming.resolve():
            shutil.rmtree(job.kept, ignore_errors=True)


def _whole(path: str) -> str:
    """A path that another process finds too; addresses stay as they are."""
    return path if "://" in path else str(Path(path).expanduser().absolute())
