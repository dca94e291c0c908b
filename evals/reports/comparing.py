"""Reports of earlier runs, read back and compared."""

import json
import math
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from domain.errors import BadInput
from domain.evaluations.comparing import compare_lines
from domain.evaluations.nouns import CaseLine
from evals.metrics import LESS_IS_BETTER


def read_report(folder: Path) -> dict[str, Any]:
    """The `report.json` of a folder, or a file itself.

    Raises:
        BadInput: there is none, or it is of an older format.
    """
    file = folder if folder.suffix == ".json" else folder / "report.json"
    try:
        report = cast("dict[str, Any]", json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise BadInput(f"{folder} holds no readable report.json; make one with `nacelle eval run --out`.") from error
    if not isinstance(report, dict) or "outcomes" not in report:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise BadInput(f"{file} is a report of an older Nacelle, without its cases; run the suite again.")
    return report


def compare(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What `domain.evaluations.comparing` says of two reports, as JSON.

    Raises:
        BadInput: the runs have no case in common, or a score of one is no number.
    """
    suites = " and ".join(str(one.get("settings", {}).get("suites", "another suite")) for one in (before, after))
    return compare_lines(_lines(before), _lines(after), LESS_IS_BETTER, suites).model_dump(mode="json")


def _lines(report: dict[str, Any]) -> list[CaseLine]:
    rows = cast("list[dict[str, Any]]", report["outcomes"])
    for row in rows:
        bad = next((name for name, value in row["scores"].items() if not _is_number(value)), "")
        if bad:
            raise BadInput(f"The score of '{bad}' for case {row['id']} is no number; run the suite again.")
    try:
        return [CaseLine.model_validate(row) for row in rows]
    except ValidationError as error:
        raise BadInput(
            f"The report's cases cannot be read ({error.errors()[0]['msg']}); run the suite again."
        ) from error


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
