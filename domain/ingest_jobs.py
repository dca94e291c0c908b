"""The ingest of documents as a job that waits, runs, and can be cancelled or tried again."""

from datetime import datetime
from typing import Literal

from domain.documents import IngestReport
from domain.model import Noun

JobState = Literal["waiting", "running", "done", "failed", "cancelled"]
FINISHED: tuple[JobState, ...] = ("done", "failed", "cancelled")


class IngestProgress(Noun):
    """How far a job is: `done` of `total` pages (or passages) of `path`, which is file `file` of `files`."""

    path: str = ""
    done: int = 0
    total: int = 0
    file: int = 0
    files: int = 0
    counts: Literal["pages", "passages"] = "pages"


class IngestJob(Noun):
    """Files, folders or addresses that are to be read into a library.

    `sites` and `roles` are who may read them, everybody where none is named. `kept` are the files that were handed over with the job and
    are deleted when it is done. A job that failed stays, with the reason in words for people; files of it that could not be read are in its report.
    """

    id: str
    library: str = "main"
    paths: tuple[str, ...]
    applies_to: tuple[str, ...] = ()
    revision: str = ""
    sites: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    requested_by: str = ""
    kept: str = ""
    state: JobState = "waiting"
    created: datetime
    started: datetime | None = None
    finished: datetime | None = None
    attempts: int = 0
    progress: IngestProgress = IngestProgress()
    report: IngestReport | None = None
    reason: str = ""
