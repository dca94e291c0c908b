"""`make bench`: every measurement in one go, each in a process of its own so that none warms another."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.report import with_block

# "adversarial", "approvals" and "defeating" are run by name: they take long.
PARTS = ("retrieval", "parsing", "tables", "ingest", "turns", "gate")
REPORT = Path("docs/benchmarks.md")


def main() -> int:
    """Run the parts named on the command line, or all; the exit status counts those that failed.

    A part prints Markdown on stdout, which goes to the terminal and into its block of the report, and progress on stderr.
    """
    failed = 0
    for part in sys.argv[1:] or PARTS:
        print(f"\n== {part}", flush=True)
        status, printed = _run(part)
        failed += status != 0
        if status == 0:
            today = datetime.now(tz=UTC).date()
            report = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
            REPORT.write_text(with_block(report, part, printed, today), encoding="utf-8")
    return failed


def _run(part: str) -> tuple[int, str]:
    """Show what a part prints as it comes, and keep it."""
    printed: list[str] = []
    command = [sys.executable, "-m", f"bench.{part}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            printed.append(line)
    return process.returncode, "".join(printed)


if __name__ == "__main__":
    raise SystemExit(main())
