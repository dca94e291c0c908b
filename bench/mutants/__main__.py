"""Can the tests fail? Small mistakes are put into a module, one at a time, and its tests are run: a mutant that no test notices survives.

`python -m bench mutants --each 12 --seed 1 claims safety`: so many mutants of each target, drawn by the seed. The tree is copied first; nothing here
touches the one that you work in. Only the tests that come by a mistake are run, quickest first, up to the first that fails; a test that runs the
product in a process of its own is not seen to come by. After DeMillo, Lipton and Sayward, "Hints on test data selection" (1978).
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench.mutants.mistakes import Mutant, mutants
from bench.mutants.reaching import Reached, fails, reached
from bench.report import table

TARGETS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "claims": (("agent/claims/**/*.py",), ("tests/agent/claims",)),
    "safety": (("agent/safety/*.py", "agent/question/refusing.py"), ("tests/agent/safety", "tests/agent/question/test_refusing.py")),
    "release": (("agent/turn/release.py", "agent/turn/showing.py", "agent/turn/tables.py", "agent/turn/shown.py"), ("tests/agent/turn/test_loop.py", "tests/agent/turn/test_takeover.py", "tests/agent/turn/test_citing_lines.py", "tests/agent/safety/test_safety_gate.py", "tests/agent/turn/test_turns.py", "tests/agent/safety/test_injection.py")),
    "applicability": (("stores/passages/applying/*.py", "agent/claims/matching/applying.py", "tools/manuals/scope.py"), ("tests/ingestion/structure/test_marks.py", "tests/agent/claims", "tests/tools/test_manuals.py", "tests/contracts/test_passages_found.py", "tests/contracts/test_passages.py")),
    "access": (("api/sign_in/identity.py", "api/http/guards.py", "stores/access/*.py"), ("tests/stores/test_sessions.py", "tests/contracts/records/test_access.py", "tests/api/people", "tests/api/sign_in")),
    "turn": (("agent/turn/*.py",), ("tests/agent/turn", "tests/agent/safety/test_injection.py")),
    "orders": (("tools/orders/*.py",), ("tests/tools/test_orders.py", "tests/tools/test_priorities.py", "tests/tools/test_records.py", "tests/tools/test_figures.py", "tests/tools/test_writes.py", "tests/tools/test_others.py")),
    "verdicts": (("evals/contradiction/**/*.py",), ("tests/evals/contradiction",)),
}  # fmt: skip
"""Modules and the tests that have to notice."""


def main() -> int:
    """Print how many mutants of each target were noticed; the survivors and the time so far on stderr."""
    parser = argparse.ArgumentParser(description="Mutants killed by the tests")
    parser.add_argument("targets", nargs="*", default=list(TARGETS))
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(
            ".", tree, ignore=shutil.ignore_patterns(".git", "node_modules", "__pycache__", ".venv*"), symlinks=True
        )
        for target in wanted.targets:
            since = os.times().children_user
            patterns, tests = TARGETS[target]
            files = [str(file) for pattern in patterns for file in sorted(Path().glob(pattern))]
            found = [mutant for file in files for mutant in mutants(Path(file))]
            known = reached(tree, files, tests)
            if known is None:
                rows.append([target, str(len(found)), "0", "its tests fail without any mutant", ""])
                continue
            drawn = random.Random(wanted.seed).sample(found, min(wanted.each, len(found)))
            alive = [mutant for mutant in drawn if not _noticed(mutant, tree, known)]
            minutes = f"{(os.times().children_user - since) / 60:.1f}"
            rows.append([target, str(len(found)), str(len(drawn)), str(len(drawn) - len(alive)), minutes])
    print(table(["target", "mutants", "drawn", "killed", "CPU minutes"], rows))
    return 0


def _noticed(mutant: Mutant, tree: Path, known: Reached) -> bool:
    """Whether a test that comes by fails, or runs for ever; one that is not noticed is told on stderr."""
    tests = known.tests_of(mutant)
    place = tree / mutant.file
    right = place.read_text(encoding="utf-8")
    place.write_text(mutant.source, encoding="utf-8")
    since = time.monotonic()
    try:
        noticed = bool(tests) and fails(tree, tests, known.limit(tests))
    finally:
        place.write_text(right, encoding="utf-8")
    came_by = f"{len(tests)} tests in {time.monotonic() - since:.0f} s" if tests else "no test comes by"
    said = "noticed" if noticed else "survives"
    print(f"{said}: {mutant.file}:{mutant.line}: {mutant.what} ({came_by})", file=sys.stderr, flush=True)
    return noticed


if __name__ == "__main__":
    raise SystemExit(main())
