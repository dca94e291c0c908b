"""What a command costs: seconds, processor seconds, and the most memory of it and its children together."""

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.25
_PROC = Path("/proc")


class Cost(NamedTuple):
    """Seconds of the clock and of the processors, peak megabytes over all its processes at one moment, what it printed."""

    seconds: float
    cpu: float
    peak: float
    status: int
    printed: str
    said: str


def cost_of(command: Sequence[str], home: Path | None = None) -> Cost:
    """Run a command to its end, looking at its processes' memory four times a second (Linux; elsewhere the largest one's).

    Memory is the proportional share (PSS): pages that forked workers have in common count once.
    """
    environment = {**os.environ, **({"NACELLE_HOME": str(home)} if home else {})}  # noqa: TID251  (of the child)
    before, start, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0.0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        while True:
            try:
                printed, said = process.communicate(timeout=_EVERY)
                break
            except subprocess.TimeoutExpired:
                peak = max(peak, sum(map(_megabytes, _family(process.pid))))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - start, cpu, peak or after.ru_maxrss / 1024, process.returncode, printed, said)


def _family(root: int) -> list[int]:
    """A process and all that it started, however deep."""
    parents: dict[int, int] = {}
    for entry in _PROC.glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _megabytes(pid: int) -> float:
    try:
        rows = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(row.split()[1]) / 1024 for row in rows if row.startswith("Pss:")), 0.0)
