"""What stands beside the figures of a set that was tuned on: they are never shown alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.evaluations.nouns import EvaluationRun, Measured, Tuned
from evals.reports.summary import PASSED
from evals.scoreboard.board import tuned_on
from evals.scoreboard.printing import TUNED

NONE_RUN = "no set that was not tuned on has been run here; `nacelle eval scoreboard` runs some"


def beside(suites: str, report: Mapping[str, Any], kept: Sequence[EvaluationRun]) -> dict[str, Any]:
    """Whether the suites were tuned on, and if so the share of cases passed of the holdout cases and of other sets' newest runs.

    Args:
        suites: as they were asked for.
        report: what `summarise` gives.
        kept: earlier runs, newest first.
    """
    on = tuned_on(suites)
    found: dict[str, Any] = {"on": on, "beside": []}
    if on != "yes":
        return found
    held = report["holdout"]["metrics"].get(PASSED)
    rows = [_row("holdout cases", "no", held)] if held else []
    newest: dict[str, EvaluationRun] = {}
    for run in kept:
        if run.suites != suites and run.kind == "suites" and tuned_on(run.suites) != "yes" and PASSED in run.metrics:
            newest.setdefault(run.suites, run)
    rows += [_row(name, tuned_on(name), run.metrics[PASSED].model_dump()) for name, run in newest.items()]
    return found | {"beside": rows}


def sentence(suites: str, tuned: Mapping[str, Any]) -> str:
    """For people, of what `beside` gave; "" where nothing has to stand beside it."""
    if tuned["on"] != "yes":
        return ""
    rows = [f"{row['set']} ({TUNED[row['tuned']]}) {row['mean']:.3f}, n={row['n']}" for row in tuned["beside"]]
    return f"{suites} was tuned on. Cases passed elsewhere: {'; '.join(rows) or NONE_RUN}."


def _row(name: str, tuned: Tuned, measured: Mapping[str, Any]) -> dict[str, Any]:
    found = Measured.model_validate(measured)
    return {"set": name, "tuned": tuned, "mean": found.mean, "n": found.n}
