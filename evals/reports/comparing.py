"""Two reports side by side: what changed beyond noise over the same cases, and which cases flipped."""

import json
import math
from pathlib import Path
from typing import Any, cast

from domain.errors import BadInput
from evals.metrics import METRICS
from evals.reports.statistics import paired_change

Line = dict[str, Any]


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
    """Every metric over the cases that both scored, and the cases that began or ceased to fail.

    Raises:
        BadInput: the runs have no case in common, or a score of one is no number.
    """
    old, new = _by_case(before), _by_case(after)
    both = [key for key in new if key in old]
    if not both:
        suites = " and ".join(str(one.get("settings", {}).get("suites", "another suite")) for one in (before, after))
        raise BadInput(f"The two runs have no case in common ({suites}); compare runs of one suite.")
    changes = {name: change for name in _names(new) if (change := _change(name, [(old[k], new[k]) for k in both]))}
    return {
        "cases": {
            "both": len(both),
            "only_before": sorted(set(old) - set(new)),
            "only_after": sorted(set(new) - set(old)),
        },
        "metrics": changes,
        "better": [name for name, change in changes.items() if change["verdict"] == "better"],
        "worse": [name for name, change in changes.items() if change["verdict"] == "worse"],
        "now_failing": sorted(k for k in both if _fails(new[k]) and not _fails(old[k])),
        "now_passing": sorted(k for k in both if _fails(old[k]) and not _fails(new[k])),
    }


def _by_case(report: dict[str, Any]) -> dict[str, Line]:
    """By id; by suite and id where two suites use one id."""
    lines = cast("list[Line]", report["outcomes"])
    for line in lines:
        bad = next((name for name, value in line["scores"].items() if not _is_number(value)), "")
        if bad:
            raise BadInput(f"The score of '{bad}' for case {line['id']} is no number; run the suite again.")
    ids = [line["id"] for line in lines]
    return {
        line["id"] if ids.count(line["id"]) == 1 else f"{Path(line['suite']).stem}#{line['id']}": line for line in lines
    }


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def _names(lines: dict[str, Line]) -> list[str]:
    return list(dict.fromkeys(name for line in lines.values() for name in line["scores"]))


def _change(name: str, pairs: list[tuple[Line, Line]]) -> dict[str, Any] | None:
    values = [(a["scores"][name], b["scores"][name]) for a, b in pairs if name in a["scores"] and name in b["scores"]]
    if not values:
        return None
    before, after = zip(*values, strict=True)
    change = paired_change(before, after)
    beyond = change.low > 0 or change.high < 0
    down = name in METRICS and METRICS[name].lower_is_better
    verdict = ("better" if (change.mean > 0) != down else "worse") if beyond else "no clear change"
    return {
        "before": round(sum(before) / len(before), 4),
        "after": round(sum(after) / len(after), 4),
        "change": change.mean,
        "low": change.low,
        "high": change.high,
        "n": change.n,
        "beyond_noise": beyond,
        "verdict": verdict,
    }


def _fails(line: Line) -> bool:
    return bool(line["failed"]) or line["status"] == "errored"
