"""Reads pages in processes of their own, so that a page that crashes or hangs takes nothing else down."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryFile
from time import monotonic
from typing import Any

from domain.errors import ReadFailure
from ingestion.pages import Page, Source

SECONDS_A_PAGE = 180.0
_CHUNK = 16
_SERVE = "import sys; sys.path[:] = {path!r}; from ingestion.processes.serving import serve; serve({pipe}, {turns})"


@dataclass
class _Worker:
    process: "Popen[bytes]"
    pipe: Connection
    page: int = 0
    last: int = 0
    since: float = 0.0

    @property
    def busy(self) -> bool:
        return self.page > 0


@dataclass(frozen=True)
class ReadFile:
    """A file's source, its pages in order (None where one could not be read), and why not."""

    source: Source
    pages: tuple[Page | None, ...]
    failures: tuple[tuple[int, str], ...]


class Readers:
    """A few reading processes, used for one file after the other."""

    def __init__(self, workers: int, seconds_a_page: float = SECONDS_A_PAGE) -> None:
        self._workers: list[_Worker] = []
        self._most = workers
        self._limit = seconds_a_page
        self._turns = TemporaryFile()  # noqa: SIM115  (closed by `close`)

    def read(self, path: Path, progress: Callable[[int, int], None] | None = None) -> ReadFile:
        """All pages of a file.

        Args:
            path: the file.
            progress: called with (pages done, pages in all).

        Raises:
            ReadFailure: the file as a whole cannot be read.
        """
        source, count = self._open(path)
        job = _Job(path, count, progress)
        while job.open or any(worker.busy for worker in self._workers):
            self._hand_out(job)
            self._collect(job)
        failures = tuple(sorted(job.failures.items()))
        return ReadFile(source, tuple(job.pages.get(n) for n in range(1, count + 1)), failures)

    @property
    def processes(self) -> list[int]:
        """Ids of the processes that run: for who watches them, or ends one."""
        return [worker.process.pid for worker in self._workers]

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            _end(worker)
        self._workers.clear()
        self._turns.close()

    def _open(self, path: Path) -> tuple[Source, int]:
        worker = self._worker(0)
        try:
            worker.pipe.send((str(path), 0, 0))
            if not worker.pipe.poll(self._limit):
                self._drop(worker)
                raise ReadFailure(f"took longer than {self._limit:.0f} s to open")
            kind, *rest = worker.pipe.recv()
        except (EOFError, OSError) as error:
            self._drop(worker)
            raise ReadFailure("damaged: the reader broke down on it") from error
        if kind != "source":
            raise ReadFailure(rest[-1])
        return rest[0], rest[1]

    def _worker(self, index: int) -> _Worker:
        self._workers = [worker for worker in self._workers if worker.busy or worker.process.poll() is None]
        while len(self._workers) <= index:
            ours, theirs = Pipe()
            inherited = [theirs.fileno(), self._turns.fileno()]
            code = _SERVE.format(path=[*sys.path], pipe=inherited[0], turns=inherited[1])
            process = Popen(
                [sys.executable, "-c", code], stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, pass_fds=inherited
            )
            theirs.close()
            self._workers.append(_Worker(process, ours))
        return self._workers[index]

    def _drop(self, worker: _Worker) -> None:
        _end(worker)
        self._workers.remove(worker)

    def _hand_out(self, job: "_Job") -> None:
        wanted = min(self._most, max(1, -(-job.count // _CHUNK)))
        for index in range(wanted):
            worker = self._worker(index)
            if job.open and not worker.busy:
                worker.page, worker.last = job.open.pop(0)
                worker.since = monotonic()
                with suppress(OSError):
                    worker.pipe.send((str(job.path), worker.page, worker.last))

    def _collect(self, job: "_Job") -> None:
        busy = {worker.pipe: worker for worker in self._workers if worker.busy}
        for pipe in wait(list(busy), timeout=0.5):
            worker = busy[pipe]  # type: ignore[index]
            try:
                kind, *rest = worker.pipe.recv()
            except (EOFError, OSError):
                self._fail(job, worker, "damaged: the reader broke down on this page")
                continue
            job.take(kind, rest)
            worker.since = monotonic()
            worker.page += 1
            if worker.page > worker.last:
                worker.page = 0
        for worker in [w for w in self._workers if w.busy and monotonic() - w.since > self._limit]:
            self._fail(job, worker, f"took longer than {self._limit:.0f} s")

    def _fail(self, job: "_Job", worker: _Worker, reason: str) -> None:
        job.take("failed", [worker.page, reason])
        if worker.page < worker.last:
            job.open.insert(0, (worker.page + 1, worker.last))
        self._drop(worker)


class _Job:
    def __init__(self, path: Path, count: int, progress: Callable[[int, int], None] | None) -> None:
        self.path = path
        self.count = count
        self.open = [(first, min(first + _CHUNK - 1, count)) for first in range(1, count + 1, _CHUNK)]
        self.pages: dict[int, Page] = {}
        self.failures: dict[int, str] = {}
        self._progress = progress

    def take(self, kind: str, rest: list[Any]) -> None:
        if kind == "page":
            self.pages[rest[0]] = rest[1]
        else:
            self.failures[rest[0]] = rest[1]
        if self._progress:
            self._progress(len(self.pages) + len(self.failures), self.count)


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.wait(5)


@contextmanager
def readers(workers: int) -> Generator[Readers]:
    """Reading processes, ended afterwards."""
    opened = Readers(workers)
    try:
        yield opened
    finally:
        opened.close()
