"""`make bench`: every measurement in one go, each in a process of its own so that none warms another."""

import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.report import with_block

# The others are run by name: they take long, or want arguments.
PARTS = ("retrieval", "parsing", "tables", "ingest", "turns", "gate")
HERE = Path(__file__).parent
REPORT = Path("docs/benchmarks.md")


def main() -> int:
    """Run every part, or the one named with the arguments behind it; the exit status counts those that failed.

    A part prints Markdown on stdout, which goes to the terminal and, where it ran without arguments, into its block of the report.
    Progress goes to stderr.
    """
    name, *arguments = sys.argv[1:] or ("",)
    if name and not module_of(name):
        print(f"There is no measurement '{name}'; there are: {', '.join(names())}.", file=sys.stderr)
        return 2
    failed = 0
    for part in (name,) if name else PARTS:
        print(f"\n== {part}", flush=True)
        status, printed = _run(module_of(part), arguments)
        failed += status != 0
        if status == 0 and not arguments:
            today = datetime.now(tz=UTC).date()
            report = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
            REPORT.write_text(with_block(report, part, printed, today), encoding="utf-8")
    return failed


def names() -> list[str]:
    """What can be measured: every module that runs by itself."""
    return sorted(_runnable())


def module_of(name: str) -> str:
    """The module of a measurement; "" where there is none."""
    return _runnable().get(name, "")


def _runnable() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in HERE.rglob("*.py"):
        if file.parent != HERE and file.name == "__main__.py":
            found[file.parent.name] = f"bench.{file.parent.name}"
        elif file.name != "__main__.py" and "\nif __name__ ==" in file.read_text(encoding="utf-8"):
            found[file.stem] = ".".join((HERE.name, *file.relative_to(HERE).with_suffix("").parts))
    return found


def _run(module: str, arguments: Sequence[str]) -> tuple[int, str]:
    """Show what a part prints as it comes, and keep it."""
    printed: list[str] = []
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            printed.append(line)
    return process.returncode, "".join(printed)


if __name__ == "__main__":
    raise SystemExit(main())
