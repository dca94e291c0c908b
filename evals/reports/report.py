"""Write what a run gave: `report.json` for programs, `report.html` for people, `junit.xml` for CI."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.reports.comparing import compare
from evals.reports.junit import junit
from evals.reports.page import page
from evals.reports.summary import summarise
from evals.running.runner import Outcome

__all__ = ["summarise", "write_page", "write_report"]


def write_report(
    summary: Mapping[str, Any], folder: Path, outcomes: Sequence[Outcome] = (), baseline: dict[str, Any] | None = None
) -> None:
    """Write all three into `folder`; with the report of an earlier run, the page shows before and after."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(summary, indent=1, ensure_ascii=False, sort_keys=False)
    (folder / "report.json").write_text(text + "\n", encoding="utf-8")
    if outcomes:
        (folder / "junit.xml").write_text(junit(outcomes), encoding="utf-8")
    write_page(dict(summary), folder, baseline)


def write_page(report: dict[str, Any], folder: Path, baseline: dict[str, Any] | None = None) -> None:
    """Only the page, from a report that was read or just made."""
    changes = compare(baseline, report) if baseline else None
    (folder / "report.html").write_text(page(report, changes), encoding="utf-8")
