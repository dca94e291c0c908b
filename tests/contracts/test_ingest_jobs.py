"""The queue of ingests: one worker a job, whoever dies, cancels or tries again."""

from datetime import datetime, timedelta

import pytest

from domain.documents import IngestFailure, IngestReport
from domain.errors import Conflict, NotFound
from domain.ingest_jobs import IngestJob, IngestProgress
from stores.ingest_jobs import LEASE, MOST_ATTEMPTS, SqlIngestJobs
from stores.open_stores import Stores
from tests.contracts.conftest import NINE

HALF = IngestProgress(path="a.pdf", done=5, total=10, file=1, files=1)


class Clock:
    def __init__(self) -> None:
        self.now = NINE

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(stores: Stores, clock: Clock) -> SqlIngestJobs:
    return SqlIngestJobs(stores._engine, clock)


def job(name: str = "j1", minute: int = 0) -> IngestJob:
    return IngestJob(
        id=name, paths=("/m/ä.pdf",), library="main", requested_by="kim", created=NINE + timedelta(minutes=minute)
    )


def test_the_oldest_comes_first_and_one_worker_has_it(jobs: SqlIngestJobs, clock: Clock) -> None:
    jobs.put(job("late", 1))
    jobs.put(job("early"))
    clock.pass_by(timedelta(hours=1))
    first, second, none = jobs.claim("one"), jobs.claim("two"), jobs.claim("three")
    assert first
    assert second
    assert none is None
    assert (first.id, second.id, first.state, first.attempts) == ("early", "late", "running", 1)
    assert [one.id for one in jobs.listed()] == ["late", "early"]


def test_progress_and_report_are_kept(jobs: SqlIngestJobs) -> None:
    jobs.put(job())
    jobs.claim("one")
    assert jobs.beat("j1", "one", HALF)
    assert jobs.get("j1").progress == HALF
    report = IngestReport(added=1, failed=(IngestFailure(path="b.pdf", reason="empty file"),))
    assert jobs.finish("j1", "one", report)
    done = jobs.get("j1")
    assert (done.state, done.report, done.finished) == ("done", report, NINE)
    assert jobs.claim("two") is None


def test_the_same_id_is_the_same_job(jobs: SqlIngestJobs) -> None:
    jobs.put(job())
    jobs.claim("one")
    assert jobs.put(job()).state == "running"
    assert len(jobs.listed()) == 1


def test_a_dead_worker_loses_its_job_and_cannot_finish_it(jobs: SqlIngestJobs, clock: Clock) -> None:
    jobs.put(job())
    jobs.claim("dead")
    clock.pass_by(LEASE / 2)
    assert jobs.claim("other") is None
    assert jobs.beat("j1", "dead", HALF)
    clock.pass_by(LEASE + timedelta(seconds=1))
    taken = jobs.claim("other")
    assert taken
    assert taken.attempts == 2
    assert not jobs.beat("j1", "dead", HALF)
    assert not jobs.finish("j1", "dead", IngestReport())
    assert jobs.get("j1").state == "running"


def test_what_kills_every_worker_fails_with_a_reason(jobs: SqlIngestJobs, clock: Clock) -> None:
    jobs.put(job())
    for attempt in range(MOST_ATTEMPTS):
        assert jobs.claim(f"worker {attempt}")
        clock.pass_by(LEASE + timedelta(seconds=1))
    assert jobs.claim("last") is None
    assert jobs.get("j1").state == "failed"
    assert "died" in jobs.get("j1").reason


def test_failures_are_tried_again_after_a_while_and_then_stay(jobs: SqlIngestJobs, clock: Clock) -> None:
    jobs.put(job())
    for attempt in range(MOST_ATTEMPTS):
        assert jobs.claim("one")
        jobs.fail("j1", "one", "The disk is full.", again=True)
        assert jobs.claim("one") is None
        assert jobs.get("j1").state == ("waiting" if attempt + 1 < MOST_ATTEMPTS else "failed")
        clock.pass_by(timedelta(hours=1))
    assert jobs.claim("one") is None
    assert jobs.get("j1").reason == "The disk is full."
    assert jobs.retry("j1").attempts == 0
    assert jobs.claim("one")


def test_what_can_never_work_is_not_tried_again(jobs: SqlIngestJobs) -> None:
    jobs.put(job())
    jobs.claim("one")
    jobs.fail("j1", "one", "There is nothing at '/m'.", again=False)
    assert jobs.get("j1").state == "failed"


def test_cancelling_stops_the_worker_and_is_done_once(jobs: SqlIngestJobs) -> None:
    jobs.put(job())
    jobs.claim("one")
    assert jobs.cancel("j1").state == "cancelled"
    assert not jobs.beat("j1", "one", HALF)
    assert not jobs.finish("j1", "one", IngestReport())
    with pytest.raises(Conflict):
        jobs.cancel("j1")
    assert jobs.retry("j1").state == "waiting"
    with pytest.raises(Conflict):
        jobs.retry("j1")


def test_unknown_jobs_are_told(jobs: SqlIngestJobs) -> None:
    for act in (jobs.get, jobs.cancel, jobs.retry):
        with pytest.raises(NotFound):
            act("no\x00thing")
