"""The queue of ingests: every step is one compare-and-set, so of any number of workers one has a job."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Row,
    String,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from domain.documents import IngestReport
from domain.errors import Conflict, NotFound
from domain.ingest_jobs import FINISHED, IngestJob, IngestProgress
from stores.clock import utc_now
from stores.database import schema
from stores.database.paging import Mark, newest_first
from stores.database.schema import UtcDateTime, storable

MOST_ATTEMPTS = 3
LEASE = timedelta(seconds=60)
"""A worker that says nothing for so long is taken for dead, and its job is another's."""
_PAUSE = timedelta(seconds=20)
_jobs = sqlalchemy.Table(
    "ingest_jobs",
    schema.Table.metadata,
    Column("id", String(64), primary_key=True),
    Column("library", String(200), nullable=False, index=True),
    Column("state", String(20), nullable=False, index=True),
    Column("created", UtcDateTime(), nullable=False),
    Column("worker", String(200), nullable=False),
    Column("until", UtcDateTime(), nullable=False),
    Column("job", JSON, nullable=False),
)


class SqlIngestJobs:
    """Jobs that outlive the processes that ask for them and work on them."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def put(self, job: IngestJob) -> IngestJob:
        """Add a job; one with an id that is there already changes nothing. Returns the job as it stands."""
        insert = postgres_insert if self._engine.dialect.name == "postgresql" else sqlite_insert
        with self._engine.begin() as connection:
            values = _values(job, worker="", until=job.created)
            connection.execute(insert(_jobs).values(values).on_conflict_do_nothing())
            return _get(connection, job.id)

    def get(self, job_id: str) -> IngestJob:
        """Raises NotFound."""
        with self._engine.connect() as connection:
            return _get(connection, job_id)

    def listed(self, library: str = "", limit: int = 100, after: Mark | None = None) -> Sequence[IngestJob]:
        """The newest, whatever became of them, from behind `after` on."""
        query = newest_first(select(_jobs), _jobs.c.created, _jobs.c.id, limit=limit, after=after)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(_jobs.c.library == library) if library else query)
            return [_job(row) for row in rows]

    def waiting(self) -> int:
        """How many wait or are being read."""
        with self._engine.connect() as connection:
            unfinished = select(func.count()).where(_jobs.c.state.in_(("waiting", "running")))
            return connection.execute(unfinished).scalar_one()

    def forget(self, before: datetime, *, dry_run: bool = False) -> int:
        """Drop jobs that ended and were asked for before then; returns how many."""
        ended = (_jobs.c.state.in_(FINISHED), _jobs.c.created < before)
        with self._engine.connect() as connection:
            gone = connection.execute(delete(_jobs).where(*ended)).rowcount
            (connection.rollback if dry_run else connection.commit)()
        return gone

    def claim(self, worker: str) -> IngestJob | None:
        """The oldest job that waits, or whose worker died, now this worker's; None where there is none."""
        now = self._clock()
        free = or_(
            and_(_jobs.c.state == "waiting", _jobs.c.until <= now),
            and_(_jobs.c.state == "running", _jobs.c.until < now),
        )
        with self._engine.begin() as connection:
            for row in connection.execute(select(_jobs).where(free).order_by(_jobs.c.created, _jobs.c.id)).all():
                job = _job(row)
                if job.attempts >= MOST_ATTEMPTS:
                    ended = {
                        "state": "failed",
                        "finished": now,
                        "reason": job.reason or "The process that read it died each time.",
                    }
                    self._swap(connection, row, job.model_copy(update=ended), "")
                    continue
                taken = job.model_copy(update={"state": "running", "started": now, "attempts": job.attempts + 1})
                if self._swap(connection, row, taken, worker):
                    return taken
        return None

    def beat(self, job_id: str, worker: str, progress: IngestProgress) -> bool:
        """Say how far it is; False where the job is no longer this worker's, because it was cancelled or taken over."""
        return self._by_worker(job_id, worker, {"progress": progress}, release=False)

    def finish(self, job_id: str, worker: str, report: IngestReport) -> bool:
        """The job is done; False where it is no longer this worker's."""
        done = {"state": "done", "finished": self._clock(), "report": report, "reason": ""}
        return self._by_worker(job_id, worker, done, release=True)

    def fail(self, job_id: str, worker: str, reason: str, *, again: bool) -> bool:
        """It did not work; with `again` it is tried once more after a while, as long as attempts are left."""
        left = again and self.get(job_id).attempts < MOST_ATTEMPTS
        state = {"state": "waiting"} if left else {"state": "failed", "finished": self._clock()}
        return self._by_worker(job_id, worker, {**state, "reason": storable(reason)}, release=True)

    def cancel(self, job_id: str) -> IngestJob:
        """What waits never starts, what runs stops at the next page. Raises NotFound, or Conflict where it is finished."""
        return self._by_person(job_id, {"state": "cancelled", "finished": self._clock()}, unless=FINISHED)

    def retry(self, job_id: str) -> IngestJob:
        """Let a job that failed or was cancelled wait again. Raises NotFound, or Conflict where it waits, runs or is done."""
        fresh = {"state": "waiting", "finished": None, "attempts": 0, "reason": "", "progress": IngestProgress()}
        return self._by_person(job_id, fresh, unless=("waiting", "running", "done"))

    def _by_worker(self, job_id: str, worker: str, changed: Mapping[str, object], *, release: bool) -> bool:
        with self._engine.begin() as connection:
            row = connection.execute(select(_jobs).where(_jobs.c.id == job_id)).one_or_none()
            if row is None or row.state != "running" or row.worker != worker:
                return False
            return self._swap(connection, row, _job(row).model_copy(update=changed), "" if release else worker)

    def _by_person(self, job_id: str, changed: Mapping[str, object], unless: Sequence[str]) -> IngestJob:
        with self._engine.begin() as connection:
            row = connection.execute(select(_jobs).where(_jobs.c.id == storable(job_id))).one_or_none()
            if row is None:
                raise NotFound(f"No ingest job '{job_id}'.")
            job = _job(row).model_copy(update=changed)
            if row.state in unless or not self._swap(connection, row, job, ""):
                raise Conflict(f"This ingest is {row.state} already.")
            return job

    def _swap(self, connection: Connection, row: Row[tuple[object, ...]], job: IngestJob, worker: str) -> bool:
        """Write the job where its row still is what was read."""
        now = self._clock()
        until = now + LEASE if worker else now + _PAUSE * job.attempts
        as_read = (
            _jobs.c.id == row.id,
            _jobs.c.state == row.state,
            _jobs.c.worker == row.worker,
            _jobs.c.until == row.until,
        )
        done = connection.execute(update(_jobs).where(*as_read).values(_values(job, worker=worker, until=until)))
        return done.rowcount == 1


def _values(job: IngestJob, *, worker: str, until: datetime) -> dict[str, object]:
    return {
        "id": job.id,
        "library": job.library,
        "state": job.state,
        "created": job.created,
        "worker": worker,
        "until": until,
        "job": job.model_dump(mode="json"),
    }


def _get(connection: Connection, job_id: str) -> IngestJob:
    row = connection.execute(select(_jobs).where(_jobs.c.id == storable(job_id))).one_or_none()
    if row is None:
        raise NotFound(f"No ingest job '{job_id}'.")
    return _job(row)


def _job(row: Row[tuple[object, ...]]) -> IngestJob:
    return IngestJob.model_validate(row.job)
