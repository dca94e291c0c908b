"""Which tests reach a line, and how long each takes: one run of all of them under coverage.

pytest loads this module as a plugin as well, for the times.
"""

import json
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
from coverage import CoverageData

from bench.mutants.mistakes import Mutant

_SECONDS, _CHOSEN = "mutants-seconds.json", "mutants-chosen.json"
_seconds: dict[str, float] = defaultdict(float)


@dataclass(frozen=True)
class Reached:
    """What one run of the tests without any mistake has shown: seconds a test, and the tests a line of a file."""

    seconds: dict[str, float]
    lines: dict[str, dict[int, set[str]]]
    in_set_up: dict[str, set[int]]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that can notice a mistake, quickest first; none where no test comes by.

        What is run when a module is read concerns every test that comes by anywhere in it. What a fixture runs may be kept
        for tests that coverage does not name: then all tests follow those that it does.
        """
        by_line = self.lines.get(mutant.file, {})
        if mutant.lines is None:
            found, others = set[str]().union(*by_line.values()), False
        else:
            span = range(mutant.lines[0], mutant.lines[1] + 1)
            found = by_line.get(mutant.line) or set[str]().union(*(by_line.get(line, set()) for line in span))
            others = any(line in self.in_set_up.get(mutant.file, set()) for line in span)
        rest = set(self.seconds) - found if others else set[str]()
        return sorted(found, key=self._quickest) + sorted(rest, key=self._quickest)

    def limit(self, tests: list[str]) -> float:
        """Seconds after which tests with a mistake run for ever, on a busy machine too."""
        return 120 + 20 * sum(self.seconds.get(test, 0) for test in tests)

    def _quickest(self, test: str) -> tuple[float, str]:
        return self.seconds.get(test, 0), test


def reached(tree: Path, files: list[str], tests: tuple[str, ...]) -> Reached | None:
    """Run the tests as they are in a tree of the project; None where one fails."""
    data = tree / ".coverage-mutants"
    settings = tree / "mutants.coveragerc"
    settings.write_text("[run]\ninclude =\n" + "".join(f"    {file}\n" for file in files), encoding="utf-8")
    watched = ["--cov", f"--cov-config={settings}", "--cov-context=test", "--cov-report="]
    if _pytest(tree, [*watched, *(test for test in tests if (tree / test).exists())], None, COVERAGE_FILE=str(data)):
        return None
    seconds: dict[str, float] = json.loads((tree / _SECONDS).read_text(encoding="utf-8"))
    kept = CoverageData(basename=str(data))
    kept.read()
    lines: dict[str, dict[int, set[str]]] = {}
    in_set_up: dict[str, set[int]] = {}
    for measured in kept.measured_files():
        file = str(Path(measured).relative_to(tree.resolve()))
        by_line = kept.contexts_by_lineno(measured)
        lines[file] = {line: {c.partition("|")[0] for c in contexts if c} for line, contexts in by_line.items()}
        in_set_up[file] = {line for line, contexts in by_line.items() if any(c.endswith("|setup") for c in contexts)}
    return Reached(seconds, lines, in_set_up)


def fails(tree: Path, tests: list[str], seconds: float) -> bool:
    """Whether one of these tests of a tree fails, run in this order, or all of them take longer than so many seconds."""
    (tree / _CHOSEN).write_text(json.dumps(tests), encoding="utf-8")
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    try:
        return _pytest(tree, list(files), seconds) not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    except subprocess.TimeoutExpired:
        return True
    finally:
        (tree / _CHOSEN).unlink()


def _pytest(tree: Path, arguments: list[str], seconds: float | None, **variables: str) -> int:
    """The exit status; of the contract suites those on SQLite only."""
    environment = {**os.environ, "PYTHONPATH": str(tree), **variables}  # noqa: TID251
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "bench.mutants.reaching", "-k", "not postgresql"]
    command = [sys.executable, "-m", "pytest", *options, *arguments]
    return subprocess.run(
        command, cwd=tree, env=environment, capture_output=True, timeout=seconds, check=False
    ).returncode


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pytest's hook: only the chosen tests, in their order."""
    if Path(_CHOSEN).exists():
        order = {test: at for at, test in enumerate(json.loads(Path(_CHOSEN).read_text(encoding="utf-8")))}
        items[:] = sorted((item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid])


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Pytest's hook: add up what a test and its fixtures take."""
    _seconds[report.nodeid] += report.duration


def pytest_sessionfinish() -> None:
    """Pytest's hook: leave the times in the tree's folder."""
    Path(_SECONDS).write_text(json.dumps(_seconds), encoding="utf-8")
