"""`nacelle jobs` and `nacelle watch`: the queue of ingests on the command line."""

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingestion.terminal.explaining import explained

if TYPE_CHECKING:
    from domain.ingest_jobs import IngestJob
    from ingestion.service.queue import IngestQueue
    from ingestion.service.working import Worker

_Id = Annotated[str, typer.Argument(metavar="ID")]
_Library = Annotated[str, typer.Option("--library", help="The set of documents.")]
jobs_app = typer.Typer(help="Ingests that wait, run or failed.", invoke_without_command=True)
_PAUSE = 0.5


@jobs_app.callback()
def jobs(
    context: typer.Context, library: _Library = "", as_json: Annotated[bool, typer.Option("--json")] = False
) -> None:
    """List the jobs, newest first."""
    if context.invoked_subcommand is not None:
        return
    with explained(), _worker() as worker:
        found = worker.queue.listed(library)
    if as_json:
        typer.echo(f"[{', '.join(job.model_dump_json() for job in found)}]")
        return
    for job in found:
        typer.echo(_in_words(job))


@jobs_app.command("cancel")
def cancel(job_id: _Id) -> None:
    """Stop a job; what it has read stays."""
    with explained(), _worker() as worker:
        typer.echo(_in_words(worker.queue.cancel(job_id)))


@jobs_app.command("retry")
def retry(job_id: _Id) -> None:
    """Let a job that failed or was cancelled run again."""
    with explained(), _worker() as worker:
        typer.echo(_in_words(worker.queue.retry(job_id)))


@jobs_app.command("work")
def work(
    idle: Annotated[
        float, typer.Option(help="End after so many seconds without a job; 0 once the queue is empty.")
    ] = 0.0,
    home: Annotated[Path | None, typer.Option(help="In place of NACELLE_HOME.")] = None,
    parent: Annotated[int, typer.Option(help="End with this process.", hidden=True)] = 0,
) -> None:
    """Work on the queue."""
    with explained("Stopped. The job goes on when the queue is worked on again."), _worker(home) as worker:
        last = time.monotonic()
        while not parent or os.getppid() == parent:
            if worker.work():
                last = time.monotonic()
            elif time.monotonic() - last >= idle:
                return
            else:
                time.sleep(_PAUSE)


def watch(
    path: Annotated[str, typer.Argument(help="A folder, or an address such as s3://bucket/manuals.")],
    library: _Library = "main",
    every: Annotated[float, typer.Option(min=1, help="Seconds between two looks at an address.")] = 300.0,
) -> None:
    """Keep a library up to date with a folder, until stopped."""
    with explained("Stopped."), _worker() as worker:
        for _ in _changes(path, every):
            job = _once(worker.queue, path, library)
            while worker.work():
                pass
            sys.stderr.write(f"{_in_words(worker.queue.get(job.id))}\n")


def _changes(path: str, every: float) -> Generator[None]:
    """At once, and after every change there; files still being written are waited for."""
    yield
    if "://" in path:
        while True:
            time.sleep(every)
            yield
    from watchfiles import watch as changes  # noqa: PLC0415

    for _ in changes(path, debounce=3000, raise_interrupt=True):
        yield


def _once(queue: "IngestQueue", path: str, library: str) -> "IngestJob":
    waiting = (job for job in queue.listed(library) if job.state == "waiting" and job.paths[-1:] == (path,))
    return next(waiting, None) or queue.submit([path], library=library)


@contextmanager
def _worker(home: Path | None = None) -> "Generator[Worker]":
    from ingestion.service.queue import IngestQueue  # noqa: PLC0415  (`nacelle --help` loads nothing that works)
    from ingestion.service.working import Worker  # noqa: PLC0415
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores(home) as stores:
        own = stores.settings.home
        yield Worker(
            IngestQueue(stores.ingest_jobs, own),
            lambda: stores.passages,
            own,
            originals=stores.originals,
        )


def _in_words(job: "IngestJob") -> str:
    step = job.progress
    far = f", {step.done} of {step.total} {step.counts} of {step.path}" if job.state == "running" and step.total else ""
    report = job.report
    read = f", {report.added + report.replaced} read, {len(report.failed)} failed" if report else ""
    return f"{job.id}  {job.state}{far}{read}  {', '.join(job.paths)}{f'  ({job.reason})' if job.reason else ''}"
