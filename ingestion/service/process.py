"""The process that works on the queue beside a server."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Lock

IDLE_SECONDS = 120.0


class WorkerProcess:
    """Starts a worker when there is work; the worker ends by itself when nothing more comes, or with its server.

    Args:
        home: the folder of `NACELLE_HOME`; other settings come from the environment.
        idle_seconds: how long it waits for more.
    """

    def __init__(self, home: Path, idle_seconds: float = IDLE_SECONDS) -> None:
        code = f"import sys; sys.path[:] = {sys.path!r}; from nacelle import app; app()"
        self._command = [
            sys.executable,
            "-c",
            code,
            "jobs",
            "work",
            "--idle",
            str(idle_seconds),
            "--home",
            str(home.absolute()),
        ]
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def ensure(self) -> None:
        """Start the worker where none runs; to be called after a job was submitted."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                command = [*self._command, "--parent", str(os.getpid())]
                self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def close(self) -> None:
        """End the worker; its job goes on with the next one."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                self._process.terminate()
                self._process.wait(10)
