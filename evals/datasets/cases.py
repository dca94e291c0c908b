"""Suites read: every case that is well formed, and for every other one the file, line, field and reason."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml
from pydantic import ValidationError
from rapidfuzz.distance import OSA

from domain.errors import BadInput
from evals.datasets.schema import Case

__all__ = ["Case", "Problem", "Suite", "find_suite", "load_suite", "read_suite", "suite_files"]

LETTERS_A_SLIP = 5
"""One wrong, missing or exchanged letter in so many is a slip of the keyboard, at most two in a name."""
BUNDLED = Path(__file__).parent / "suites"
_ALIASES = {"query", "gold_pages", "gold_sections", "page", "section", "gold_page", "gold_section", "answer"}


@dataclass(frozen=True)
class Problem:
    """Something in a suite that cannot be used; the rest of the suite can."""

    file: str
    line: int | None
    field: str
    reason: str
    case: str = ""

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (self.file, f"line {self.line}" if self.line else "", self.case and f"case {self.case}")
            if part
        )
        end = "" if self.reason.endswith("?") else "."
        return f"{place}: {f'{self.field}: ' if self.field else ''}{self.reason.rstrip('.')}{end}"


@dataclass
class Suite:
    """The cases of one file, the line of each, and what was wrong with it."""

    file: str
    cases: list[Case] = field(default_factory=list[Case])
    problems: list[Problem] = field(default_factory=list[Problem])
    lines: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True)
class _Row:
    """One case as it stands in the file; `lines` gives the line of each of its fields."""

    value: Any
    line: int
    lines: dict[str, int] = field(default_factory=dict[str, int])


def read_suite(path: Path) -> Suite:
    """Read a `.jsonl`, `.yaml` or `.json` suite; what cannot be used becomes a problem, never an exception."""
    suite = Suite(str(path))
    try:
        rows = list(_rows(path, path.read_text(encoding="utf-8-sig"), suite))
    except UnicodeDecodeError:
        suite.problems.append(Problem(suite.file, None, "", "is not UTF-8 text"))
        return suite
    except OSError as error:
        suite.problems.append(Problem(suite.file, None, "", f"cannot be read: {error.strerror or error}"))
        return suite
    for number, row in enumerate(rows, 1):
        case = _case(suite, row, number)
        if case is None:
            continue
        if case.id in suite.lines:
            reason = f"'{case.id}' is the id of the case in line {suite.lines[case.id]} already"
            suite.problems.append(Problem(suite.file, row.line, "id", reason, str(number)))
            continue
        suite.lines[case.id] = row.line
        suite.cases.append(case)
    if not rows and not suite.problems:
        suite.problems.append(Problem(suite.file, None, "", "holds no case"))
    return suite


def load_suite(path: Path) -> list[Case]:
    """The cases of a suite that has to be right as a whole.

    Raises:
        BadInput: names the file, line, case and field of the first problem.
    """
    suite = read_suite(path)
    if suite.problems:
        raise BadInput(str(suite.problems[0]))
    return suite.cases


def _case(suite: Suite, row: _Row, number: int) -> Case | None:
    named = cast("dict[str, Any]", row.value).get("id") if isinstance(row.value, dict) else None
    name_of_case = str(named or number)
    try:
        case = Case.model_validate(row.value)
    except ValidationError as error:
        for found in error.errors()[:3]:
            name = ".".join(map(str, found["loc"])) or "the case"
            line = row.lines.get(str(found["loc"][0]) if found["loc"] else "", row.line)
            suite.problems.append(
                Problem(suite.file, line, name, found["msg"].removeprefix("Value error, "), name_of_case)
            )
        return None
    given = cast("dict[str, Any]", row.value)
    for name in given:
        meant = _meant(name, given)
        if meant:
            reason = f"is not a field of a case; did you mean {meant}?"
            suite.problems.append(Problem(suite.file, row.lines.get(name, row.line), name, reason, name_of_case))
            return None
    return case if case.id else case.model_copy(update={"id": f"{Path(suite.file).stem}-{number}"})


def _meant(name: str, row: Mapping[str, Any]) -> str:
    """The field that `name` is a slip of the keyboard for; "" for a field of somebody else's."""
    fields, slips = {*Case.model_fields, *_ALIASES}, min(len(name) // LETTERS_A_SLIP, 2)
    if name in fields or not slips:
        return ""
    distance = {field: OSA.distance(name, field) for field in sorted(fields - set(row))}
    nearest = min(distance, key=lambda field: distance[field])
    return nearest if distance[nearest] <= slips else ""


def _rows(path: Path, text: str, suite: Suite) -> Iterator[_Row]:
    if path.suffix == ".jsonl":
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                try:
                    yield _Row(json.loads(line), number)
                except json.JSONDecodeError as error:
                    reason = f"is not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}"
                    suite.problems.append(Problem(suite.file, number, "", reason))
        return
    try:
        loaded: Any = yaml.safe_load(text)
        tree = cast("Any", yaml.compose(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = f"is not YAML: {getattr(error, 'problem', None) or error}"
        suite.problems.append(Problem(suite.file, mark.line + 1 if mark else None, "", reason))
        return
    if isinstance(loaded, dict):
        mapping = cast("dict[str, Any]", loaded)
        loaded = mapping.get("cases")
        tree = cast("Any", {key.value: value for key, value in tree.value}.get("cases"))
    if not isinstance(loaded, list):
        suite.problems.append(Problem(suite.file, 1, "cases", "a suite is a list of cases, or has one under `cases`"))
        return
    for value, node in zip(cast("list[Any]", loaded), tree.value, strict=True):
        fields = {key.value: key.start_mark.line + 1 for key, _ in node.value} if isinstance(value, dict) else {}
        yield _Row(value, node.start_mark.line + 1, fields)


def find_suite(name: str) -> Path:
    """A path, or the name of one of the bundled suites."""
    path = Path(name)
    bundled = BUNDLED / f"{name}.yaml"
    return path if path.exists() or not bundled.exists() else bundled


def suite_files(name: str) -> list[Path]:
    """The files of a suite: a bundled one, a bundled group (`demo` is every `demo-*.yaml`), or a file of one's own.

    Raises:
        BadInput: there is neither; names the bundled suites.
    """
    path = Path(name)
    if path.suffix in {".yaml", ".yml", ".jsonl", ".json"}:
        return [path]
    found = [file for file in sorted(BUNDLED.glob("*.yaml")) if file.stem == name or file.stem.startswith(f"{name}-")]
    if not found:
        known = ", ".join(sorted({file.stem.partition("-")[0] for file in BUNDLED.glob("*.yaml")}))
        raise BadInput(
            f"There is no suite '{name}'; give one of {known}, a .yaml or .jsonl file, or KIND:PATH of other people's data."
        )
    return found
