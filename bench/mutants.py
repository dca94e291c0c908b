"""Can the tests fail? Small mistakes are put into a module, one at a time, and its tests are run: a mutant that no test notices survives.

`python -m bench mutants --each 12 --seed 1 claims safety`: so many mutants of each target, drawn by the seed. The tree is copied first; nothing here
touches the one that you work in. After DeMillo, Lipton and Sayward, "Hints on test data selection" (1978).
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.report import table

TARGETS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "claims": (("agent/claims/**/*.py",), ("tests/agent/claims",)),
    "safety": (("agent/safety/*.py", "agent/question/refusing.py"), ("tests/agent/safety", "tests/agent/safety/test_safety_gate.py", "tests/agent/question/test_refusing.py")),
    "release": (("agent/turn/release.py",), ("tests/agent/turn/test_loop.py", "tests/agent/turn/test_takeover.py", "tests/agent/turn/test_citing_lines.py", "tests/agent/safety/test_safety_gate.py", "tests/agent/turn/test_turns.py", "tests/agent/safety/test_injection.py")),
    "applicability": (("stores/passages/applying/*.py", "agent/claims/matching/applying.py", "tools/manuals/scope.py"), ("tests/ingestion/structure/test_marks.py", "tests/agent/claims", "tests/tools/test_manuals.py", "tests/contracts/test_passages_found.py", "tests/contracts/test_passages.py")),
    "access": (("api/sign_in/identity.py", "api/http/guards.py", "stores/access/*.py"), ("tests/stores/test_sessions.py", "tests/contracts/records/test_access.py", "tests/api/people/test_guards.py", "tests/api/people/test_people.py", "tests/api/people/test_access.py")),
    "verdicts": (("evals/contradiction/**/*.py",), ("tests/evals/contradiction",)),
}  # fmt: skip
"""Modules and the tests that have to notice."""
SECONDS = 600
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A module's source with one mistake, and what it is."""

    file: str
    line: int
    what: str
    source: str


def main() -> int:
    """Print how many mutants of each target were noticed, and the survivors on stderr."""
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
            files, tests = TARGETS[target]
            found = [m for pattern in files for file in sorted(Path().glob(pattern)) for m in mutants(file)]
            if not _passes(tree, tests):
                rows.append([target, str(len(found)), "0", "its tests fail without any mutant"])
                continue
            drawn = random.Random(wanted.seed).sample(found, min(wanted.each, len(found)))
            alive = [mutant for mutant in drawn if not _noticed(mutant, tree, tests)]
            rows.append([target, str(len(found)), str(len(drawn)), str(len(drawn) - len(alive))])
            for mutant in alive:
                print(f"survives: {mutant.file}:{mutant.line}: {mutant.what}", file=sys.stderr, flush=True)
    print(table(["target", "mutants", "drawn", "killed"], rows))
    return 0


def mutants(file: Path) -> Iterator[Mutant]:
    """Comparisons turned, `and` and `or` exchanged, conditions negated, truths exchanged, whole numbers one higher."""
    source = file.read_text(encoding="utf-8")
    count = sum(1 for _ in ast.walk(ast.parse(source)))
    for at in range(count):
        tree = ast.parse(source)
        node = next(n for number, n in enumerate(ast.walk(tree)) if number == at)
        what = _broken(node)
        if what:
            yield Mutant(str(file), getattr(node, "lineno", 0), what, ast.unparse(tree))


def _broken(node: ast.AST) -> str:
    """Put one mistake into a node; what it is, "" where there is none to make."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        old = type(node.ops[0])
        node.ops[0] = _COMPARED[old]()
        return f"{old.__name__} is {_COMPARED[old].__name__}"
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return "and, or exchanged"
    if isinstance(node, ast.If | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return "condition negated"
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        node.value = not node.value
        return f"is {node.value}"
    if isinstance(node, ast.Constant) and type(node.value) is int:
        node.value += 1
        return f"is {node.value}"
    return ""


def _noticed(mutant: Mutant, tree: Path, tests: tuple[str, ...]) -> bool:
    place = tree / mutant.file
    right = place.read_text(encoding="utf-8")
    place.write_text(mutant.source, encoding="utf-8")
    try:
        return not _passes(tree, tests)
    finally:
        place.write_text(right, encoding="utf-8")


def _passes(tree: Path, tests: tuple[str, ...]) -> bool:
    """Whether the tests pass in time, those of the contract suites on SQLite only; a mutant that runs for ever is noticed."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}  # noqa: TID251
    there = [test for test in tests if (tree / test).exists()]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-k", "not postgresql", *there]
    try:
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
