"""`make bench`: every measurement in one go, each in a process of its own so that none warms another."""

import subprocess
import sys

PARTS = ("retrieval", "parsing", "tables", "turns")


def main() -> int:
    """Run the parts named on the command line, or all; the exit status counts those that failed."""
    failed = 0
    for part in sys.argv[1:] or PARTS:
        print(f"\n== {part}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"bench.{part}"], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
