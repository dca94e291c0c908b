"""Reports of earlier runs, read back and compared."""

import json
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, FiniteFloat, ValidationError

from domain.errors import BadInput
from domain.evaluations.comparing import compare_lines
from domain.evaluations.nouns import CaseLine, Measured
from evals.metrics import LESS_IS_BETTER


class _Number(Measured):
    mean: FiniteFloat
    low: FiniteFloat
    high: FiniteFloat


class _Line(CaseLine):
    scores: dict[str, FiniteFloat] = {}


class _Report(BaseModel):
    """What is read of a report; everything else of it is only shown."""

    outcomes: list[_Line]
    metrics: dict[str, _Number] = {}
    settings: dict[str, Any] = {}


def read_report(folder: Path) -> dict[str, Any]:
    """The `report.json` of a folder, or a file itself.

    Raises:
        BadInput: there is none, it is of an older format, or a value of it is no number or of another type.
    """
    file = folder if folder.suffix == ".json" else folder / "report.json"
    try:
        report = cast("dict[str, Any]", json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise BadInput(f"{folder} holds no readable report.json; make one with `nacelle eval run --out`.") from error
    if not isinstance(report, dict) or "outcomes" not in report:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise BadInput(f"{file} is a report of an older Nacelle, without its cases; run the suite again.")
    _read(report, str(file))
    return report


def compare(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What `domain.evaluations.comparing` says of two reports, as JSON.

    Raises:
        BadInput: the runs have no case in common, or a score of one is no number.
    """
    old, new = _read(before, "the earlier report"), _read(after, "the later report")
    suites = " and ".join(str(one.settings.get("suites", "another suite")) for one in (old, new))
    return compare_lines(old.outcomes, new.outcomes, LESS_IS_BETTER, suites).model_dump(mode="json")


def _read(report: dict[str, Any], name: str) -> _Report:
    try:
        return _Report.model_validate(report)
    except ValidationError as error:
        first = error.errors()[0]
        part, *rest = first["loc"]
        row = report["outcomes"][rest.pop(0)].get("id", "?") if part == "outcomes" and len(rest) > 1 else ""
        where = ".".join(map(str, rest)) or part
        about = f" of case {row}" if row else ""
        raise BadInput(f"{name}: {where}{about}: {first['msg']}; run the suite again.") from error
